from __future__ import annotations

import asyncio
import json
from typing import Any

from pydantic import BaseModel

import relay_sdk
from relay_sdk import RelayError

from ..support.secrets import reveals
from .case import API_KEY, Outcome
from .names import snake_case


def differences(expected: dict[str, Any], outcome: Outcome) -> list[str]:
    """One sentence for each thing that is not as the table says."""
    found: list[str] = []

    def same(what: str, wanted: Any, got: Any) -> None:
        if wanted != got:
            found.append(f"{what}: expected {wanted!r}, got {got!r}")

    if "error" in expected:
        _judge_error(expected["error"], outcome.error, same)
    else:
        same("error", None, outcome.error)
    if "value" in expected and not _matches(expected["value"], _plain(outcome.value)):
        same("value", expected["value"], outcome.value)
    if "items" in expected and not _matches(expected["items"], _plain(outcome.items)):
        same("items", expected["items"], outcome.items)
    if "text" in expected:
        same("text", expected["text"], outcome.data.decode())
    if "reply" in expected:
        _judge_reply(expected["reply"], outcome, same)
    if "pauses" in expected:
        _judge_pauses(expected["pauses"], outcome.pauses, same)
    if "idempotencyKeys" in expected:
        keys = [request["headers"].get("idempotency-key") for request in outcome.requests]
        same("idempotency keys", _pattern(expected["idempotencyKeys"]), _pattern(keys))
    same("attempts", expected["attempts"], len(outcome.requests))
    for index, request in enumerate(expected.get("requests", [])[: len(outcome.requests)]):
        _judge_request(f"request {index}", request, outcome.requests[index], same)
    if "log" in expected:
        same("log", expected["log"], [event.type for event in outcome.events])
    if "closed" in expected:
        same("closed", True, outcome.closed)
    if "within" in expected:
        same("ended in time", True, outcome.elapsed * 1000 < expected["within"])
    shown = [outcome.value, outcome.error, outcome.events, outcome.reply]
    same("the key is shown", False, reveals(shown, API_KEY))
    return found


def _judge_error(expected: dict[str, Any], error: BaseException | None, same: Any) -> None:
    if expected["class"] == "AbortError":
        same("error", asyncio.CancelledError, type(error))
        return
    same("error", getattr(relay_sdk, expected["class"]), type(error))
    same("root of the error", True, isinstance(error, RelayError))
    for name in ("status", "code", "requestId", "authorizationUrl", "body"):
        if name in expected:
            same(f"{name} of the error", expected[name], getattr(error, snake_case(name), "missing"))
    for part in expected.get("message", []):
        same(f"{part!r} in {error}", True, part in str(error))
    if "pointers" in expected:
        same("pointers", expected["pointers"], [field.pointer for field in getattr(error, "errors", [])])
    if "errors" in expected and not _matches(expected["errors"], _plain(getattr(error, "errors", None))):
        same("errors", expected["errors"], getattr(error, "errors", None))
    if "hasCause" in expected:
        same("has a cause", True, isinstance(getattr(error, "__cause__", None), Exception))


def _judge_reply(expected: dict[str, Any], outcome: Outcome, same: Any) -> None:
    assert outcome.reply is not None
    same("status", expected.get("status", outcome.reply.response.status), outcome.reply.response.status)
    same("request id", expected.get("requestId", outcome.reply.request_id), outcome.reply.request_id)
    for name, value in expected.get("headers", {}).items():
        same(f"header {name}", value, outcome.reply.response.headers.get(name))


def _judge_pauses(expected: list[list[float]], pauses: list[float], same: Any) -> None:
    same("number of pauses", len(expected), len(pauses))
    for (least, most), pause in zip(expected, pauses, strict=False):
        same(f"a pause of {pause} s from {least} to {most} ms", True, least <= round(pause * 1000, 6) <= most)


def _judge_request(place: str, expected: dict[str, Any], request: dict[str, Any], same: Any) -> None:
    for name in ("method", "path"):
        if name in expected:
            same(f"{place} {name}", expected[name], request[name])
    if "body" in expected:
        same(f"{place} body", expected["body"], json.loads(request["body"] or "null"))
    for name, value in expected.get("headers", {}).items():
        same(f"{place} header {name}", value, request["headers"].get(name))


def _plain(value: Any) -> Any:
    """As JSON, with the contract's names."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value


def _matches(expected: Any, got: Any) -> bool:
    """An object must have the members, and may have more. A list must have exactly the items."""
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(_matches(value, got.get(name)) for name, value in expected.items())
    if isinstance(expected, list):
        return isinstance(got, list) and len(got) == len(expected) and all(map(_matches, expected, got))
    return bool(expected == got)


def _pattern(labels: list[str | None]) -> list[int | None]:
    return [None if label is None else labels.index(label) for label in labels]
