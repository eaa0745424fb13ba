from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..errors import RelayError


@dataclass(frozen=True)
class _Event:
    method: str
    url: str
    attempt: int
    """Counts from 1."""


@dataclass(frozen=True)
class RequestEvent(_Event):
    """An attempt begins."""

    type: Literal["request"] = "request"


@dataclass(frozen=True)
class ResponseEvent(_Event):
    """The reply is there; of a stream, its head."""

    status: int
    request_id: str | None
    duration: float
    """In seconds."""
    type: Literal["response"] = "response"


@dataclass(frozen=True)
class RetryEvent(_Event):
    """The attempt failed with ``error`` and will be made again after ``pause`` seconds."""

    error: RelayError
    pause: float
    type: Literal["retry"] = "retry"


@dataclass(frozen=True)
class ErrorEvent(_Event):
    """The call failed, or the stream that it gave; ``error`` is what it raises."""

    error: RelayError
    type: Literal["error"] = "error"


RelayEvent: TypeAlias = RequestEvent | ResponseEvent | RetryEvent | ErrorEvent
"""What ``on_event`` is told, in the order in which it happens."""


def emit(on_event: Callable[[RelayEvent], None] | None, event: RelayEvent) -> None:
    # An observer that raises must not fail the call that it observes.
    with suppress(Exception):
        if on_event is not None:
            on_event(event)
