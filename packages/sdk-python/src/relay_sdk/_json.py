"""What others send as JSON is not trusted to have any shape."""

from __future__ import annotations

import json
from typing import Any, TypeGuard, cast


def parse(text: str | bytes) -> object:
    """Raises a ``ValueError`` for what is not JSON."""
    try:
        return json.loads(text)
    except RecursionError as cause:
        raise ValueError("The JSON is nested too deeply.") from cause


def parse_or_text(text: str) -> object:
    try:
        return parse(text)
    except ValueError:
        return text


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def members(value: object) -> dict[str, Any]:
    """Those of an object; anything else has none."""
    return value if is_object(value) else {}


def items(value: object) -> list[object]:
    """Those of a list; anything else has none."""
    return cast("list[object]", value) if isinstance(value, list) else []


def text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None
