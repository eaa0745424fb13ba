from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic
from unittest.mock import patch

from relay_sdk._transport.timing import timing


@contextmanager
def recorded_pauses() -> Generator[list[float], None, None]:
    """Pauses end at once, are written down in seconds, and move the clock on."""
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def sleep_async(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    def now() -> float:
        return monotonic() + sum(pauses)

    with (
        patch.object(timing, "sleep", sleep),
        patch.object(timing, "sleep_async", sleep_async),
        patch.object(timing, "now", now),
    ):
        yield pauses
