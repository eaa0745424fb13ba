"""Runs in a process of its own: does with one client what the task says, and prints what came of it."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
import threading
import time
from typing import Any

from failure import describe_failure
from shown import places_that_show
from timers import record_timers


def act(client: Any, action: dict[str, Any], outcome: dict[str, Any]) -> None:
    kind = action["type"]
    if kind in ("read", "watch-timers"):
        client.read()
    elif kind == "read-in-time":
        read_or_too_late(client, outcome)
    elif kind == "write":
        client.write()
    elif kind == "read-by-id":
        client.read_by_id(action["id"])
    elif kind == "give-up":
        asyncio.run(give_up(client, action["after"] / 1000, outcome))
    elif kind == "stream":
        walk(client, action["way"], action.get("take"), outcome)


async def give_up(client: Any, after: float, outcome: dict[str, Any]) -> None:
    """By the asyncio client of the package: a blocking one cannot be given up. The time is told when there was something left."""
    call = asyncio.create_task(client.read_async())
    done, _ = await asyncio.wait([call], timeout=after)
    gave_up_at = time.perf_counter()
    call.cancel()
    try:
        await call
    except asyncio.CancelledError as error:
        raise Cancelled from error
    finally:
        if not done:
            outcome["milliseconds"] = (time.perf_counter() - gave_up_at) * 1000


class Cancelled(Exception):
    """What cancelling a task throws is no Exception."""


def read_or_too_late(client: Any, outcome: dict[str, Any]) -> None:
    failures: list[Exception] = []

    def read() -> None:
        try:
            client.read()
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(15)
    if thread.is_alive():
        outcome["cannot"] = True
        raise TimeoutError("It still waits.")
    if failures:
        raise failures[0]


def walk(client: Any, way: str, take: int | None, outcome: dict[str, Any]) -> None:
    with client.streams[way]() as stream:
        for item in stream:
            outcome["items"].append(item.model_dump(mode="json") if hasattr(item, "model_dump") else item)
            if len(outcome["items"]) == take:
                break
        if not take and way in client.finish:
            outcome["finish"] = {"call": client.finish[way]}
            try:
                getattr(stream, client.finish[way])()
            except Exception as error:
                outcome["finish"]["error"] = describe_failure(error, client)
    if take:
        # Long enough for a connection to be closed, if it is.
        time.sleep(1.5)


def main() -> None:
    task = json.loads(sys.argv[1])
    action = task["action"]
    outcome: dict[str, Any] = {"items": [], "timers": [], "shownBy": [], "ways": []}
    if action["type"] == "watch-timers":
        record_timers(outcome["timers"])
    timeout = action["timeout"] / 1000 if action["type"] == "read-in-time" else None
    connect = importlib.import_module(f"clients.{task['client']}_client").Client
    client = connect(task["url"], task["apiKey"], timeout)
    outcome["ways"] = list(client.streams)
    try:
        if action["type"] == "show":
            error = failure_of(client)
            outcome["shownBy"] = places_that_show(task["apiKey"], client.instance, error)
        else:
            act(client, action, outcome)
    except Exception as error:
        outcome["error"] = describe_failure(error, client)
    print(json.dumps(outcome), flush=True)
    # What a client leaves running must not keep the process.
    os._exit(0)


def failure_of(client: Any) -> Exception | None:
    try:
        client.read()
    except Exception as error:
        return error
    return None


main()
