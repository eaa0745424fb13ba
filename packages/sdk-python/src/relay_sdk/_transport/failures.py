from __future__ import annotations

from urllib.parse import urlsplit

from httpx2 import Request

from ..errors import ConnectionError


def connection_error(url: str, cause: Exception) -> ConnectionError:
    """The error of a request that got no reply, or of a reply that broke off. Raise it from its cause."""
    return ConnectionError(f"The connection to {urlsplit(url).netloc} failed: {cause or type(cause).__name__}.")


def forget_key(request: Request) -> None:
    """httpx2 ties its errors and responses to the request, and the key must not go wherever they go."""
    request.headers.pop("authorization", None)
