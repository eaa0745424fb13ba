"""Every sample of the README, run against a core, in order."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from relay_sdk import Relay

from .support.programs import PACKAGE
from .support.readme import run, samples, start
from .support.receiver import Receiver

SAMPLES = samples()
Lines: TypeAlias = list[str]
RunSample: TypeAlias = Callable[..., tuple[Lines, Lines]]


@pytest.fixture
def environment(core: dict[str, str]) -> dict[str, str]:
    return {"RELAY_API_KEY": core["apiKey"], "RELAY_BASE_URL": core["baseUrl"]}


@pytest.fixture
def run_sample(environment: dict[str, str], tmp_path: Path) -> RunSample:
    def run_one(name: str, **more: str) -> tuple[Lines, Lines]:
        return run(SAMPLES[name], tmp_path, {**environment, **more})

    return run_one


@pytest.fixture(autouse=True)
def _executed(core: dict[str, str], hooks: Receiver) -> None:
    """Something has been sent, so that there is something to list."""
    with Relay(core["apiKey"], base_url=core["baseUrl"]) as relay:
        preview = relay.actions.preview(action="webhook.send", input={"url": hooks.url})
        relay.actions.execute(preview_id=preview.id, digest=preview.digest)


def test_there_is_a_test_for_each_sample() -> None:
    source = Path(__file__).read_text()
    assert [name for name in SAMPLES if f'"{name}"' not in source] == []


def test_quick_start(run_sample: RunSample, hooks: Receiver) -> None:
    summary, request, execution, *_ = run_sample("quick start 1", WEBHOOK_URL=hooks.url)[0]
    assert summary == f"POST 1 JSON document to {hooks.url.removeprefix('http://')}"
    assert request == f'POST {hooks.url}/ {{"text":"Hello"}}'
    assert re.fullmatch(r"exe_\w+ succeeded", execution)


def test_wait(run_sample: RunSample) -> None:
    [line] = run_sample("quick start 2")[0]
    assert line.startswith("succeeded {")


def test_asyncio(run_sample: RunSample) -> None:
    me, *executions = run_sample("quick start 3")[0]
    assert me.startswith("admin ")
    assert all(re.fullmatch(r"exe_\w+ \d{4}-\d\d-\d\d .*\+00:00", line) for line in executions)
    assert executions


def test_options(run_sample: RunSample) -> None:
    lines = run_sample("options 1")[0]
    assert [re.sub(r"http://127\.0\.0\.1:\d+", "", line) for line in lines[:2]] == [
        "request GET /api/me 1",
        "response GET /api/me 1",
    ]
    assert re.fullmatch(r"Send a webhook \S.* \S+", lines[-1])


def test_pages(run_sample: RunSample) -> None:
    lines = run_sample("pages 1")[0]
    assert re.search(r" exe_\w+$", lines[0])
    assert int(lines[-1]) > 0


def test_streams(run_sample: RunSample, tmp_path: Path) -> None:
    file = tmp_path / "audit.ndjson"
    lines = run_sample("streams 1", AUDIT_FILE=str(file))[0]
    assert lines
    assert all(re.fullmatch(r"\d+ prv_\w+", line) for line in lines)
    assert "end" in json.loads(file.read_text().splitlines()[-1])


def test_errors(run_sample: RunSample) -> None:
    lines = run_sample("errors 1")[1]
    assert lines == ["/input/url This field is required."]


def test_retries(run_sample: RunSample) -> None:
    first, second = run_sample("retries 1")[0], run_sample("retries 1")[0]
    assert first[0].endswith(" made now")
    assert second[0] == first[0].replace("made now", "made before")


def test_webhooks(core: dict[str, str], hooks: Receiver, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"WEBHOOK_SECRET": core["webhookSecret"], "PORT": str(port)}
    headers, body = hooks.received[-1]
    with start(SAMPLES["webhooks 1"], tmp_path, environment) as process:
        try:
            statuses = [_post(process, port, headers, sent) for sent in (body, body + b" ")]
        finally:
            process.terminate()
    assert statuses == [204, 400]


def _post(process: subprocess.Popen[str], port: int, headers: dict[str, str], body: bytes) -> int:
    signed = {name: value for name, value in headers.items() if name.lower().startswith("webhook-")}
    while process.poll() is None:
        try:
            with urlopen(Request(f"http://127.0.0.1:{port}/", body, signed)) as reply:
                return int(reply.status)
        except HTTPError as error:
            with error:
                return error.code
        except OSError:
            # It has not started to listen yet.
            continue
    raise AssertionError("The receiver has ended.")


def test_type_checkers_accept_them(tmp_path: Path) -> None:
    for name, code in SAMPLES.items():
        (tmp_path / f"{name.replace(' ', '_')}.py").write_text(code)
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={PACKAGE / '.mypy_cache'}", "."],
        cwd=tmp_path,
        env={"MYPYPATH": str(PACKAGE / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.stdout.splitlines()[-1] == f"Success: no issues found in {len(SAMPLES)} source files", checked.stdout
