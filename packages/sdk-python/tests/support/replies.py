"""Clients whose replies a test writes by itself, without a network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import httpx2

from relay_sdk import AsyncRelay, Relay

API_KEY = "relay_test_canary0123456789"
HEAD = {"x-request-id": "req_1"}


class Server:
    """Gives these replies, one after the other, and remembers the requests; a reply may be an exception."""

    def __init__(self, *replies: httpx2.Response | Exception) -> None:
        self._replies = list(replies)
        self.requests: list[httpx2.Request] = []
        self.authorizations: list[str | None] = []

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        self.authorizations.append(request.headers.get("authorization"))
        reply = self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    def client(self, **options: Any) -> Relay:
        http_client = httpx2.Client(transport=httpx2.MockTransport(self.answer))
        return Relay(**{"api_key": API_KEY, "base_url": "http://relay.test", "http_client": http_client, **options})

    def async_client(self, **options: Any) -> AsyncRelay:
        http_client = httpx2.AsyncClient(transport=httpx2.MockTransport(self.answer))
        return AsyncRelay(
            **{"api_key": API_KEY, "base_url": "http://relay.test", "http_client": http_client, **options}
        )


def json_reply(body: Any, headers: dict[str, str] | None = None) -> httpx2.Response:
    return httpx2.Response(200, json=body, headers={**HEAD, **(headers or {})})


def problem(status: int, code: str, **more: Any) -> httpx2.Response:
    body = {"title": code, "status": status, "detail": f"It is {code}.", "code": code, "requestId": "req_1", **more}
    return httpx2.Response(status, json=body, headers={**HEAD, "content-type": "application/problem+json"})


def stream_reply(pieces: Iterable[bytes], content_type: str = "application/x-ndjson") -> httpx2.Response:
    return httpx2.Response(200, content=pieces, headers={**HEAD, "content-type": content_type})
