"""Both clients against a real core: what only a server can show to be true."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest

import relay_sdk
from relay_sdk import AsyncRelay, Relay, verify_webhook
from relay_sdk.models import ChatSuggestionEvent

from .conftest import NewClient
from .support.receiver import Receiver

Json = dict[str, Any]


def send_to(url: str, **payload: Any) -> Json:
    return {"action": "webhook.send", "input": {"url": url, "payload": payload}}


def test_previews_executes_waits_and_lists(relay: Any, hooks: Receiver) -> None:
    before = len(hooks.received)
    preview = relay.actions.preview(**send_to(hooks.url, text="grüße"))
    assert (preview.status, preview.request.method, preview.request.url) == ("ready", "POST", f"{hooks.url}/")
    assert len(hooks.received) == before

    execution = relay.actions.execute(preview_id=preview.id, digest=preview.digest)
    assert execution.status in ("running", "succeeded")
    settled = relay.executions.wait(execution.id)
    assert (settled.id, settled.status, settled.error) == (execution.id, "succeeded", None)
    assert settled.started_at <= settled.finished_at
    assert settled.started_at.tzinfo is not None

    listed = relay.executions.list(status="succeeded", from_=settled.started_at, limit=1)
    assert [one.id for one in listed.data] == [execution.id]
    headers, body = hooks.received[before]
    assert verify_webhook(body, headers, relay.webhooks.secret.get().secret) == {"text": "grüße"}
    with pytest.raises(relay_sdk.WebhookVerificationError):
        verify_webhook(body + b" ", headers, relay.webhooks.secret.get().secret)


def test_returns_an_execution_that_failed(relay: Any) -> None:
    preview = relay.actions.preview(**send_to("http://no-such-host.invalid"))
    execution = relay.actions.execute(preview_id=preview.id, digest=preview.digest)
    assert (execution.status, execution.error.code) == ("failed", "dns_failed")
    assert relay.executions.wait(execution.id) == execution
    assert execution.id in [one.id for one in relay.executions.list(status="failed")]


def test_refuses_what_the_server_refuses(new_client: NewClient, relay: Any, hooks: Receiver) -> None:
    viewer = new_client(relay.api_keys.create(name="viewer", role="viewer").secret)
    preview = relay.actions.preview(**send_to(hooks.url))
    relay.previews.discard(preview.id)
    with pytest.raises(relay_sdk.AuthenticationError) as no_key:
        new_client("relay_test_nobody").me.get()
    with pytest.raises(relay_sdk.PermissionDeniedError) as no_right:
        viewer.actions.preview(**send_to(hooks.url))
    with pytest.raises(relay_sdk.NotFoundError) as no_such_thing:
        viewer.executions.get("exe_nobody_knows")
    with pytest.raises(relay_sdk.GoneError) as too_late:
        relay.actions.execute(preview_id=preview.id, digest=preview.digest)
    for failure in (no_key, no_right, no_such_thing, too_late):
        assert failure.value.code
        assert f"(request {failure.value.request_id})" in str(failure.value)


def test_points_at_what_is_wrong_with_an_input(relay: Any) -> None:
    with pytest.raises(relay_sdk.ValidationError) as failure:
        relay.actions.preview(action="webhook.send", input={"url": 1, "colour": "red"})
    pointers = {field.pointer: field.code for field in failure.value.errors}
    assert pointers["/input/url"] == "type"
    assert "/input/url" in str(failure.value)


def test_makes_rotates_and_revokes_keys(new_client: NewClient, relay: Any) -> None:
    made = relay.api_keys.create(name="sdk", role="viewer", expires_at=None)
    assert new_client(made.secret).me.get().principal.id == made.id
    assert made.secret not in repr(made)
    rotated = relay.api_keys.rotate(made.id, grace_seconds=0)
    with pytest.raises(relay_sdk.AuthenticationError):
        new_client(made.secret).me.get()
    relay.api_keys.revoke(made.id)
    with pytest.raises(relay_sdk.AuthenticationError):
        new_client(rotated.secret).me.get()
    with pytest.raises(relay_sdk.NotFoundError):
        relay.api_keys.revoke(made.id)


def test_walks_pages(relay: Any) -> None:
    types = [event.type for event in relay.audit.list(limit=3)]
    assert types[-1] == "workspace.created"
    assert len(types) > 3


def test_gets_the_same_reply_for_the_same_idempotency_key(relay: Any, hooks: Receiver) -> None:
    key = f"order {relay!r} {id(relay)}"[:255]

    def preview(text: str) -> Any:
        return relay.with_response(relay.actions.preview, **send_to(hooks.url, text=text), idempotency_key=key)

    first, second = preview("once"), preview("once")
    assert second.data == first.data
    replayed = [reply.response.headers.get("idempotent-replayed") for reply in (first, second)]
    assert replayed == [None, "true"]
    with pytest.raises(relay_sdk.ValidationError) as failure:
        preview("twice")
    assert failure.value.code == "idempotency_key_reused"


class Losing(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A network that loses the first reply, after the server has done what it was asked."""

    def __init__(self) -> None:
        self.attempts = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        with httpx2.HTTPTransport() as transport:
            response = transport.handle_request(request)
            response.read()
        return self._lose_first(response)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        async with httpx2.AsyncHTTPTransport() as transport:
            response = await transport.handle_async_request(request)
            await response.aread()
        return self._lose_first(response)

    def _lose_first(self, response: httpx2.Response) -> httpx2.Response:
        self.attempts += 1
        if self.attempts == 1:
            raise httpx2.ReadError("the reply is lost")
        return response


def test_does_a_thing_once_also_when_the_first_reply_is_lost(core: dict[str, str], relay: Any) -> None:
    losing = Losing()
    name = f"lost {uuid4()}"
    with Relay(core["apiKey"], base_url=core["baseUrl"], http_client=httpx2.Client(transport=losing)) as client:
        made = client.api_keys.create(name=name, role="viewer")
    assert losing.attempts == 2
    assert [key.id for key in relay.api_keys.list() if key.name == name] == [made.id]


def test_does_a_thing_once_with_asyncio_too(core: dict[str, str], relay: Any) -> None:
    losing = Losing()
    name = f"lost {uuid4()}"

    async def make() -> str:
        async with httpx2.AsyncClient(transport=losing) as http_client:
            client = AsyncRelay(core["apiKey"], base_url=core["baseUrl"], http_client=http_client)
            return (await client.api_keys.create(name=name, role="viewer")).id

    made = asyncio.run(make())
    assert losing.attempts == 2
    assert [key.id for key in relay.api_keys.list() if key.name == name] == [made]


def test_threads_may_share_a_client(core: dict[str, str]) -> None:
    with Relay(core["apiKey"], base_url=core["baseUrl"]) as relay, ThreadPoolExecutor(8) as threads:
        names = list(threads.map(lambda _: relay.me.get().role, range(40)))
    assert names == ["admin"] * 40


def test_exports_the_audit_log_as_it_comes(relay: Any, tmp_path: Path) -> None:
    with relay.audit.export() as stream:
        lines = [json.loads(line) for line in stream.lines()]
    sequences = [line["event"]["sequence"] for line in lines if "event" in line]
    assert sequences == list(range(1, len(sequences) + 1))
    assert lines[-1] == {"end": {"events": len(sequences)}}

    with relay.audit.export(format="json", cursor="1") as stream:
        stream.write_to(tmp_path / "audit.json")
    events = json.loads((tmp_path / "audit.json").read_text())
    assert events[0]["sequence"] == 2

    reply = relay.with_response(relay.audit.export, format="csv")
    assert reply.response.headers["content-disposition"].startswith('attachment; filename="relay-audit-')
    with reply.data as stream:
        assert b"".join(stream).startswith(b"sequence,id,type,")
    with pytest.raises(relay_sdk.NotFoundError):
        relay.audit.export(workspace_id="ws_unknown")


def test_verifies_the_audit_log(relay: Any) -> None:
    verification = relay.audit.verify()
    assert (verification.valid, verification.first_broken) == (True, None)
    page = relay.audit.checkpoints()
    assert "BEGIN PUBLIC KEY" in page.public_keys[0].public_key
    assert len(list(relay.audit.checkpoints(limit=1))) >= len(page.data)


def test_registers_an_endpoint_and_verifies_what_it_gets(relay: Any, hooks: Receiver) -> None:
    endpoint = relay.webhooks.endpoints.create(url=hooks.url, events=["execution.failed"])
    before = len(hooks.received)
    ping = relay.webhooks.endpoints.ping(endpoint.id)
    assert (ping.event_type, ping.status) == ("ping", "pending")
    hooks.wait_for(before + 1)
    headers, body = hooks.received[before]
    assert verify_webhook(body, headers, endpoint.secret) == ping.payload

    rotated = relay.webhooks.endpoints.rotate_secret(endpoint.id, grace_seconds=60)
    assert rotated.secret != endpoint.secret
    deliveries = relay.webhooks.deliveries.list(endpoint.id)
    assert [delivery.id for delivery in deliveries.data] == [ping.id]

    updated = relay.webhooks.endpoints.update(endpoint.id, description="sdk", status="disabled")
    assert (updated.description, updated.status, updated.events) == ("sdk", "disabled", ["execution.failed"])
    assert relay.webhooks.endpoints.get(endpoint.id) == updated
    with pytest.raises(relay_sdk.ConflictError):
        relay.webhooks.endpoints.ping(endpoint.id)
    relay.webhooks.endpoints.delete(endpoint.id)
    with pytest.raises(relay_sdk.NotFoundError):
        relay.webhooks.endpoints.get(endpoint.id)


def test_knows_who_it_is_and_what_there_is(relay: Any) -> None:
    assert relay.me.get().role == "admin"
    assert relay.system.health().status == "ok"
    assert relay.system.ready().checks.database == "ok"
    assert "webhook.send" in [action.id for action in relay.actions.list()]
    assert relay.actions.get("webhook.send").input_schema["type"] == "object"


def test_a_sentence_becomes_a_suggestion_and_a_suggestion_an_execution(relay: Any, hooks: Receiver) -> None:
    before = len(hooks.received)
    with relay.chat.stream(message=f"Send a webhook to {hooks.url}") as events:
        told = list(events)
    assert [event.type for event in told][:2] == ["start", "start-step"]
    assert told[-1].type == "finish"
    assert "".join(event.delta for event in told if event.type == "text-delta").startswith("POST 1 JSON document")
    (suggestion,) = [event.data for event in told if isinstance(event, ChatSuggestionEvent)]
    assert (suggestion.action, suggestion.status, suggestion.missing) == ("webhook.send", "ready", [])

    session_id = next(event.data.session_id for event in told if event.type == "data-relay-session")
    reply = relay.chat.send(message="", session_id=session_id, edits={suggestion.id: {"payload": {"order": 4711}}})
    (edited,) = [one for one in reply.suggestions if one.status == "ready"]
    assert edited.preview_id != suggestion.preview_id
    assert len(hooks.received) == before

    preview = relay.previews.get(edited.preview_id)
    execution = relay.actions.execute(preview_id=preview.id, digest=preview.digest)
    assert relay.executions.wait(execution.id).status == "succeeded"
    assert [json.loads(body) for _, body in hooks.received[before:]] == [{"order": 4711}]


def test_a_stream_comes_to_the_same_as_one_reply(relay: Any, hooks: Receiver) -> None:
    message = f"Send a webhook to {hooks.url}"
    streamed, sent = relay_sdk.StreamedReply(), relay.chat.send(message=message)
    with relay.chat.stream(message=message) as events:
        for event in events:
            streamed.add(event)

    def without_ids(reply: Any) -> list[Json]:
        return [one.model_dump(exclude={"id", "preview_id"}) for one in reply.suggestions]

    assert without_ids(streamed) == without_ids(sent)
    assert (streamed.text, streamed.results) == (sent.text, sent.results)
    assert list(streamed.approval_ids) == [one.preview_id for one in streamed.suggestions]
    kept = relay.chat.sessions.get(streamed.session_id).messages[-1]
    assert (kept.id, kept.text) == (streamed.message_id, streamed.text)


def test_a_conversation_knows_people_by_the_contacts_that_it_is_given(relay: Any) -> None:
    contacts = [{"name": "Grace Hopper", "email": "grace@example.com"}]
    [suggestion] = relay.chat.send(message='Send an email to Grace saying "hi"', contacts=contacts).suggestions
    assert suggestion.input["to"] == ["grace@example.com"]
    assert suggestion.provenance["/to/0"].source == "contact"
    with pytest.raises(relay_sdk.ValidationError) as error:
        relay.chat.send(message="Hello", contacts=[{"name": "Grace\nHopper", "email": "grace@example.com"}])
    assert [one.pointer for one in error.value.errors] == ["/contacts/0/name"]


def test_a_session_holds_what_was_said(relay: Any) -> None:
    reply = relay.chat.send(message="What is love?")
    assert (reply.suggestions, reply.results) == ([], [])
    session = relay.chat.sessions.get(reply.session_id)
    assert [(one.role, one.text) for one in session.messages] == [("user", "What is love?"), ("assistant", reply.text)]
    with relay.chat.resume(reply.session_id) as events:
        assert list(events) == []
    relay.chat.sessions.delete(reply.session_id)
    with pytest.raises(relay_sdk.NotFoundError):
        relay.chat.sessions.get(reply.session_id)
