from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import httpx2
from typing_extensions import Self

from ._generated.resources import AsyncResources, Resources
from ._options import ApiKey, AsyncApiKey, read_settings
from ._transport.asynchronous import AsyncTransport
from ._transport.events import RelayEvent
from ._transport.reply import Reply, recording, with_data
from ._transport.synchronous import Transport

if TYPE_CHECKING:
    from ._executions import AsyncExecutions, Executions

P = ParamSpec("P")
T = TypeVar("T")


class Relay(Resources):
    """
    A client of the Relay API. One is enough for a process, and threads may share it; leaving its ``with`` closes its
    connections.

    ```python
    with Relay() as relay:
        preview = relay.actions.preview(action="webhook.send", input={"url": url, "payload": payload})
        execution = relay.actions.execute(preview_id=preview.id, digest=preview.digest)
    ```
    """

    def __init__(
        self,
        api_key: ApiKey | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = 60.0,
        total_timeout: float | None = None,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.Client | None = None,
        on_event: Callable[[RelayEvent], None] | None = None,
    ) -> None:
        """Nothing is sent yet. Times are in seconds; None is no limit.

        Args:
            api_key: An API key (``relay_…``), or a function that gives one and is asked before every attempt. Default:
                the environment variable ``RELAY_API_KEY``.
            base_url: Where Relay is, with or without a path. Default: the environment variable ``RELAY_BASE_URL``, else
                ``http://127.0.0.1:8787``.
            timeout: How long one attempt may take until its reply is read. A stream is not read in one go: there it is
                how long its head may take, and then how long you may wait for its next bytes.
            total_timeout: How long a call may take with all of its attempts and pauses; for a stream, until its head is
                there.
            max_retries: How often a call is sent again after no reply, 408, 429 or 5xx.
            headers: Headers that every request carries.
            http_client: What to send with in the place of a client of this one's own, for the sake of its proxies or
                certificates. You close it.
            on_event: Is told of every request, response, retry and error; never of the key. What it raises is ignored.

        Raises:
            RelayError: There is no API key, or the key or the base URL cannot be used.
        """
        settings = read_settings(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            total_timeout=total_timeout,
            max_retries=max_retries,
            headers=headers,
            on_event=on_event,
        )
        super().__init__(Transport(settings, http_client))

    @cached_property
    def executions(self) -> Executions:
        """What ran, and how it ended; ``wait`` for one that still runs."""
        from ._executions import Executions

        return Executions(self._transport)

    def with_response(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Reply[T]:
        """Make a call and get the reply around its result: status, headers, request id.

        ```python
        reply = relay.with_response(relay.executions.get, "exe_…")
        print(reply.data.status, reply.response.headers["ratelimit"], reply.request_id)
        ```

        Raises:
            RelayError: What the call raises.
        """
        with recording() as replies:
            data = call(*args, **kwargs)
        return with_data(data, replies)

    def close(self) -> None:
        """Closes its connections. No call can be made any more."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Relay(base_url={self._transport.settings.base_url!r})"


class AsyncRelay(AsyncResources):
    """
    The same client for asyncio. Cancelling a task ends its call at once, also a pause before a retry, and closes its
    connection. Its connections belong to the event loop in which they were opened: make one for each ``asyncio.run``.

    ```python
    async with AsyncRelay() as relay:
        preview = await relay.actions.preview(action="webhook.send", input={"url": url, "payload": payload})
        execution = await relay.actions.execute(preview_id=preview.id, digest=preview.digest)
    ```
    """

    def __init__(
        self,
        api_key: AsyncApiKey | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = 60.0,
        total_timeout: float | None = None,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.AsyncClient | None = None,
        on_event: Callable[[RelayEvent], None] | None = None,
    ) -> None:
        """Nothing is sent yet. Times are in seconds; None is no limit.

        Args:
            api_key: An API key (``relay_…``), or a function, async or not, that gives one and is asked before every
                attempt. Default: the environment variable ``RELAY_API_KEY``.
            base_url: Where Relay is, with or without a path. Default: the environment variable ``RELAY_BASE_URL``, else
                ``http://127.0.0.1:8787``.
            timeout: How long one attempt may take until its reply is read. A stream is not read in one go: there it is
                how long its head may take, and then how long you may wait for its next bytes.
            total_timeout: How long a call may take with all of its attempts and pauses; for a stream, until its head is
                there.
            max_retries: How often a call is sent again after no reply, 408, 429 or 5xx.
            headers: Headers that every request carries.
            http_client: What to send with in the place of a client of this one's own, for the sake of its proxies or
                certificates. You close it.
            on_event: Is told of every request, response, retry and error; never of the key. What it raises is ignored.

        Raises:
            RelayError: There is no API key, or the key or the base URL cannot be used.
        """
        settings = read_settings(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            total_timeout=total_timeout,
            max_retries=max_retries,
            headers=headers,
            on_event=on_event,
        )
        super().__init__(AsyncTransport(settings, http_client))

    @cached_property
    def executions(self) -> AsyncExecutions:
        """What ran, and how it ended; ``wait`` for one that still runs."""
        from ._executions import AsyncExecutions

        return AsyncExecutions(self._transport)

    async def with_response(self, call: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> Reply[T]:
        """Make a call and get the reply around its result: status, headers, request id.

        ```python
        reply = await relay.with_response(relay.executions.get, "exe_…")
        print(reply.data.status, reply.response.headers["ratelimit"], reply.request_id)
        ```

        Raises:
            RelayError: What the call raises.
        """
        with recording() as replies:
            data = await call(*args, **kwargs)
        return with_data(data, replies)

    async def close(self) -> None:
        """Closes its connections. No call can be made any more."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncRelay(base_url={self._transport.settings.base_url!r})"
