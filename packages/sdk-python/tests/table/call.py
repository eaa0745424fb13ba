"""How the call of a case is made, with either client."""

from __future__ import annotations

from functools import partial
from typing import Any

from relay_sdk._transport.operation import Operation

from .names import snake_case


def sender_of(relay: Any, call: dict[str, Any]) -> Any:
    """What to call with the case's arguments: the method of an operation, or the transport for a stream of events."""
    if "stream" in call:
        return partial(_stream, relay, call)
    found = relay
    for name in call["operation"].split("."):
        found = getattr(found, snake_case(name))
    return found


def _stream(relay: Any, call: dict[str, Any], **arguments: Any) -> Any:
    method, path = call["stream"]["method"], call["stream"]["path"]
    operation = Operation[Any](method, path, dict[str, Any], has_body=method == "POST")
    parameters = call.get("parameters", {})
    options = {name: value for name, value in arguments.items() if name not in parameters}
    return relay._transport.stream_events(operation, parameters, options)
