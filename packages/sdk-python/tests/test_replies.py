"""Whatever a reply looks like, reading it does not make a failure of what has happened."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import httpx2
import pytest
from pydantic import TypeAdapter

from relay_sdk import APIError, RelayError, UnknownVariant
from relay_sdk._models import Model, variants
from relay_sdk.models import Execution, ExecutionPage, Preview

from .support.replies import Server, json_reply


class Start(Model):
    type: str


class Delta(Model):
    type: str
    text: str


EVENTS: TypeAdapter[Any] = TypeAdapter(variants("type", {"start": Start, "text-delta": Delta}))


def test_what_is_missing_is_none_and_what_is_new_is_kept() -> None:
    reply = {"id": "exe_1", "memberOfTomorrow": {"a": 1}}
    execution: Any = Server(json_reply(reply)).client().executions.get("exe_1")
    assert (execution.id, execution.status, execution.finished_at) == ("exe_1", None, None)
    assert execution.model_extra == {"memberOfTomorrow": {"a": 1}}


def test_what_has_another_type_is_kept_as_it_is_and_the_rest_is_read() -> None:
    reply = {"id": "exe_1", "attempts": "many", "startedAt": "2026-11-01T10:00:00.000Z", "error": {"code": 7}}
    execution: Any = Server(json_reply(reply)).client().executions.get("exe_1")
    assert execution.attempts == "many"
    assert execution.started_at == datetime(2026, 11, 1, 10, tzinfo=timezone.utc)
    assert execution.error.code == 7


def test_items_of_a_page_are_read_one_by_one() -> None:
    page = Server(json_reply({"data": [{"id": "exe_1"}, {"id": "exe_2", "attempts": []}]})).client().executions.list()
    assert [(type(one), one.id) for one in page.data] == [(Execution, "exe_1"), (Execution, "exe_2")]
    assert page.next_cursor is None


@pytest.mark.parametrize("body", [[], "text", 7, None])
def test_what_is_no_object_is_not_from_relay(body: Any) -> None:
    with pytest.raises(APIError, match="was not answered by Relay"):
        Server(json_reply(body)).client().me.get()


@pytest.mark.parametrize("status", [200, 502])
def test_json_that_is_nested_without_end_is_not_from_relay(status: int) -> None:
    reply = httpx2.Response(status, content=b"[" * 200_000, headers={"content-type": "application/json"})
    with pytest.raises(APIError, match="was not answered by Relay") as failure:
        Server(reply).client(max_retries=0).me.get()
    assert failure.value.status == status


def test_an_enum_may_have_a_value_of_tomorrow() -> None:
    preview = Server(json_reply({"status": "paused"})).client().previews.get("prv_1")
    assert preview.status == "paused"


def test_a_union_takes_a_member_of_tomorrow() -> None:
    events = [{"type": "start"}, {"type": "text-delta", "text": "Hi"}, {"type": "image", "url": "x"}, {"kind": 1}]
    read = [EVENTS.validate_python(event) for event in events]
    assert [type(event) for event in read] == [Start, Delta, UnknownVariant, UnknownVariant]
    assert (read[2].type, read[2].url) == ("image", "x")
    assert EVENTS.validate_python(read[1]) is read[1]


def test_replies_can_be_made_by_their_names_in_python() -> None:
    preview = Preview.model_validate({"id": "prv_1", "action_version": "2026-11-01"})
    assert preview.action_version == "2026-11-01"


def test_a_page_of_an_async_client_says_how_it_is_walked() -> None:
    async def one_page() -> ExecutionPage:
        return await Server(json_reply({"data": [], "nextCursor": None})).async_client().executions.list()

    with pytest.raises(TypeError, match="async for"):
        iter(asyncio.run(one_page()))


def test_instants_and_other_values_are_sent_as_json() -> None:
    server = Server(json_reply({}), json_reply({}), json_reply({}))
    at = datetime(2026, 11, 1, 10, tzinfo=timezone(timedelta(hours=1)))
    relay = server.client()
    relay.api_keys.create(name="a", role="viewer", expires_at=at)
    relay.actions.preview(action="a", input={"id": UUID(int=1), "at": at, "list": (1, 2), "none": None})
    relay.executions.list(from_=at)
    assert server.requests[0].content == b'{"name":"a","role":"viewer","expiresAt":"2026-11-01T10:00:00+01:00"}'
    assert b'"id":"00000000-0000-0000-0000-000000000001"' in server.requests[1].content
    assert b'"list":[1,2],"none":null' in server.requests[1].content
    assert server.requests[2].url.params["from"] == "2026-11-01T10:00:00+01:00"


def test_an_object_of_a_reply_is_given_back_as_it_came() -> None:
    consent = {"name": "Acme", "supportEmail": "support@example.com", "colour": "red"}
    scopes = [{"action": "google.gmail.send", "scopes": ["a"]}]
    told = json_reply({"id": "google", "clientId": "client-1", "consent": consent, "scopes": scopes})
    server = Server(told, json_reply({}))
    relay = server.client()
    provider = relay.providers.get("google")
    assert provider.consent.terms_url is None
    relay.providers.configure("google", client_id="client-2", consent=provider.consent, scopes=provider.scopes)
    assert json.loads(server.requests[1].content) == {"clientId": "client-2", "consent": consent, "scopes": scopes}


def test_none_is_sent_where_it_means_something() -> None:
    server = Server(json_reply({}), json_reply({}))
    server.client().api_keys.create(name="a", role="viewer", expires_at=None)
    server.client().api_keys.create(name="a", role="viewer")
    assert [request.content for request in server.requests] == [
        b'{"name":"a","role":"viewer","expiresAt":null}',
        b'{"name":"a","role":"viewer"}',
    ]


def test_what_cannot_be_json_is_refused() -> None:
    server = Server()
    with pytest.raises(RelayError, match="cannot be sent as JSON"):
        server.client().actions.preview(action="a", input={"file": object()})
    assert server.requests == []
