from __future__ import annotations

import json
import os
import socket
import subprocess
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
import uvicorn
from relay_sdk import Relay

from service.app import create_app
from service.register import register
from service.settings import Settings

REPOSITORY = Path(__file__).parents[3]
START_CORE = REPOSITORY / "packages/sdk-python/tests/support/start-core.ts"


@dataclass(frozen=True)
class Core:
    """A Relay of the tests' own, and a client of it with an admin's key."""

    base_url: str
    api_key: str
    relay: Relay

    @property
    def inbox(self) -> str:
        """A receiver that this Relay brings along."""
        return f"{self.base_url}/dev/inbox"


@dataclass(frozen=True)
class Service:
    """The service as it runs, over HTTP."""

    http: httpx2.Client
    settings: Settings
    webhook_url: str


@pytest.fixture(scope="session")
def core() -> Generator[Core, None, None]:
    environment = {"PATH": os.environ["PATH"], "RELAY_OUTBOUND_ALLOW": "127.0.0.1", "RELAY_EMULATORS": "on"}
    command = ["node", str(START_CORE)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "Core ended before it was ready."
        credentials = json.loads(line)
        base_url, api_key = credentials["baseUrl"], credentials["apiKey"]
        with Relay(api_key, base_url=base_url) as relay:
            yield Core(base_url, api_key, relay)
        # It stops when its standard input ends.
        process.communicate(timeout=60)


@pytest.fixture(scope="session")
def service(core: Core, tmp_path_factory: pytest.TempPathFactory) -> Generator[Service, None, None]:
    """The service, registered for Relay's events."""
    with listening() as (listener, url):
        webhook_url = f"{url}/webhooks/relay"
        settings = Settings(
            api_key=core.api_key,
            base_url=core.base_url,
            endpoint_secrets=(register(core.relay, webhook_url),),
            events_file=str(tmp_path_factory.mktemp("service") / "events.sqlite3"),
        )
        with serve(settings, listener), httpx2.Client(base_url=url) as http:
            yield Service(http, settings, webhook_url)


@contextmanager
def listening() -> Generator[tuple[socket.socket, str], None, None]:
    """A socket that takes connections, and its address, which is known before there is a service."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener, f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def serve(settings: Settings, listener: socket.socket) -> Generator[None, None, None]:
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def serving(settings: Settings) -> Generator[httpx2.Client, None, None]:
    """A service with other settings, for one test."""
    with listening() as (listener, url), serve(settings, listener), httpx2.Client(base_url=url) as http:
        yield http
