"""The events that Relay has told, each kept once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from .parts import PageSize

router = APIRouter(prefix="/events", tags=["events"])

TABLE = """
create table if not exists events (
  webhook_id text primary key,
  type text not null,
  timestamp text not null,
  data text not null
)
"""


class Event(BaseModel):
    webhook_id: str
    type: str
    timestamp: str
    data: dict[str, Any]


class EventLog:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute(TABLE)

    def handle(self, event: Event) -> bool:
        """Keeps an event and tells whether it is new: Relay sends one again when an answer got lost."""
        with self._database:
            # Whatever else has to happen because of an event belongs into this transaction: both happen, or neither.
            cursor = self._database.execute(
                "insert into events values (?, ?, ?, ?) on conflict do nothing",
                (event.webhook_id, event.type, event.timestamp, json.dumps(event.data)),
            )
        return cursor.rowcount == 1

    def newest(self, limit: int) -> list[Event]:
        rows = self._database.execute(
            "select webhook_id, type, timestamp, data from events order by timestamp desc limit ?", (limit,)
        )
        return [Event(webhook_id=row[0], type=row[1], timestamp=row[2], data=json.loads(row[3])) for row in rows]


@contextmanager
def open_log(file: str) -> Generator[EventLog, None, None]:
    with closing(sqlite3.connect(file)) as database:
        yield EventLog(database)


def _log(request: Request) -> EventLog:
    log: EventLog = request.app.state.events
    return log


TheEvents = Annotated[EventLog, Depends(_log)]


@router.get("")
async def list_events(events: TheEvents, limit: PageSize = 20) -> list[Event]:
    """What has arrived, the newest first."""
    return events.newest(limit)
