from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from contextlib import ExitStack
from typing import Any, TypeAlias

import pytest

from relay_sdk import AsyncRelay, Relay

from .support.driven import driven
from .support.programs import PACKAGE, REPOSITORY, node_program
from .support.receiver import Receiver, receiver

NewClient: TypeAlias = Callable[..., Any]


@pytest.fixture(scope="session")
def fault_server() -> Generator[str, None, None]:
    """Where the server is that plays the table of faults."""
    with node_program(REPOSITORY / "packages/fault-server/src/main.ts") as ready:
        yield ready["url"]


@pytest.fixture(scope="session")
def hooks() -> Generator[Receiver, None, None]:
    """A receiver of webhooks that core may send to."""
    with receiver() as here:
        yield here


@pytest.fixture(scope="session")
def core(hooks: Receiver) -> Generator[dict[str, str], None, None]:
    """A core with a database of its own: `baseUrl`, `apiKey` of an admin, `webhookSecret`."""
    allowed = {"RELAY_OUTBOUND_ALLOW": hooks.url.removeprefix("http://")}
    with node_program(PACKAGE / "tests/support/start-core.ts", allowed) as credentials:
        yield credentials


@pytest.fixture(params=["sync", "async"])
def new_client(request: pytest.FixtureRequest, core: dict[str, str]) -> Generator[NewClient, None, None]:
    """Makes a client of core: `Relay`, and then `AsyncRelay` in its clothes."""
    with ExitStack() as stack:
        loop = asyncio.new_event_loop()
        stack.callback(loop.close)
        stack.callback(lambda: loop.run_until_complete(loop.shutdown_asyncgens()))

        def make(api_key: str = core["apiKey"], **options: Any) -> Any:
            if request.param == "sync":
                return stack.enter_context(Relay(api_key, base_url=core["baseUrl"], **options))
            return stack.enter_context(driven(AsyncRelay(api_key, base_url=core["baseUrl"], **options), loop))

        yield make


@pytest.fixture
def relay(new_client: NewClient) -> Any:
    """A client of core with an admin's key."""
    return new_client()
