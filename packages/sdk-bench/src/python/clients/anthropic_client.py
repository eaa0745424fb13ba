from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from anthropic import Anthropic, AnthropicError, AsyncAnthropic

PROMPT: dict[str, Any] = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "Hello"}]}


class Client:
    root_error = AnthropicError

    def __init__(self, url: str, api_key: str, timeout: float | None) -> None:
        options: dict[str, Any] = {"api_key": api_key, "base_url": url}
        if timeout:
            options["timeout"] = timeout
        self.instance = Anthropic(**options)
        self._options = options
        self.streams = {"messages.create": self._create, "messages.stream": self._stream}
        self.finish = {"messages.stream": "get_final_message"}

    def read(self) -> Any:
        return self.instance.models.list()

    async def read_async(self) -> Any:
        async with AsyncAnthropic(**self._options) as anthropic:
            return await anthropic.models.list()

    def write(self) -> Any:
        return self.instance.messages.create(**PROMPT)

    def read_by_id(self, id: str) -> Any:
        return self.instance.models.retrieve(id)

    def _create(self) -> AbstractContextManager[Any]:
        return self.instance.messages.create(**PROMPT, stream=True)

    def _stream(self) -> AbstractContextManager[Any]:
        return self.instance.messages.stream(**PROMPT)
