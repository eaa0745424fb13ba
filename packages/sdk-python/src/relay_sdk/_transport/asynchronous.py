from __future__ import annotations

from collections.abc import Mapping
from inspect import isawaitable
from typing import Any, TypeVar

import anyio
import httpx2
from pydantic import SecretStr

from .._models import Page
from .._options import RequestOptions, Settings, check_key
from ..errors import RelayError
from . import http
from .byte_stream import AsyncByteStream, StreamCare
from .conversation import AskForKey, Call, Exchange, Pause, Step
from .event_stream import AsyncStream, EventReader
from .failures import forget_key
from .operation import Operation
from .pages import AsyncPages
from .reply import Exchanged, Reply, record
from .timing import timing

T = TypeVar("T")
PageT = TypeVar("PageT", bound=Page[Any])


class AsyncTransport:
    """Sends operations. Cancelling the task that waits ends a call at once, also a pause, and closes its connection."""

    def __init__(self, settings: Settings, http_client: httpx2.AsyncClient | None) -> None:
        self.settings = settings
        from .network import waiting_client

        self._http = http_client or waiting_client()
        self._owns_http = http_client is None

    async def close(self) -> None:
        if self._owns_http:
            await self._http.aclose()

    async def request(self, operation: Operation[T], parameters: Mapping[str, Any], options: RequestOptions) -> T:
        reply: Reply[T] = await self._drive(Call(self.settings, operation, parameters, options))
        record(reply)
        return reply.data

    def pages(
        self, operation: Operation[PageT], parameters: Mapping[str, Any], options: RequestOptions
    ) -> AsyncPages[PageT]:
        async def fetch(cursor: str | None) -> PageT:
            following = parameters if cursor is None else {**parameters, "cursor": cursor}
            return await self.request(operation, following, options)

        return AsyncPages(fetch)

    async def stream_bytes(
        self, operation: Operation[None], parameters: Mapping[str, Any], options: RequestOptions
    ) -> AsyncByteStream:
        call = Call(self.settings, operation, parameters, options, "bytes")
        reply = await self._drive(call)
        stream = AsyncByteStream(StreamCare.of(call, reply))
        record(Reply(stream, reply.response, reply.request_id))
        return stream

    async def stream_events(
        self, operation: Operation[T], parameters: Mapping[str, Any], options: RequestOptions
    ) -> AsyncStream[T]:
        call = Call(self.settings, operation, parameters, options, "events")
        reply = await self._drive(call)
        stream = AsyncStream(EventReader(StreamCare.of(call, reply), operation, reply.request_id, call.mask))
        record(Reply(stream, reply.response, reply.request_id))
        return stream

    async def _drive(self, call: Call) -> Reply[Any]:
        conversation = call.converse()
        try:
            step = next(conversation)
            while True:
                try:
                    answer = await self._perform(step)
                except Exception as error:
                    step = conversation.throw(error)
                else:
                    step = conversation.send(answer)
        except StopIteration as end:
            reply: Reply[Any] = end.value
            return reply

    async def _perform(self, step: Step) -> Exchanged | SecretStr | None:
        match step:
            case Pause(seconds):
                await timing.sleep_async(seconds)
                return None
            case AskForKey() | Exchange():
                with anyio.move_on_after(step.limit):
                    return await (self._exchange(step) if isinstance(step, Exchange) else self._ask_for_key())
                raise http.late(step.limit)

    async def _ask_for_key(self) -> SecretStr:
        try:
            key = self.settings.api_key()
            return check_key(await key if isawaitable(key) else key)
        except RelayError:
            raise
        except Exception as cause:
            raise http.key_failure() from cause

    async def _exchange(self, step: Exchange) -> Exchanged:
        if self._http.is_closed:
            raise RelayError("The client is closed.")
        request = http.to_http(step)
        try:
            response = await self._http.send(request, stream=True, auth=None, follow_redirects=False)
            if http.begins_stream(step.request, response):
                return http.exchanged(response, None)
            try:
                return http.exchanged(response, await response.aread())
            finally:
                await response.aclose()
        except httpx2.RequestError as cause:
            raise http.failure(step, cause) from cause
        finally:
            forget_key(request)
