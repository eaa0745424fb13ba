from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeAlias, cast
from urllib.parse import quote, urlencode

from httpx2 import Headers
from pydantic import TypeAdapter

from .._generated.meta import VERSION
from .._json import items
from .._models import NOT_GIVEN, Model
from .._options import RequestOptions, Settings
from ..errors import RelayError
from .operation import Operation

StreamKind: TypeAlias = Literal["bytes", "events"]

_ACCEPTED = {None: "application/json", "bytes": "*/*", "events": "text/event-stream"}


@dataclass(frozen=True)
class PreparedRequest:
    """One call, made once; each attempt sends the same."""

    method: str
    url: str
    headers: Headers
    body: bytes | None
    is_public: bool
    stream: StreamKind | None
    """The reply is handed on as it comes: as bytes, or as the data of its events."""


def prepare(
    settings: Settings,
    operation: Operation[Any],
    parameters: Mapping[str, Any],
    options: RequestOptions,
    stream: StreamKind | None = None,
) -> PreparedRequest:
    """
    Puts each parameter where it belongs: into the path if the path names it, else into the body if the operation has
    one, else into the query. Raises a ``RelayError`` for what cannot be sent, such as an id that would change the path.
    """
    rest = {name: value for name, value in parameters.items() if _is_given(operation, name, value)}
    path = re.sub(r"\{(\w+)\}", lambda match: _segment(match[1], rest.pop(match[1], None)), operation.path)
    query = (
        ""
        if operation.has_body
        else urlencode({name: _query_value(value) for name, value in rest.items()}, errors="replace")
    )
    return PreparedRequest(
        method=operation.method,
        url=settings.base_url + path + (f"?{query}" if query else ""),
        headers=_headers(settings, operation, options, _ACCEPTED[stream]),
        body=_to_json(rest) if operation.has_body else None,
        is_public=operation.is_public,
        stream=stream,
    )


def _is_given(operation: Operation[Any], name: str, value: Any) -> bool:
    return value is not NOT_GIVEN and (value is not None or name in operation.nullable)


def _segment(name: str, value: Any) -> str:
    """
    URLs drop ``.`` and ``..`` segments even if they are escaped, and an empty one makes another operation of it. Half a
    character (a lone surrogate) cannot be escaped.
    """
    if not isinstance(value, str) or re.fullmatch(r"\s*\.{0,2}\s*|.*[\ud800-\udfff].*", value, re.DOTALL):
        raise RelayError(f"`{name}` must be an id, not {value!r}.")
    return quote(value, safe="!'()*~")


def _query_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _to_json(body: dict[str, Any]) -> bytes:
    try:
        return _json_writer().dump_json({name: _as_told(value) for name, value in body.items()}, by_alias=True)
    except ValueError as error:
        raise RelayError(f"The parameters cannot be sent as JSON: {error}") from error


def _as_told(value: Any) -> Any:
    """An object of a reply, or a list of them, without what the reply left out: the contract takes no null there."""
    if isinstance(value, Model):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return [_as_told(item) for item in items(cast(object, value))] if isinstance(value, list) else value


@cache
def _json_writer() -> TypeAdapter[dict[str, Any]]:
    return TypeAdapter(dict[str, Any])


def _headers(settings: Settings, operation: Operation[Any], options: RequestOptions, accept: str) -> Headers:
    headers = Headers(
        {"accept": accept, "accept-encoding": "gzip, deflate", "user-agent": f"relay-sdk-python/{VERSION}"}
    )
    if operation.has_body:
        headers["content-type"] = "application/json"
    # The others need none: GET reads, and PATCH, PUT and DELETE say what shall be, so that a repeat changes nothing.
    if operation.method == "POST":
        headers["idempotency-key"] = _check_idempotency_key(options.get("idempotency_key"))
    for name, value in [*settings.headers.items(), *(options.get("headers") or {}).items()]:
        if value is not None:
            headers[_check_header(name, name, r"[\w!#$%&'*+.^`|~-]+")] = _check_header(name, value)
        elif name in headers:
            del headers[name]
    return headers


def _check_idempotency_key(key: str | None) -> str:
    """An empty one would tell nothing apart. Spaces around it are no part of a header."""
    if key is None:
        return uuid.uuid4().hex
    trimmed = key.strip()
    if not re.fullmatch(r"[\x20-\x7e]{1,255}", trimmed):
        raise RelayError("`idempotency_key` must be 1 to 255 printable ASCII characters.")
    return trimmed


def _check_header(name: str, text: str, allowed: str = r"[\t\x20-\x7e]*") -> str:
    if not re.fullmatch(allowed, text, re.ASCII):
        raise RelayError(f"The header {name!a} holds characters that no header may have.")
    return text.strip()
