from __future__ import annotations

import re
from keyword import iskeyword
from typing import Any

# The table has times in milliseconds; the client takes seconds.
_TIMES = ("timeout", "total_timeout", "poll_interval")


def snake_case(name: str) -> str:
    snake = re.sub("[A-Z]", lambda match: f"_{match[0].lower()}", name)
    return f"{snake}_" if iskeyword(snake) else snake


def to_arguments(members: dict[str, Any] | None) -> dict[str, Any]:
    """Parameters by their names in Python."""
    return {snake_case(name): value for name, value in (members or {}).items()}


def to_options(members: dict[str, Any] | None) -> dict[str, Any]:
    """Options by their names in Python, with times in seconds."""
    return {name: value / 1000 if name in _TIMES else value for name, value in to_arguments(members).items()}
