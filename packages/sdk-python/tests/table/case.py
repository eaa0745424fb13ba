"""The table of faults that the JavaScript and the Python client share: packages/fault-server/README.md explains it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen
from uuid import uuid4

from relay_sdk import RelayEvent, Reply

from ..support.programs import REPOSITORY

TABLE: dict[str, Any] = json.loads((REPOSITORY / "packages/fault-server/faults.json").read_text())
API_KEY: str = TABLE["apiKey"]
CASES: list[dict[str, Any]] = TABLE["cases"]


@dataclass
class Outcome:
    """All that came of a case, as far as it came."""

    value: Any = None
    reply: Reply[Any] | None = None
    items: list[Any] = field(default_factory=list[Any])
    data: bytes = b""
    error: BaseException | None = None
    events: list[RelayEvent] = field(default_factory=list[RelayEvent])
    pauses: list[float] = field(default_factory=list[float])
    requests: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    closed: bool = False
    elapsed: float = 0.0
    """Seconds between giving up and the end of the call."""


class Run:
    """One go through a case at the fault server."""

    def __init__(self, server_url: str, case: dict[str, Any]) -> None:
        self._path = f"{case['id']}/{uuid4().hex}"
        self._server_url = server_url
        self.base_url = f"{server_url}/{self._path}"

    def control(self, query: str) -> tuple[bool, list[dict[str, Any]]]:
        """Whether what was waited for has come, and what the server received."""
        try:
            with urlopen(f"{self._server_url}/control/{self._path}?{query}") as reply:
                return True, json.load(reply)["requests"]
        except HTTPError as error:
            with error:
                return False, json.load(error)["requests"]

    def look(self, outcome: Outcome, expected: dict[str, Any]) -> None:
        is_there, outcome.requests = self.control("closed" if "closed" in expected else "")
        outcome.closed = is_there


OnItem = Callable[[], None]
