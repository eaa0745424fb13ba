from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from httpx2 import Headers, Response as HttpResponse
from pydantic import SecretStr

from .._json import parse, parse_or_text
from ..errors import FailedReply, RelayError, to_api_error
from .operation import Operation
from .request import PreparedRequest

T = TypeVar("T")


@dataclass(frozen=True)
class Response:
    """Status and headers of a reply."""

    status: int
    headers: Headers


@dataclass(frozen=True)
class Reply(Generic[T]):
    """A reply with its facts."""

    data: T
    """What the call returns."""
    response: Response
    """Status and headers; the body has been read already, or is read by ``data``."""
    request_id: str | None
    """``X-Request-Id``: what to name when you ask somebody about this call."""


@dataclass(frozen=True)
class Exchanged:
    """What an attempt brought: a whole reply, or the head of one that is left to be read."""

    status: int
    headers: Headers
    body: bytes | None
    """None for a stream that has begun."""
    source: HttpResponse
    """What the bytes of a stream come from."""


_recorded: ContextVar[list[Reply[Any]] | None] = ContextVar("relay_sdk_recorded", default=None)


@contextmanager
def recording() -> Generator[list[Reply[Any]], None, None]:
    """Keeps the replies of the calls that are made within."""
    replies: list[Reply[Any]] = []
    token = _recorded.set(replies)
    try:
        yield replies
    finally:
        _recorded.reset(token)


def with_data(data: T, replies: list[Reply[Any]]) -> Reply[T]:
    """The last reply, with what was made of it."""
    if not replies:
        raise RelayError("`with_response` takes a method that makes a call.")
    return Reply(data, replies[-1].response, replies[-1].request_id)


def record(reply: Reply[Any]) -> None:
    replies = _recorded.get()
    if replies is not None:
        replies.append(reply)


Mask: TypeAlias = Callable[[str], str]


def masking(key: SecretStr | None) -> Mask:
    """Some proxies show the request, and with it the key, when something fails."""
    return lambda shown: shown.replace(key.get_secret_value(), "[API key]") if key else shown


def read_reply(operation: Operation[Any], request: PreparedRequest, exchanged: Exchanged, mask: Mask) -> Reply[Any]:
    """Raises an ``APIError`` if it is an error, or not what was asked for. Of a stream, ``data`` is its source."""
    response = Response(exchanged.status, exchanged.headers)
    request_id = exchanged.headers.get("x-request-id")
    if exchanged.body is None:
        return Reply(exchanged.source, response, request_id)
    if exchanged.status == 204:
        return Reply(None, response, request_id)
    if 200 <= exchanged.status < 300 and request.stream is None:
        with suppress(ValueError):
            value = parse(exchanged.body)
            return Reply(None if operation.reply is None else operation.read(value), response, request_id)
    raise to_api_error(_failed(request, exchanged, mask))


def _failed(request: PreparedRequest, exchanged: Exchanged, mask: Mask) -> FailedReply:
    text = mask((exchanged.body or b"").decode("utf-8", "replace"))
    headers = Headers([(name, mask(value)) for name, value in exchanged.headers.multi_items()])
    return FailedReply(exchanged.status, parse_or_text(text), headers, request.method, request.url)
