from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from .._options import RequestOptions, Settings
from ..errors import APIError, ConnectionError, RelayError
from .timing import timing

# Seconds.
_FIRST_BACKOFF = 0.5
_LONGEST_BACKOFF = 8.0
_LONGEST_RETRY_AFTER = 60.0
_SHORTEST_WAIT = 0.1
_SHORTEST_ATTEMPT = 0.01


@dataclass(frozen=True)
class Patience:
    """How long a call may take, in seconds, and how often it may be sent again."""

    timeout: float
    deadline: float
    max_retries: int
    only_if_refused: bool
    """
    Only what Relay itself refused is sent again. A POST that begins a stream may have begun it when there was no reply,
    or one of a gateway.
    """

    @classmethod
    def of(cls, settings: Settings, options: RequestOptions, only_if_refused: bool) -> Patience:
        return cls(
            timeout=_limit(options.get("timeout", settings.timeout)),
            deadline=timing.now() + _limit(options.get("total_timeout", settings.total_timeout)),
            max_retries=options.get("max_retries", settings.max_retries),
            only_if_refused=only_if_refused,
        )


def _limit(seconds: float | None) -> float:
    return math.inf if seconds is None else seconds


PauseAfter: TypeAlias = Callable[[RelayError], "float | None"]
"""Tells after each failure of one call how many seconds to pause before the next attempt; None to give up."""


def plan_retries(patience: Patience) -> PauseAfter:
    """A pause that leaves no time for an attempt is not begun: the caller hears of the failure now, not later."""
    retries = 0
    waited = 0.0

    def pause_for(failure: RelayError) -> float | None:
        nonlocal retries, waited
        asked = _retry_after(failure)
        pause = _backoff(retries) if asked is None else asked
        if _is_in_flight(failure):
            # An earlier attempt is still at work on the server. Waiting for it sends nothing twice, so it is not a
            # retry; it ends when it has taken as long as one attempt may take.
            pause = max(pause, _SHORTEST_WAIT)
            waited += pause
            return pause if patience.max_retries > 0 and waited <= patience.timeout else None
        if patience.only_if_refused and not _is_refusal(failure):
            return None
        if not _is_passing(failure) or retries >= patience.max_retries:
            return None
        retries += 1
        return pause

    def pause_after(failure: RelayError) -> float | None:
        pause = pause_for(failure)
        if pause is None or timing.now() + pause + _SHORTEST_ATTEMPT > patience.deadline:
            return None
        return pause

    return pause_after


def _is_passing(failure: RelayError) -> bool:
    """The same request may well succeed in a moment."""
    if isinstance(failure, APIError):
        return failure.status in (408, 429) or failure.status >= 500
    return isinstance(failure, ConnectionError)


def _is_refusal(failure: RelayError) -> bool:
    """Relay's own errors have a code."""
    return isinstance(failure, APIError) and failure.code is not None


def _is_in_flight(failure: RelayError) -> bool:
    return isinstance(failure, APIError) and failure.status == 409 and failure.code == "idempotency_in_flight"


def _backoff(retries: int) -> float:
    """Full jitter: clients that failed together do not come back together."""
    return timing.random() * min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2.0**retries)


def _retry_after(failure: RelayError) -> float | None:
    """What ``Retry-After`` asks for: seconds, or a date by the server's clock if it shows one; a minute at the most."""
    if not isinstance(failure, APIError):
        return None
    asked = failure.headers.get("retry-after", "")
    seconds = float(asked) if re.fullmatch(r"\d+", asked) else _seconds_until(asked, failure.headers.get("date", ""))
    return None if seconds is None else min(max(seconds, 0.0), _LONGEST_RETRY_AFTER)


def _seconds_until(date: str, server_date: str) -> float | None:
    then = _parse_date(date)
    now = _parse_date(server_date)
    return None if then is None else then - (timing.date() if now is None else now)


def _parse_date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (OverflowError, TypeError, ValueError):
        return None
