"""What this client raises. Every class is also in ``relay_sdk`` itself."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from urllib.parse import urlsplit

from httpx2 import Headers

from ._generated.models.problem import FieldError
from ._json import items, members, text_or_none


class RelayError(Exception):
    """Everything that this client raises on purpose."""


@dataclass(frozen=True)
class FailedReply:
    """What is known of a reply that is an error."""

    status: int
    body: object
    """Parsed if it is JSON, else text."""
    headers: Headers
    method: str
    url: str


class APIError(RelayError):
    """The server answered, and the answer is an error. Its subclasses name the usual ones."""

    status: int
    """The HTTP status."""
    code: str | None
    """Permanent, snake_case, such as ``preview_expired``; None if something other than Relay answered."""
    request_id: str | None
    """What to name when you ask somebody about it; the server's logs have it too."""
    errors: list[FieldError]
    """Each mistake of a refused request, with a JSON Pointer (``/input/url``)."""
    authorization_url: str | None
    """With ``scope_missing``: where the owner of the connection agrees to what is missing, within ten minutes."""
    body: object
    """The body: a problem as a dict if Relay answered, else other JSON or text."""
    headers: Headers
    """The reply's headers."""

    def __init__(self, reply: FailedReply) -> None:
        problem = members(reply.body)
        self._reply = reply
        self.status = reply.status
        self.code = text_or_none(problem.get("code"))
        self.request_id = reply.headers.get("x-request-id") or text_or_none(problem.get("requestId"))
        self.errors = _field_errors(problem.get("errors"))
        self.authorization_url = text_or_none(problem.get("authorizationUrl"))
        self.body = reply.body
        self.headers = reply.headers
        super().__init__(_message(self, reply))

    def __reduce__(self) -> tuple[type[APIError], tuple[FailedReply]]:
        # Without this, an error could not be handed from one process to another.
        return type(self), (self._reply,)


class BadRequestError(APIError):
    """400: not even well formed."""


class AuthenticationError(APIError):
    """401: no key, or not a valid one."""


class PermissionDeniedError(APIError):
    """403: the key's role does not allow it."""


class NotFoundError(APIError):
    """404: no such thing in this workspace."""


class ConflictError(APIError):
    """409: the thing's state does not allow it."""


class GoneError(APIError):
    """410: expired or discarded."""


class PayloadTooLargeError(APIError):
    """413: the body is too large."""


class ValidationError(APIError):
    """422: does not match the contract or the action's input schema; ``errors`` points at each mistake."""


class RateLimitError(APIError):
    """429: too many requests, even after the retries."""


class ServerError(APIError):
    """5xx: the server, or a provider behind it, failed."""


class StreamError(RelayError):
    """A stream told of an error after it had begun, or said something that is not an event."""

    code: str | None
    """Permanent, snake_case, if the stream told one."""
    request_id: str | None
    """What to name when you ask somebody about it; the server's logs have it too."""
    data: object
    """What the stream said: parsed if it is JSON, else text."""

    def __init__(self, data: object, request_id: str | None, is_error: bool) -> None:
        problem = members(data)
        told = _first_text(problem.get("errorText"), problem.get("detail"), problem.get("title"), data) or "no reason"
        said = f"The stream told of an error: {told}" if is_error else "An event of the stream is not JSON."
        self.code = text_or_none(problem.get("code"))
        self.request_id = request_id or text_or_none(problem.get("requestId"))
        self.data = data
        self._arguments = (data, request_id, is_error)
        super().__init__((f"{self.code}: " if self.code else "") + said + _named(self.request_id))

    def __reduce__(self) -> tuple[type[StreamError], tuple[object, str | None, bool]]:
        return type(self), self._arguments


class ConnectionError(RelayError, builtins.ConnectionError):
    """There is no whole reply: DNS, TCP, TLS, or the connection broke. ``__cause__`` has the reason."""


class TimeoutError(ConnectionError, builtins.TimeoutError):
    """There was no reply in time."""


_CLASSES: dict[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    410: GoneError,
    413: PayloadTooLargeError,
    422: ValidationError,
    429: RateLimitError,
}


def to_api_error(reply: FailedReply) -> APIError:
    """The error of a reply, in the class of its status."""
    return _CLASSES.get(reply.status, ServerError if reply.status >= 500 else APIError)(reply)


def _first_text(*values: object) -> str | None:
    return next((value for value in values if isinstance(value, str)), None)


def _field_errors(value: object) -> list[FieldError]:
    entries = [members(entry) for entry in items(value)]
    return [FieldError.model_validate(entry) for entry in entries if isinstance(entry.get("pointer"), str)]


def _message(error: APIError, reply: FailedReply) -> str:
    """``422 invalid_request: The input does not fit. /input/url: is required (request req_1)``"""
    problem = members(reply.body)
    said = _first_text(problem.get("detail"), problem.get("title"))
    if 300 <= error.status < 400:
        said = "the server redirects, which is not followed, so that the key goes nowhere else; check `base_url`."
    said = said or f"{reply.method} {urlsplit(reply.url).path} was not answered by Relay."
    fields = [f" {field.pointer}: {field.detail}" for field in error.errors[:3]]
    # Where Relay's sentence is that of the first field, it is not said twice.
    summary = "" if fields and fields[0].endswith(said) else f" {said}"
    code = f" {error.code}" if error.code else ""
    return f"{error.status}{code}:{summary}{';'.join(fields)}{_named(error.request_id)}"


def _named(request_id: str | None) -> str:
    return f" (request {request_id})" if request_id else ""
