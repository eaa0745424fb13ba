from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest

from relay_sdk import ConnectionError, NotFoundError, RelayError, StreamedReply, StreamError, UnknownVariant

from .support.replies import Server, problem
from .support.source import Source

LAST = "data: [DONE]\n\n"
BEGUN: list[dict[str, Any]] = [
    {"type": "start", "messageId": "msg_1"},
    {"type": "data-relay-session", "data": {"sessionId": "chat_1"}, "transient": True},
    {"type": "text-start", "id": "text-1"},
    {"type": "text-delta", "id": "text-1", "delta": "Shall I "},
    {"type": "text-delta", "id": "text-1", "delta": "send it?"},
    {"type": "text-end", "id": "text-1"},
    {"type": "data-relay-tomorrow", "id": "sug_1", "data": {"id": "sug_2"}},
]
SUGGESTION = {"type": "data-relay-suggestion", "id": "sug_1"}
RESULT = {"suggestionId": "sug_3", "action": "google.gmail.list", "execution": {}}
ENDED: list[dict[str, Any]] = [
    {**SUGGESTION, "data": {"id": "sug_1", "status": "asking"}},
    {**SUGGESTION, "data": {"id": "sug_1", "status": "ready"}},
    {"type": "tool-approval-request", "toolCallId": "prv_1", "approvalId": "apr_1"},
    {"type": "data-relay-result", "id": "exe_1", "data": RESULT},
    {"type": "text-delta", "id": "text-2", "delta": "It waits."},
    {"type": "finish", "finishReason": "tool-calls"},
]


def source_of(events: list[dict[str, Any]], last: str = LAST) -> Source:
    frames = [f"data: {json.dumps(event)}\n\n" for event in events]
    return Source([frame.encode() for frame in [*frames, last]])


def reply_of(events: list[dict[str, Any]], last: str = LAST) -> httpx2.Response:
    return source_of(events, last).reply("text/event-stream")


def add_all(reply: StreamedReply, response: httpx2.Response) -> None:
    with Server(response).client().chat.stream(message="Hello") as events:
        for event in events:
            reply.add(event)


async def add_all_async(reply: StreamedReply, response: httpx2.Response) -> None:
    async with await Server(response).async_client().chat.stream(message="Hello") as events:
        async for event in events:
            reply.add(event)


def run_async(reply: StreamedReply, response: httpx2.Response) -> None:
    asyncio.run(add_all_async(reply, response))


both = pytest.mark.parametrize("read", [add_all, run_async])


@both
def test_a_streamed_reply_comes_to_what_send_would_have_answered_and_what_approves_it(read: Any) -> None:
    reply = StreamedReply()
    read(reply, reply_of([*BEGUN, *ENDED]))
    assert (reply.session_id, reply.message_id) == ("chat_1", "msg_1")
    assert reply.text == "Shall I send it?\n\nIt waits."
    assert [(one.id, one.status) for one in reply.suggestions] == [("sug_1", "ready")]
    assert [one.suggestion_id for one in reply.results] == ["sug_3"]
    assert (reply.approval_ids, reply.finish_reason) == ({"prv_1": "apr_1"}, "tool-calls")


@both
def test_a_streamed_reply_is_one_of_its_own_when_it_is_read_again_from_its_beginning(read: Any) -> None:
    reply = StreamedReply()
    read(reply, reply_of([*BEGUN, *ENDED]))
    read(reply, reply_of(BEGUN))
    assert (reply.text, reply.suggestions, reply.results) == ("Shall I send it?", [], [])
    assert (reply.approval_ids, reply.finish_reason) == ({}, None)


@both
@pytest.mark.parametrize(
    ("last", "error"),
    [("", ConnectionError), ('data: {"type": "error", "errorText": "It broke."}\n\n', StreamError)],
)
def test_a_reply_that_is_cut_is_what_was_said_until_then(read: Any, last: str, error: type[RelayError]) -> None:
    reply = StreamedReply()
    with pytest.raises(error):
        read(reply, reply_of(BEGUN, last))
    assert (reply.session_id, reply.text, reply.finish_reason) == ("chat_1", "Shall I send it?", None)


def test_an_event_that_this_version_does_not_know_is_passed_by() -> None:
    with Server(reply_of(BEGUN)).client().chat.stream(message="Hello") as events:
        unknown = [event.model_dump() for event in events if isinstance(event, UnknownVariant)]
    assert unknown == [{"type": "data-relay-tomorrow", "id": "sug_1", "data": {"id": "sug_2"}}]


def test_a_stream_of_events_is_read_once() -> None:
    stream = Server(reply_of(BEGUN)).client().chat.stream(message="Hello")
    assert len(list(stream)) == len(BEGUN)
    with pytest.raises(RelayError, match="only once"):
        list(stream)

    async def read() -> None:
        stream = await Server(reply_of(BEGUN)).async_client().chat.stream(message="Hello")
        assert len([event async for event in stream]) == len(BEGUN)
        with pytest.raises(RelayError, match="only once"):
            [event async for event in stream]

    asyncio.run(read())


def test_leaving_the_loop_closes_the_connection() -> None:
    left, left_async = source_of(BEGUN), source_of(BEGUN)
    for _ in Server(left.reply("text/event-stream")).client().chat.stream(message="Hello"):
        break

    async def leave() -> None:
        relay = Server(left_async.reply("text/event-stream")).async_client()
        async with await relay.chat.stream(message="Hello") as events:
            async for _ in events:
                break

    asyncio.run(leave())
    assert [(one.given, one.closed) for one in (left, left_async)] == [(1, True), (1, True)]


def test_a_refusal_is_raised_before_anything_is_read() -> None:
    with pytest.raises(NotFoundError, match="chat_session_not_found"):
        Server(problem(404, "chat_session_not_found")).client().chat.stream(message="Hello", session_id="chat_1")
