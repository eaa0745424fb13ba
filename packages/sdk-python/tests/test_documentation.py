"""What an editor shows of each method."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cached_property
from typing import Any

import pytest

from relay_sdk import AsyncRelay, Relay


def methods_of(resource: Any, path: str) -> list[Any]:
    found: list[Any] = []
    for name in dir(type(resource)):
        member = inspect.getattr_static(type(resource), name)
        if isinstance(member, cached_property):
            found += methods_of(getattr(resource, name), f"{path}.{name}")
        elif inspect.isfunction(member) and not name.startswith("_") and path != "relay":
            found.append(pytest.param(f"{path}.{name}", member, id=f"{type(resource).__name__}.{name}"))
    return found


SYNC = methods_of(Relay("relay_test_1"), "relay")
ASYNC = methods_of(AsyncRelay("relay_test_1"), "relay")


@pytest.mark.parametrize(("_path", "method"), [*SYNC, *ASYNC])
def test_says_what_it_does_takes_and_raises(_path: str, method: Any) -> None:
    text = inspect.getdoc(method) or ""
    assert text.splitlines()[0].endswith((".", "?"))
    for name in [*inspect.signature(method).parameters][1:]:
        shown = f"**{name}" if name == "options" else name
        assert f"\n    {shown}: " in text, name


@pytest.mark.parametrize(("path", "method"), [one for one in SYNC if not one.id.endswith(".wait")])
def test_shows_a_sample_that_calls_it(path: str, method: Any) -> None:
    _, sample = (inspect.getdoc(method) or "").split("Example:\n")
    code = textwrap.dedent(sample).split("```")[1].removeprefix("python\n")
    calls = [ast.unparse(node.func) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    assert path in calls
