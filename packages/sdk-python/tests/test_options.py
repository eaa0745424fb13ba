from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest

from relay_sdk import AsyncRelay, Relay, RelayError

from .support.replies import API_KEY, Server, json_reply, problem
from .support.time import recorded_pauses


def test_key_and_address_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELAY_API_KEY", "relay_test_from_environment")
    monkeypatch.setenv("RELAY_BASE_URL", "http://from.environment/base/")
    server = Server(json_reply({}))
    server.client(api_key=None, base_url=None).me.get()
    assert str(server.requests[0].url) == "http://from.environment/base/api/me"
    assert server.authorizations == ["Bearer relay_test_from_environment"]


@pytest.mark.parametrize("client", [Relay, AsyncRelay])
def test_there_must_be_a_key(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RELAY_API_KEY", raising=False)
    with pytest.raises(RelayError, match="RELAY_API_KEY"):
        client()
    with pytest.raises(RelayError, match="empty"):
        client(" ")


def test_a_key_loses_the_line_end_that_a_file_left_on_it() -> None:
    server = Server(json_reply({}))
    server.client(api_key=f"{API_KEY}\n").me.get()
    assert server.authorizations == [f"Bearer {API_KEY}"]


def test_a_key_that_no_header_can_hold_is_not_shown() -> None:
    with pytest.raises(RelayError) as failure:
        Relay("relay_test_schlüssel")
    assert "schl" not in str(failure.value)


def test_a_function_gives_a_key_for_each_attempt() -> None:
    keys = iter(["relay_test_1", "relay_test_2"])
    server = Server(problem(503, "unavailable"), json_reply({}))
    with recorded_pauses():
        server.client(api_key=lambda: next(keys)).me.get()
    assert server.authorizations == ["Bearer relay_test_1", "Bearer relay_test_2"]


def test_an_async_function_gives_a_key_too() -> None:
    async def key() -> str:
        await asyncio.sleep(0)
        return API_KEY

    server = Server(json_reply({}))
    asyncio.run(_get_me(server.async_client(api_key=key)))
    assert server.authorizations == [f"Bearer {API_KEY}"]


def test_an_async_function_that_gives_no_key_is_given_up() -> None:
    async def never() -> str:
        await asyncio.Event().wait()
        return API_KEY

    server = Server()
    with pytest.raises(TimeoutError, match=r"no reply within 0.05 s"):
        asyncio.run(_get_me(server.async_client(api_key=never, timeout=0.05, max_retries=0)))
    assert server.requests == []


def test_a_function_that_fails_is_the_cause() -> None:
    cause = LookupError("vault is sealed")

    def fail() -> str:
        raise cause

    server = Server()
    with pytest.raises(RelayError, match="api_key") as failure:
        server.client(api_key=fail).me.get()
    assert (type(failure.value), failure.value.__cause__, server.requests) == (RelayError, cause, [])


@pytest.mark.parametrize(
    "base_url",
    [
        "relay.example.com",
        "ftp://relay.example.com",
        "https://",
        "https://me:secret@relay.example.com",
        "https://relay.example.com?a=b",
        "https://relay.example.com#a",
        "http://[::1",
        "http://relay.example.com:port",
        "http://relay.example.com\n/a",
        "http://relay example.com",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_not_repeated(base_url: str) -> None:
    with pytest.raises(RelayError, match="`base_url` must be") as failure:
        Relay(API_KEY, base_url=base_url)
    assert base_url not in str(failure.value)


def test_an_address_loses_the_line_end_that_a_file_left_on_it() -> None:
    server = Server(json_reply({}))
    server.client(base_url=" http://relay.test/base/\n").me.get()
    assert str(server.requests[0].url) == "http://relay.test/base/api/me"


@pytest.mark.parametrize("headers", [{"x-a": "ü"}, {"x-a": "a\nb"}, {"x a\n": "b"}])
def test_a_header_that_cannot_be_sent_is_refused(headers: dict[str, str]) -> None:
    server = Server()
    with pytest.raises(RelayError, match="characters that no header may have"):
        server.client().me.get(headers=headers)
    assert server.requests == []


def test_a_parameter_that_is_misspelt_is_not_left_out_in_silence() -> None:
    server = Server()
    relay: Any = server.client()
    with pytest.raises(TypeError, match="`stauts`"):
        relay.executions.list(stauts="failed")
    with pytest.raises(TypeError, match="`max_retires`"):
        relay.audit.export(max_retires=0)
    waiting: Any = server.async_client()
    with pytest.raises(TypeError, match="`expire_at`"):
        asyncio.run(_awaited(waiting.api_keys.create(name="a", role="viewer", expire_at="2027-01-01T00:00:00Z")))
    assert server.requests == []


def test_nothing_of_an_http_client_is_sent_but_what_a_call_says() -> None:
    server = Server(json_reply({}, {"set-cookie": "a=b"}), json_reply({}))
    http_client = httpx2.Client(
        transport=httpx2.MockTransport(server.answer), headers={"x-mine": "1"}, auth=("me", "secret")
    )
    relay = server.client(http_client=http_client)
    relay.me.get()
    relay.me.get()
    for request in server.requests:
        assert not {"x-mine", "cookie"} & set(request.headers)
    assert server.authorizations == [f"Bearer {API_KEY}"] * 2
    relay.close()
    assert not http_client.is_closed


def test_nothing_of_an_async_http_client_is_sent_either() -> None:
    server = Server(json_reply({}, {"set-cookie": "a=b"}), json_reply({}))
    http_client = httpx2.AsyncClient(
        transport=httpx2.MockTransport(server.answer), headers={"x-mine": "1"}, auth=("me", "secret")
    )

    async def use() -> None:
        relay = server.async_client(http_client=http_client)
        await relay.me.get()
        await relay.me.get()
        await relay.close()

    asyncio.run(use())
    for request in server.requests:
        assert not {"x-mine", "cookie"} & set(request.headers)
    assert server.authorizations == [f"Bearer {API_KEY}"] * 2
    assert not http_client.is_closed


def test_a_closed_client_sends_nothing() -> None:
    with Relay(API_KEY) as relay:
        pass
    with pytest.raises(RelayError, match="closed"):
        relay.me.get()


def test_a_closed_async_client_sends_nothing() -> None:
    async def use_closed() -> None:
        async with AsyncRelay(API_KEY) as relay:
            pass
        await relay.me.get()

    with pytest.raises(RelayError, match="closed"):
        asyncio.run(use_closed())


def test_an_observer_may_raise_without_harm() -> None:
    def observe(_: object) -> None:
        raise ValueError("observer")

    assert Server(json_reply({"role": "viewer"})).client(on_event=observe).me.get().role == "viewer"


def test_times_may_be_without_limit() -> None:
    server = Server(json_reply({"role": "viewer"}), json_reply({"role": "admin"}))
    relay = server.client(timeout=None, total_timeout=None)
    assert relay.me.get().role == "viewer"
    assert relay.me.get(timeout=None, total_timeout=None).role == "admin"


async def _get_me(relay: AsyncRelay) -> None:
    await relay.me.get()


async def _awaited(call: Any) -> None:
    await call
