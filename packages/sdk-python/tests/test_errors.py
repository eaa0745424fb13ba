from __future__ import annotations

import asyncio
import builtins
import logging
import pickle
from traceback import TracebackException

import httpx2
import pytest

import relay_sdk
from relay_sdk import (
    APIError,
    AsyncRelay,
    ConnectionError,
    RelayError,
    RelayEvent,
    StreamError,
    TimeoutError,
    ValidationError,
)

from .support.replies import API_KEY, Server, json_reply, problem
from .support.secrets import reveals


def test_an_error_can_be_handed_to_another_process() -> None:
    mistakes = [{"pointer": "/input/url", "detail": "is required", "code": "required"}]
    with pytest.raises(ValidationError) as failure:
        Server(problem(422, "invalid_request", errors=mistakes)).client().me.get()
    error = failure.value
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is ValidationError
    assert (str(copy), copy.code, copy.errors, copy.headers) == (str(error), error.code, error.errors, error.headers)

    told = StreamError({"code": "model_away"}, "req_1", True)
    assert str(pickle.loads(pickle.dumps(told))) == str(told)


def test_python_knows_its_own_kinds_of_them() -> None:
    for exception in (httpx2.ConnectError("refused"), httpx2.ReadTimeout("late")):
        with pytest.raises(builtins.ConnectionError) as failure:
            Server(exception).client(max_retries=0).me.get()
        assert isinstance(failure.value, ConnectionError)
        assert failure.value.__cause__ is exception
        assert isinstance(failure.value, builtins.TimeoutError) == isinstance(failure.value, TimeoutError)


def test_every_error_of_the_package_has_one_root() -> None:
    for name in dir(relay_sdk):
        member = getattr(relay_sdk, name)
        if isinstance(member, type) and issubclass(member, Exception) and name != "WebhookVerificationError":
            assert issubclass(member, relay_sdk.RelayError), name


def test_the_key_is_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    events: list[RelayEvent] = []
    server = Server(httpx2.ConnectError("refused"), problem(403, "no", detail=f"not with {API_KEY}"), json_reply({}))
    relay = server.client(max_retries=0, on_event=events.append)
    with pytest.raises(ConnectionError) as broken:
        relay.me.get()
    with pytest.raises(APIError) as refused:
        relay.me.get()
    reply = relay.with_response(relay.me.get)
    assert len(server.authorizations) == 3
    shown = [broken.value, refused.value, reply, events, server.requests, vars(relay), str(relay), repr(relay)]
    assert [part for part in shown if reveals(part, API_KEY)] == []
    assert API_KEY not in caplog.text
    assert "[API key]" in str(refused.value)


def test_the_key_is_in_no_variable_that_a_traceback_shows() -> None:
    server = Server(httpx2.ConnectError("refused"), problem(403, "no"), httpx2.ConnectError("refused"))
    blocking, waiting = server.client(max_retries=0), server.async_client(max_retries=0)
    for call in (blocking.me.get, blocking.me.get, lambda: asyncio.run(_get_me(waiting))):
        with pytest.raises(RelayError) as failure:
            call()
        shown = TracebackException.from_exception(failure.value, capture_locals=True)
        text = "".join(shown.format())
        assert "exchange" in text
        assert API_KEY not in text
    assert len(server.authorizations) == 3


async def _get_me(relay: AsyncRelay) -> None:
    await relay.me.get()
