from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._transport.asynchronous import AsyncTransport
    from ._transport.synchronous import Transport


class Resource:
    """What the generated resources share: a way to send."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport


class AsyncResource:
    """The same for asyncio."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
