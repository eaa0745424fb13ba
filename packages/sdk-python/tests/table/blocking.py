"""Plays a case with `Relay`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from relay_sdk import Relay, RelayError

from ..support.time import recorded_pauses
from .call import sender_of
from .case import API_KEY, Outcome, Run
from .names import to_arguments, to_options


def play_blocking(case: dict[str, Any], server_url: str) -> Outcome:
    run = Run(server_url, case)
    outcome = Outcome()
    call = case["call"]
    client = to_options(case.get("client"))
    with recorded_pauses() as outcome.pauses:
        try:
            with Relay(API_KEY, base_url=run.base_url, on_event=outcome.events.append, **client) as relay:
                for _ in range(call.get("times", 1)):
                    _make(relay, call, outcome)
        except RelayError as error:
            outcome.error = error
    run.look(outcome, case["expect"])
    return outcome


def _make(relay: Relay, call: dict[str, Any], outcome: Outcome) -> None:
    arguments = {**to_arguments(call.get("parameters")), **to_options(call.get("options"))}
    send = sender_of(relay, call)
    match call.get("read", "value"):
        case "value":
            outcome.value = send(**arguments)
        case "reply":
            outcome.reply = relay.with_response(send, **arguments)
            outcome.value = outcome.reply.data
        case "bytes":
            for piece in _taken(send(**arguments), call):
                outcome.data += piece
        case _:
            for item in _taken(send(**arguments), call):
                outcome.items.append(item)


def _taken(items: Iterable[Any], call: dict[str, Any]) -> Iterable[Any]:
    for index, item in enumerate(items, 1):
        yield item
        if index == call.get("take"):
            return
