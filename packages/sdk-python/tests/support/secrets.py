from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Any


def reveals(value: Any, secret: str, seen: set[int] | None = None) -> bool:
    """Looks into everything that is there, also into what no log would show by itself."""
    known = set[int]() if seen is None else seen
    if isinstance(value, bytes):
        return secret.encode() in value
    if isinstance(value, (str, int, float, type, type(None))):
        return secret in str(value)
    if id(value) in known:
        return False
    known.add(id(value))
    if secret in repr(value) or secret in str(value):
        return True
    if isinstance(value, BaseException) and secret in "".join(traceback.format_exception(value)):
        return True
    return any(reveals(part, secret, known) for part in _parts(value))


def _parts(value: Any) -> list[Any]:
    parts: list[Any] = []
    if isinstance(value, Mapping):
        parts += [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        parts += value
    if isinstance(value, BaseException):
        parts += [value.args, value.__cause__, value.__context__]
    # Not the clients that httpx2 ties to things: they live as long as the program does.
    return [*parts, *(part for name, part in getattr(value, "__dict__", {}).items() if name not in ("_transport",))]
