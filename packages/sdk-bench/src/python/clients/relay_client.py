from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from relay_sdk import AsyncRelay, Relay, RelayError
from relay_sdk._transport.operation import Operation


class Client:
    root_error = RelayError

    def __init__(self, url: str, api_key: str, timeout: float | None) -> None:
        options: dict[str, Any] = {"api_key": api_key, "base_url": url}
        if timeout:
            options["timeout"] = timeout
        self.instance = Relay(**options)
        self._options = options
        self.streams = {"transport": self._stream}
        self.finish: dict[str, str] = {}

    def read(self) -> Any:
        return self.instance.me.get()

    async def read_async(self) -> Any:
        async with AsyncRelay(**self._options) as relay:
            return await relay.me.get()

    def write(self) -> Any:
        return self.instance.actions.preview(action="webhook.send", input={"url": "https://example.com"})

    def read_by_id(self, id: str) -> Any:
        return self.instance.executions.get(id)

    def _stream(self) -> AbstractContextManager[Any]:
        # The contract has no operation yet that answers with events: its transport is asked, as one will ask it.
        operation = Operation[Any]("POST", "/api/stream", dict[str, Any], has_body=True)
        return self.instance._transport.stream_events(operation, {"message": "Hello"}, {})
