from __future__ import annotations

from collections.abc import Iterator


class LineSplitter:
    """Cuts bytes into lines of UTF-8. Each byte is looked at once, however the bytes come."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def feed(self, piece: bytes) -> Iterator[str]:
        first, *others = piece.split(b"\n")
        self._parts.append(first)
        for other in others:
            yield b"".join(self._parts).decode()
            self._parts = [other]

    def rest(self) -> Iterator[str]:
        """The last line, if nothing ended it."""
        rest = b"".join(self._parts)
        if rest:
            yield rest.decode()
