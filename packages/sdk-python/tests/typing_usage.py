"""What type checkers must say of the package. Nothing here is run: `check` reads it with mypy and with pyright."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from typing_extensions import assert_type

from relay_sdk import (
    APIError,
    AsyncByteStream,
    AsyncPages,
    AsyncRelay,
    ByteStream,
    NotFoundError,
    Relay,
    RelayEvent,
    Reply,
    ValidationError,
    verify_webhook,
)
from relay_sdk.models import (
    ChatReply,
    Choice,
    Execution,
    ExecutionPage,
    ExecutionStatus,
    JsonObject,
    Preview,
    Suggestion,
)


def calls(relay: Relay, payload: Mapping[str, str]) -> None:
    preview = relay.actions.preview(action="webhook.send", input={"url": "https://example.com", "payload": payload})
    assert_type(preview, Preview)
    execution = relay.actions.execute(preview_id=preview.id, digest=preview.digest, timeout=5, idempotency_key="a")
    assert_type(execution, Execution)
    assert_type(execution.started_at, datetime)
    assert_type(execution.finished_at, datetime | None)
    assert_type(relay.executions.wait(execution.id, timeout=5, poll_interval=0.1), Execution)
    assert_type(relay.api_keys.create(name="a", role="viewer", expires_at=None).secret, str)
    assert_type(relay.with_response(relay.executions.get, "exe_1", max_retries=0), Reply[Execution])
    read = relay.actions.execute(action="google.gmail.list", input={"limit": 5}, connection_id="conn_1", timeout=5)
    assert_type(read, Execution)
    relay.previews.discard("prv_1")
    relay.webhooks.endpoints.create(url="https://example.com", events=["*"], headers={"x-team": None})


def objects(relay: Relay) -> None:
    """What a reply has told can be given back, and so can a mapping that somebody writes."""
    provider = relay.providers.get("google")
    relay.providers.configure("google", client_id="a", consent=provider.consent, scopes=provider.scopes)
    scopes = [{"action": "google.gmail.send", "scopes": ["a"]}]
    relay.providers.configure("google", client_id="a", consent={"name": "Acme"}, scopes=scopes)
    assert_type(relay.providers.reset("google").has_client_secret, bool)


def lists(relay: Relay) -> None:
    page = relay.executions.list(status="failed", from_="2026-11-01T00:00:00Z", limit=5)
    assert_type(page, ExecutionPage)
    assert_type(page.data, list[Execution])
    assert_type(page.next_cursor, str | None)
    for execution in page:
        assert_type(execution, Execution)
    assert_type(relay.audit.checkpoints().public_keys[0].public_key, str)


def streams(relay: Relay) -> None:
    with relay.audit.export(format="csv") as stream:
        assert_type(stream, ByteStream)
        for piece in stream:
            assert_type(piece, bytes)
        for line in stream.lines():
            assert_type(line, str)


def conversations(relay: Relay) -> None:
    """What an event has depends on its type; one that this version does not know is left over."""
    with relay.chat.stream(message="Send a webhook to https://example.com", time_zone="Europe/Berlin") as events:
        for event in events:
            if event.type == "text-delta":
                assert_type(event.delta, str)
            elif event.type == "data-relay-session":
                assert_type(event.data.session_id, str)
            elif event.type == "data-relay-suggestion":
                assert_type(event.data, Suggestion)
                assert_type(event.data.preview_id, str | None)
            elif event.type == "data-relay-result":
                assert_type(event.data.execution, Execution)
            elif event.type == "tool-input-available":
                assert_type(event.input, JsonObject)
            elif event.type == "start-step":
                print(event.delta)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    assert_type(relay.chat.send(message="", session_id="chat_1", edits={"sug_1": {"method": "PUT"}}), ChatReply)
    relay.chat.stream(id="chat_1", messages=[{"role": "user", "parts": []}])
    relay.chat.send(message="Email Grace", contacts=[{"name": "Grace Hopper", "email": "grace@example.com"}])
    relay.chat.send()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def awaited(relay: AsyncRelay) -> None:
    assert_type(await relay.executions.get("exe_1"), Execution)
    assert_type(await relay.actions.execute(preview_id="prv_1", digest="sha256-1"), Execution)
    assert_type(await relay.actions.execute(action="google.gmail.list", input={}), Execution)
    pages = relay.executions.list()
    assert_type(pages, AsyncPages[ExecutionPage])
    assert_type(await pages, ExecutionPage)
    async for execution in relay.executions.list():
        assert_type(execution, Execution)
    stream = await relay.audit.export()
    assert_type(stream, AsyncByteStream)
    assert_type(await relay.with_response(relay.executions.list, limit=1), Reply[ExecutionPage])
    assert_type(await relay.with_response(relay.executions.get, "exe_1"), Reply[Execution])


def errors(relay: Relay) -> None:
    try:
        relay.me.get()
    except ValidationError as error:
        assert_type(error.errors[0].pointer, str)
        assert_type(error.errors[0].choices, list[Choice] | None)
    except NotFoundError as error:
        assert_type(error.code, str | None)
    except APIError as error:
        assert_type(error.status, int)
        assert_type(error.authorization_url, str | None)


def tomorrow(status: ExecutionStatus) -> None:
    """A reply may hold a value that this version does not know, and so may a filter."""
    value: ExecutionStatus = "paused"
    if status == "failed":
        value = status
    print(value)


def clients(key: Callable[[], str], async_key: Callable[[], Awaitable[str]]) -> None:
    Relay(key)
    AsyncRelay(key)
    AsyncRelay(async_key)
    Relay(async_key)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def observe(event: RelayEvent) -> None:
    if event.type == "retry":
        assert_type(event.pause, float)
    if event.type == "response":
        assert_type(event.status, int)
    print(event.pause)  # type: ignore[union-attr]  # pyright: ignore[reportAttributeAccessIssue]


def mistakes(relay: Relay, async_relay: AsyncRelay) -> None:
    relay.executions.list(colour="red")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    relay.executions.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    relay.executions.list("failed")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    relay.actions.execute(preview_id="prv_1")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    relay.actions.execute()  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    relay.actions.execute(preview_id="a", digest="b", connection_id="c")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    relay.me.get(timeout="5")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    relay.audit.export(format="xml")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    relay.executions.cancel("exe_1")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    relay.with_response(relay.executions.get, 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    for _ in async_relay.executions.list():  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass


assert_type(verify_webhook(b"{}", {}, "whsec_", now=None), Any)
