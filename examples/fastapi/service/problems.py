"""What a caller of this service hears when a call to Relay fails."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from relay_sdk import (
    APIError,
    AuthenticationError,
    ConflictError,
    ConnectionError,
    GoneError,
    NotFoundError,
    PayloadTooLargeError,
    PermissionDeniedError,
    RateLimitError,
    RelayError,
    TimeoutError,
    ValidationError,
)

logger = logging.getLogger(__name__)

CALLERS_OWN = (NotFoundError, ConflictError, GoneError, PayloadTooLargeError, ValidationError)
"""Errors that say something about what the caller asked for. The others are between this service and Relay."""


class FieldMistake(BaseModel):
    pointer: str
    detail: str


class Problem(BaseModel):
    status: int
    code: str
    """Relay's own code where it says something to the caller: https://github.com/relay/relay/tree/main/docs/errors"""
    detail: str
    request_id: str | None = None
    """By which Relay's operator finds the request."""
    errors: list[FieldMistake] = []
    authorization_url: str | None = None
    """Where the owner of an account agrees to what is missing, in a browser."""


class MessageRefused(Exception):
    """A message cannot be planned as it is."""

    def __init__(self, mistakes: list[FieldMistake]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


class AccountMissing(Exception):
    """Nobody has connected an account yet."""

    def __init__(self, authorization_url: str) -> None:
        super().__init__(authorization_url)
        self.authorization_url = authorization_url


def explain_errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def explain_request(_: Request, error: RequestValidationError) -> JSONResponse:
        mistakes = [
            FieldMistake(pointer="/" + "/".join(str(part) for part in mistake["loc"][1:]), detail=mistake["msg"])
            for mistake in error.errors()
        ]
        return _reply(Problem(status=422, code="bad_request", detail="The request does not fit.", errors=mistakes))

    @app.exception_handler(MessageRefused)
    async def explain_message(_: Request, error: MessageRefused) -> JSONResponse:
        detail = "This message cannot be sent."
        return _reply(Problem(status=422, code="message_refused", detail=detail, errors=error.mistakes))

    @app.exception_handler(AccountMissing)
    async def explain_account(_: Request, error: AccountMissing) -> JSONResponse:
        detail = "No account is connected yet. Its owner agrees at the address."
        url = error.authorization_url
        return _reply(Problem(status=409, code="account_missing", detail=detail, authorization_url=url))

    @app.exception_handler(RelayError)
    async def explain(_: Request, error: RelayError) -> JSONResponse:
        problem = problem_of(error)
        if problem.status >= 500:
            logger.error("%s: %s", type(error).__name__, error)
        retry_after = error.headers.get("retry-after") if isinstance(error, RateLimitError) else None
        return _reply(problem, {"retry-after": retry_after} if retry_after else {})


def problem_of(error: RelayError) -> Problem:
    if isinstance(error, CALLERS_OWN):
        mistakes = [FieldMistake(pointer=mistake.pointer, detail=mistake.detail) for mistake in error.errors]
        return Problem(
            status=error.status,
            code=error.code or "refused",
            detail=_detail_of(error),
            request_id=error.request_id,
            errors=mistakes,
            authorization_url=error.authorization_url,
        )
    if isinstance(error, RateLimitError):
        return _ours(503, "busy", "Too many messages at once. Try again in a moment.", error)
    if isinstance(error, (AuthenticationError, PermissionDeniedError)):
        return _ours(500, "misconfigured", "This service may not do that at Relay. Its operator has been told.", error)
    if isinstance(error, TimeoutError):
        return _ours(
            504, "relay_timeout", "Relay did not answer in time. Send the same again: a plan runs once.", error
        )
    if isinstance(error, (ConnectionError, APIError)):
        return _ours(502, "relay_unavailable", "Relay is away. Send the same again: a plan runs once.", error)
    # What the client itself refuses to send, such as an id that is `..`.
    return _ours(400, "bad_request", str(error), error)


def _detail_of(error: APIError) -> str:
    """Relay's own sentence. What the error prints has the code, the fields and the request in it too."""
    detail = error.body.get("detail") if isinstance(error.body, dict) else None
    return detail if isinstance(detail, str) else str(error)


def _ours(status: int, code: str, detail: str, error: RelayError) -> Problem:
    request_id = error.request_id if isinstance(error, APIError) else None
    return Problem(status=status, code=code, detail=detail, request_id=request_id)


def _reply(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(problem.model_dump(), problem.status, headers, "application/problem+json")
