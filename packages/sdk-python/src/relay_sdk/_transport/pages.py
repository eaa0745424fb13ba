from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from typing import Any, Generic, TypeVar

from .._models import Page

T = TypeVar("T")
PageT_co = TypeVar("PageT_co", bound=Page[Any], covariant=True)


class AsyncPages(Generic[PageT_co]):
    """A list: ``await`` gives one page of it, ``async for`` walks the items of every page, fetching as it goes."""

    def __init__(self, fetch: Callable[[str | None], Awaitable[PageT_co]]) -> None:
        self._fetch = fetch

    def __await__(self) -> Generator[Any, None, PageT_co]:
        return self._fetch(None).__await__()

    async def __aiter__(self: AsyncPages[Page[T]]) -> AsyncIterator[T]:
        page = await self
        while True:
            for item in page.data:
                yield item
            if not page.next_cursor:
                return
            page = await self._fetch(page.next_cursor)
