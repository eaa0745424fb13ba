from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import httpx2
from typing_extensions import Self

from ..errors import RelayError, TimeoutError
from .failures import connection_error
from .lines import LineSplitter

if TYPE_CHECKING:
    from .conversation import Call
    from .reply import Reply


@dataclass(frozen=True)
class StreamCare:
    """How to look after a stream that has begun. It is never asked for again: the caller may have used some of it."""

    response: httpx2.Response
    url: str
    timeout: float
    on_failure: Callable[[RelayError], None]
    """Is told what the stream raises."""

    @classmethod
    def of(cls, call: Call, reply: Reply[httpx2.Response]) -> Self:
        return cls(reply.data, call.request.url, call.patience.timeout, call.failed)

    def failure(self, cause: Exception) -> RelayError:
        error: RelayError
        if isinstance(cause, httpx2.TimeoutException):
            error = TimeoutError(f"No bytes came within {self.timeout:g} s.")
        elif isinstance(cause, httpx2.StreamError):
            return RelayError("A stream can be read only once.")
        else:
            error = connection_error(self.url, cause)
        self.on_failure(error)
        return error


class ByteStream:
    """
    The bytes of a reply as they come, read from the network when you ask for them. It holds a connection until you have
    read it to its end, left its ``with``, or closed it.
    """

    def __init__(self, care: StreamCare) -> None:
        self._care = care

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._care.response.iter_bytes()
        except (httpx2.HTTPError, httpx2.StreamError) as cause:
            raise self._care.failure(cause) from cause
        finally:
            self.close()

    def lines(self) -> Iterator[str]:
        """The lines of a text, without their ends. Only ``\\n`` ends one, as in NDJSON."""
        splitter = LineSplitter()
        for piece in self:
            yield from splitter.feed(piece)
        yield from splitter.rest()

    def write_to(self, path: str | os.PathLike[str]) -> None:
        """Writes everything into a file, piece by piece. What was in the file before is gone."""
        with Path(path).open("wb") as file:
            for piece in self:
                file.write(piece)

    def close(self) -> None:
        """Closes the connection if there is still something to read."""
        self._care.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        # A stream that is forgotten unread must not keep its connection for ever.
        self.close()


class AsyncByteStream:
    """The same for asyncio."""

    def __init__(self, care: StreamCare) -> None:
        self._care = care

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._care.response.aiter_bytes():
                yield piece
        except (httpx2.HTTPError, httpx2.StreamError) as cause:
            raise self._care.failure(cause) from cause
        finally:
            await self.close()

    async def lines(self) -> AsyncIterator[str]:
        """The lines of a text, without their ends. Only ``\\n`` ends one, as in NDJSON."""
        splitter = LineSplitter()
        async for piece in self:
            for line in splitter.feed(piece):
                yield line
        for line in splitter.rest():
            yield line

    async def write_to(self, path: str | os.PathLike[str]) -> None:
        """Writes everything into a file, piece by piece. What was in the file before is gone."""
        async with await anyio.open_file(path, "wb") as file:
            async for piece in self:
                await file.write(piece)

    async def close(self) -> None:
        """Closes the connection if there is still something to read."""
        await self._care.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
