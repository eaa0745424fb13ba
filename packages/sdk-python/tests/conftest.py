from __future__ import annotations

from collections.abc import Generator

import pytest

from .support.programs import REPOSITORY, node_program


@pytest.fixture(scope="session")
def fault_server() -> Generator[str, None, None]:
    """Where the server is that plays the table of faults."""
    with node_program(REPOSITORY / "packages/fault-server/src/main.ts") as ready:
        yield ready["url"]
