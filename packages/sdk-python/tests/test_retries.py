"""The table has what is retried, and how long the pauses may be. This is what a range does not show."""

from __future__ import annotations

import math

import pytest

from relay_sdk import ConnectionError
from relay_sdk._transport.retries import Patience, plan_retries
from relay_sdk._transport.timing import timing


@pytest.mark.parametrize(
    ("chance", "pauses"),
    [
        (0.0, [0, 0, 0, 0, 0, 0]),
        (0.5, [0.25, 0.5, 1, 2, 4, 4]),
        (1.0, [0.5, 1, 2, 4, 8, 8]),
    ],
)
def test_takes_the_pause_from_all_of_its_range(
    chance: float, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "random", lambda: chance)
    pause_after = plan_retries(Patience(timeout=60, deadline=math.inf, max_retries=6, only_if_refused=False))
    assert [pause_after(ConnectionError("lost")) for _ in pauses] == pauses
    assert pause_after(ConnectionError("lost")) is None
