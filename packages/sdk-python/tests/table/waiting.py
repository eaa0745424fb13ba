"""Plays a case with `AsyncRelay`."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from time import perf_counter
from typing import Any

from relay_sdk import AsyncRelay, RelayError, RelayEvent

from ..support.time import recorded_pauses
from .call import sender_of
from .case import API_KEY, OnItem, Outcome, Run
from .names import to_arguments, to_options


def play_waiting(case: dict[str, Any], server_url: str) -> Outcome:
    # The machine may be busy: the best of a few rounds counts.
    rounds = 5 if "within" in case["expect"] else 1
    return min((asyncio.run(_play(case, server_url)) for _ in range(rounds)), key=lambda outcome: outcome.elapsed)


async def _play(case: dict[str, Any], server_url: str) -> Outcome:
    run = Run(server_url, case)
    outcome = Outcome()
    abort = case["call"].get("abort")
    given_up_at = 0.0

    def give_up() -> None:
        nonlocal given_up_at
        given_up_at = perf_counter()
        task.cancel()

    def on_event(event: RelayEvent) -> None:
        outcome.events.append(event)
        if abort == "in-pause" and event.type == "retry":
            asyncio.get_running_loop().call_later(0.01, give_up)

    def on_item() -> None:
        if abort == "in-stream":
            give_up()

    client = {**to_options(case.get("client")), "base_url": run.base_url, "on_event": on_event}
    with nullcontext(outcome.pauses) if abort == "in-pause" else recorded_pauses() as outcome.pauses:
        task = asyncio.create_task(_make_all(case["call"], client, outcome, on_item))
        if abort == "before":
            give_up()
        if abort == "in-attempt":
            await asyncio.to_thread(run.control, "requests=1")
            give_up()
        try:
            await task
        except (RelayError, asyncio.CancelledError) as error:
            outcome.error = error
        outcome.elapsed = perf_counter() - given_up_at
    await asyncio.to_thread(run.look, outcome, case["expect"])
    return outcome


async def _make_all(call: dict[str, Any], client: dict[str, Any], outcome: Outcome, on_item: OnItem) -> None:
    async with AsyncRelay(API_KEY, **client) as relay:
        for _ in range(call.get("times", 1)):
            await _make(relay, call, outcome, on_item)


async def _make(relay: AsyncRelay, call: dict[str, Any], outcome: Outcome, on_item: OnItem) -> None:
    arguments = {**to_arguments(call.get("parameters")), **to_options(call.get("options"))}
    send = sender_of(relay, call)
    match call.get("read", "value"):
        case "value":
            outcome.value = await send(**arguments)
        case "reply":
            outcome.reply = await relay.with_response(send, **arguments)
            outcome.value = outcome.reply.data
        case "items":
            await _walk(send(**arguments), call, outcome, on_item)
        case _:
            async with await send(**arguments) as stream:
                await _walk(stream, call, outcome, on_item)


async def _walk(items: Any, call: dict[str, Any], outcome: Outcome, on_item: OnItem) -> None:
    count = 0
    async for item in items:
        if isinstance(item, bytes):
            outcome.data += item
        else:
            outcome.items.append(item)
        on_item()
        count += 1
        if count == call.get("take"):
            break
