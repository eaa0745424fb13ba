"""Every row of the table of faults, with both clients."""

from __future__ import annotations

from typing import Any

import pytest

from .table.blocking import play_blocking
from .table.case import CASES
from .table.judge import differences
from .table.waiting import play_waiting


def name(case: dict[str, Any]) -> str:
    return f"{case['group']}-{case['id']}"


# Only a task can be cancelled: a call that blocks cannot be given up from outside.
@pytest.mark.parametrize("case", [case for case in CASES if "abort" not in case["call"]], ids=name)
def test_relay(case: dict[str, Any], fault_server: str) -> None:
    assert differences(case["expect"], play_blocking(case, fault_server)) == []


@pytest.mark.parametrize("case", CASES, ids=name)
def test_async_relay(case: dict[str, Any], fault_server: str) -> None:
    assert differences(case["expect"], play_waiting(case, fault_server)) == []
