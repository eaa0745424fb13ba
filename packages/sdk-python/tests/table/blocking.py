"""Plays a case with `Relay`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from relay_sdk import Relay, RelayError, Stream
from relay_sdk._transport.operation import Operation

from ..support.time import recorded_pauses
from .case import API_KEY, Outcome, Run
from .names import snake_case, to_arguments, to_options


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
    send: Any = partial(_stream, relay, call) if "stream" in call else _method(relay, call["operation"])
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


def _method(relay: Relay, operation: str) -> Any:
    found: Any = relay
    for name in operation.split("."):
        found = getattr(found, snake_case(name))
    return found


def _stream(relay: Relay, call: dict[str, Any], **arguments: Any) -> Stream[Any]:
    method, path = call["stream"]["method"], call["stream"]["path"]
    operation = Operation[Any](method, path, dict[str, Any], has_body=method == "POST")
    parameters = call.get("parameters", {})
    options: Any = {name: value for name, value in arguments.items() if name not in parameters}
    return relay._transport.stream_events(operation, parameters, options)
