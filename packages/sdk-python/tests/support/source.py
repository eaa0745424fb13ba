from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx2

from .replies import HEAD


class Source(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """Pieces that are made when they are asked for, and a note of whether the connection was closed."""

    def __init__(self, pieces: list[bytes], repeat: int = 1) -> None:
        self._pieces = pieces * repeat
        self.given = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.given += 1
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True

    def reply(self, content_type: str = "application/x-ndjson") -> httpx2.Response:
        return httpx2.Response(200, stream=self, headers={**HEAD, "content-type": content_type})
