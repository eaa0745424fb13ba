"""Programs of the repository in Node, which tests start and end."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent.parent.parent
REPOSITORY = PACKAGE.parent.parent


@contextmanager
def node_program(path: Path, environment: dict[str, str] | None = None) -> Generator[dict[str, Any], None, None]:
    """Starts a program that prints one line of JSON when it is ready, and ends when its standard input does."""
    variables = {**os.environ, **(environment or {})}
    with subprocess.Popen(
        ["node", str(path)], env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, f"{path.name} ended before it was ready."
        try:
            yield json.loads(line)
        finally:
            process.communicate(timeout=60)
