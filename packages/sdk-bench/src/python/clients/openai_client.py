from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from openai import AsyncOpenAI, OpenAI, OpenAIError


class Client:
    root_error = OpenAIError

    def __init__(self, url: str, api_key: str, timeout: float | None) -> None:
        options: dict[str, Any] = {"api_key": api_key, "base_url": url}
        if timeout:
            options["timeout"] = timeout
        self.instance = OpenAI(**options)
        self._options = options
        self.streams = {"responses.create": self._create, "responses.stream": self._stream}
        self.finish = {"responses.stream": "get_final_response"}

    def read(self) -> Any:
        return self.instance.models.list()

    async def read_async(self) -> Any:
        async with AsyncOpenAI(**self._options) as openai:
            return await openai.models.list()

    def write(self) -> Any:
        return self.instance.responses.create(model="m", input="Hello")

    def read_by_id(self, id: str) -> Any:
        return self.instance.models.retrieve(id)

    def _create(self) -> AbstractContextManager[Any]:
        return self.instance.responses.create(model="m", input="Hello", stream=True)

    def _stream(self) -> AbstractContextManager[Any]:
        return self.instance.responses.stream(model="m", input="Hello")
