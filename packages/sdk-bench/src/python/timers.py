from __future__ import annotations

from typing import Any


def record_timers(found: list[float]) -> None:
    """Writes down the time-outs of the one request that is sent, and sends it nowhere. All clients send with httpx2."""
    import httpx2

    def handle_request(_: Any, request: httpx2.Request) -> httpx2.Response:
        timeouts = request.extensions.get("timeout", {})
        found.extend(seconds * 1000 for seconds in timeouts.values() if seconds and seconds >= 5)
        return httpx2.Response(200, json={})

    httpx2.HTTPTransport.handle_request = handle_request  # type: ignore[method-assign]
