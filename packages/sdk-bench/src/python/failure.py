from __future__ import annotations

from typing import Any


def describe_failure(error: Exception, client: Any) -> dict[str, Any]:
    status = getattr(error, "status", None) or getattr(error, "status_code", None)
    found: dict[str, Any] = {
        "name": type(error).__name__,
        "message": str(error)[:200],
        "isOwn": isinstance(error, client.root_error),
        "isReturned": False,
    }
    if isinstance(status, int):
        found["status"] = status
    place = _find_request_id(error)
    if place:
        found["requestIdIn"] = place
    return found


def _find_request_id(error: Exception) -> str | None:
    if "req_1" in str(error):
        return "message"
    for name in ("request_id", "_request_id"):
        if getattr(error, name, None) == "req_1":
            return name
    response = getattr(error, "response", None)
    return "headers" if response is not None and "req_1" in response.headers.values() else None
