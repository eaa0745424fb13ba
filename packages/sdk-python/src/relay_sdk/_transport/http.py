"""What both drivers do alike with httpx2."""

from __future__ import annotations

import math

import httpx2

from ..errors import ConnectionError, RelayError, TimeoutError
from .conversation import Exchange
from .failures import connection_error
from .reply import Exchanged
from .request import PreparedRequest


def to_http(step: Exchange) -> httpx2.Request:
    """Made by hand: what a client of httpx2 would add (its cookies, its headers) is no part of a call."""
    headers = httpx2.Headers(step.request.headers)
    if step.key:
        headers["authorization"] = f"Bearer {step.key.get_secret_value()}"
    limit = _or_none(step.limit)
    silence = _or_none(step.timeout) if step.request.stream else limit
    timeouts = {"connect": limit, "write": limit, "pool": limit, "read": silence}
    return httpx2.Request(
        step.request.method,
        step.request.url,
        headers=headers,
        content=step.request.body,
        extensions={"timeout": timeouts},
    )


def begins_stream(request: PreparedRequest, response: httpx2.Response) -> bool:
    """Bytes may be in any format but HTML: what answers with it is something in between."""
    if request.stream is None or not response.is_success:
        return False
    content_type = response.headers.get("content-type", "").lower()
    if request.stream == "events":
        return response.status_code == 204 or content_type.partition(";")[0].strip() == "text/event-stream"
    return not content_type.startswith("text/html")


def exchanged(response: httpx2.Response, body: bytes | None) -> Exchanged:
    return Exchanged(response.status_code, response.headers, body, response)


def failure(step: Exchange, cause: Exception) -> ConnectionError:
    """Raise it from its cause."""
    return late(step.limit) if isinstance(cause, httpx2.TimeoutException) else connection_error(step.request.url, cause)


def late(limit: float) -> TimeoutError:
    return TimeoutError(f"There was no reply within {max(limit, 0):.3g} s.")


def key_failure() -> RelayError:
    """Raise it from its cause."""
    return RelayError("The function `api_key` failed.")


def _or_none(seconds: float) -> float | None:
    # 0 would mean not to wait at all, which httpx2 takes for a broken connection and not for a late one.
    return None if math.isinf(seconds) else max(seconds, 0.001)
