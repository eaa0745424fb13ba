"""The clients of httpx2 that calls are sent with. Loading this takes a while: it is loaded when a client is made."""

from __future__ import annotations

import ssl
from functools import cache
from typing import Any
from urllib.request import getproxies

import httpcore2
import httpx2

from .deadline import remaining


def blocking_client() -> httpx2.Client:
    if getproxies().keys() & {"http", "https", "all"}:
        # httpx2 finds them only for transports of its own. Through a proxy, each wait has its limit, and not the whole.
        return httpx2.Client(verify=_ssl_context())
    return httpx2.Client(transport=_DeadlineTransport())


def waiting_client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(verify=_ssl_context())


@cache
def _ssl_context() -> ssl.SSLContext:
    """Reading all certificates takes 20 ms; clients share what came of it."""
    return httpx2.create_ssl_context()


class _DeadlineTransport(httpx2.HTTPTransport):
    """httpx2's transport, over a network of ours."""

    def __init__(self) -> None:
        limits = httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=5)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_ssl_context(),
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=_DeadlineBackend(),
        )


class _DeadlineBackend(httpcore2.SyncBackend):
    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *arguments: Any, **named: Any
    ) -> httpcore2.NetworkStream:
        limit = remaining(timeout, httpcore2.ConnectTimeout)
        return _DeadlineStream(super().connect_tcp(host, port, limit, *arguments, **named))


class _DeadlineStream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, remaining(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, remaining(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        limit = remaining(timeout, httpcore2.ConnectTimeout)
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, limit))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
