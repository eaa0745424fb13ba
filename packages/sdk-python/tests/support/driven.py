"""Lets one test speak to both clients: what is awaited of `AsyncRelay` is awaited here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from inspect import isawaitable
from typing import Any

from relay_sdk import AsyncByteStream, AsyncPages, AsyncRelay, AsyncStream, Reply
from relay_sdk._resource import AsyncResource


class Driven:
    """Something of `AsyncRelay` that looks like the same thing of `Relay`."""

    def __init__(self, target: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._target = target
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        return Driven(found, self._loop) if isinstance(found, AsyncResource) or callable(found) else found

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        call, *others = [one._target if isinstance(one, Driven) else one for one in (self, *arguments)]
        return self._settled(call(*others, **named))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._loop.run_until_complete(_collect(self._target)))

    def __enter__(self) -> Driven:
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.run_until_complete(self._target.close())

    def _settled(self, result: Any) -> Any:
        if isinstance(result, AsyncPages):
            return DrivenPages(result, self._loop)
        if isawaitable(result):
            result = self._loop.run_until_complete(_wait_for(result))
        if isinstance(result, Reply):
            return replace(result, data=self._settled(result.data))
        return (
            Driven(result, self._loop) if isinstance(result, (AsyncByteStream, AsyncStream, AsyncIterator)) else result
        )


class DrivenPages(Driven):
    """A page when something of it is asked for, all items when it is walked."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loop.run_until_complete(_wait_for(self._target)), name)


def driven(relay: AsyncRelay, loop: asyncio.AbstractEventLoop) -> Any:
    return Driven(relay, loop)


async def _wait_for(awaitable: Any) -> Any:
    return await awaitable


async def _collect(items: Any) -> list[Any]:
    return [item async for item in items]
