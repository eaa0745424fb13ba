"""
A client that blocks has no timer that could end a call. httpx2 limits each wait for the network, and a server that
sends a byte now and then makes it wait for ever; here, every wait also ends at the deadline of the attempt.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from .timing import timing

_deadline: ContextVar[float] = ContextVar("relay_sdk_deadline", default=math.inf)


@contextmanager
def until(deadline: float) -> Generator[None, None, None]:
    """Within, no wait of a `blocking_client` (network.py) lasts longer."""
    token = _deadline.set(deadline)
    try:
        yield
    finally:
        _deadline.reset(token)


def remaining(timeout: float | None, late: type[Exception]) -> float | None:
    """How long a wait with this timeout may last; raises `late` when there is no time left."""
    left = _deadline.get() - timing.now()
    if left <= 0:
        raise late("The deadline is over.")
    limit = min(left, math.inf if timeout is None else timeout)
    return None if math.isinf(limit) else limit
