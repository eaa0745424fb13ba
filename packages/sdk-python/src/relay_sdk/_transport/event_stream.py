from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

import httpx2
from typing_extensions import Self

from .._json import members, parse, parse_or_text
from ..errors import ConnectionError, RelayError, StreamError
from .byte_stream import StreamCare
from .operation import Operation

T = TypeVar("T")

_LAST_DATA = "[DONE]"


@dataclass(frozen=True)
class EventReader(Generic[T]):
    """What the two kinds of streams do alike with each event."""

    care: StreamCare
    operation: Operation[T]
    request_id: str | None
    mask: Callable[[str], str]
    """Takes the key out of what a server shows."""

    @property
    def is_empty(self) -> bool:
        """A 204: there are no events, and no last one either."""
        return self.care.response.status_code == 204

    def source(self) -> httpx2.EventSource:
        return httpx2.EventSource(self.care.response, max_event_size=None)

    def read(self, event: httpx2.ServerSentEvent) -> T:
        """Raises a ``StreamError`` for an event that tells of an error, or that is none."""
        data = parse_or_text(self.mask(event.data))
        is_error = event.event == "error" or members(data).get("type") == "error"
        if not is_error:
            with suppress(ValueError):
                return self.operation.read(parse(event.data))
        raise self._told(StreamError(data, self.request_id, is_error))

    def ended_early(self) -> RelayError:
        return self._told(ConnectionError("The stream ended before its last event."))

    def _told(self, error: RelayError) -> RelayError:
        self.care.on_failure(error)
        return error


class Stream(Generic[T]):
    """
    Events as they come: ``for`` walks them, once. Leaving the ``with`` closes the connection, and so does ``close``.

    The loop raises a ``StreamError`` when the stream tells of an error, a ``ConnectionError`` when it breaks off or
    ends before its last event, and a ``TimeoutError`` when nothing comes in time. A stream that has begun is never
    asked for again.
    """

    def __init__(self, reader: EventReader[T]) -> None:
        self._reader = reader

    def __iter__(self) -> Iterator[T]:
        reader = self._reader
        try:
            for event in () if reader.is_empty else reader.source():
                if event.data == _LAST_DATA:
                    return
                if event.data:
                    yield reader.read(event)
            if not reader.is_empty:
                raise reader.ended_early()
        except (httpx2.HTTPError, httpx2.StreamError) as cause:
            raise reader.care.failure(cause) from cause
        finally:
            self.close()

    def close(self) -> None:
        """Closes the connection."""
        self._reader.care.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        # A stream that is forgotten unread must not keep its connection for ever.
        self.close()


class AsyncStream(Generic[T]):
    """The same for asyncio."""

    def __init__(self, reader: EventReader[T]) -> None:
        self._reader = reader

    async def __aiter__(self) -> AsyncIterator[T]:
        reader = self._reader
        try:
            if reader.is_empty:
                return
            async for event in reader.source():
                if event.data == _LAST_DATA:
                    return
                if event.data:
                    yield reader.read(event)
            raise reader.ended_early()
        except (httpx2.HTTPError, httpx2.StreamError) as cause:
            raise reader.care.failure(cause) from cause
        finally:
            await self.close()

    async def close(self) -> None:
        """Closes the connection."""
        await self._reader.care.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
