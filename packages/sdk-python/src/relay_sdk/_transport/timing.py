from __future__ import annotations

import random
import time

import anyio


class Timing:
    """Time and chance, in one object so that a test can replace them. Times are in seconds."""

    def now(self) -> float:
        """On a clock that never jumps."""
        return time.monotonic()

    def date(self) -> float:
        """On the clock of the wall: seconds since 1970."""
        return time.time()

    def random(self) -> float:
        """From 0 to 1."""
        return random.random()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        await anyio.sleep(seconds)


timing = Timing()
