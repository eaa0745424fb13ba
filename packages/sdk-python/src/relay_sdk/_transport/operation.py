from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@dataclass(frozen=True)
class Operation(Generic[T]):
    """An operation as the generated resources describe it."""

    method: str
    path: str
    """``/api/executions/{executionId}``"""
    reply: Any = None
    """The type of the reply, or of each event of a stream; None if there is nothing to read."""
    has_body: bool = False
    is_public: bool = False
    """Is sent without the key."""
    nullable: tuple[str, ...] = ()
    """Parameters whose None is sent; any other None is left out."""

    def read(self, value: Any) -> T:
        """Raises a ``ValueError`` for what is not even an object."""
        result: T = self._adapter.validate_python(value)
        return result

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        # Made once and when it is needed: pydantic takes a while to build one.
        return TypeAdapter(self.reply)
