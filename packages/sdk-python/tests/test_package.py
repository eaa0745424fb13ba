"""What is published: the wheel and the source distribution that `build` has made."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from .support.programs import PACKAGE

MANIFEST: dict[str, Any] = json.loads((PACKAGE / "package.json").read_text())
LARGEST_WHEEL = 100_000
LONGEST_IMPORT = 0.3


@pytest.fixture(scope="module")
def wheel() -> Path:
    [path] = (PACKAGE / "dist").glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, installed into an empty folder."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-input"]
    subprocess.run([*pip, "--target", str(folder), str(wheel)], check=True)
    return folder


def run(program: str, folder: Path) -> str:
    """In a process of its own, with the installed package alone on its path."""
    return subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(folder)},
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def sources() -> set[str]:
    folder = PACKAGE / "src"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in (".py", ".typed")}


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    of_the_package = {name for name in names if not name.split("/")[0].endswith(".dist-info")}
    assert of_the_package == sources()
    assert {"relay_sdk/py.typed", "relay_sdk/_generated/resources/actions.py"} <= of_the_package
    assert {name.split("/")[1] for name in names - of_the_package} == {"METADATA", "WHEEL", "RECORD", "licenses"}


def test_the_wheel_is_100_kb_at_the_most(wheel: Path) -> None:
    size = wheel.stat().st_size
    print(f"wheel: {size} bytes")
    assert size <= LARGEST_WHEEL


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    [name] = [name for name in archive.namelist() if name.endswith("METADATA")]
    metadata = HeaderParser().parsestr(archive.read(name).decode())
    assert (metadata["Name"], metadata["Version"]) == ("relay-sdk", MANIFEST["version"])
    assert (metadata["Requires-Python"], metadata["License-Expression"]) == (">=3.10", "Apache-2.0")
    needed = metadata.get_all("Requires-Dist") or []
    assert sorted(one.split(">")[0].split("<")[0] for one in needed) == ["httpx2", "pydantic"]
    assert str(metadata.get_payload()).startswith("# relay-sdk")


def test_the_source_distribution_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    [path] = (PACKAGE / "dist").glob("*.tar.gz")
    subprocess.run(["tar", "-xzf", str(path), "-C", str(tmp_path)], check=True)
    [root] = tmp_path.iterdir()
    names = {file.name for file in root.iterdir()}
    assert names == {"src", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml", ".gitignore"}
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=root, check=True)
    [again] = (root / "dist").glob("*.whl")
    contents = [
        {name: zipfile.ZipFile(one).read(name) for name in zipfile.ZipFile(one).namelist()} for one in (wheel, again)
    ]
    assert contents[0] == contents[1]


def test_the_installed_package_works(installed: Path) -> None:
    program = """
import relay_sdk, relay_sdk.models
relay = relay_sdk.Relay("relay_test_1")
print(relay_sdk.__file__, relay_sdk.__version__, relay, callable(relay.executions.wait), relay_sdk.models.Execution)
"""
    output = run(program, installed).split()
    assert Path(output[0]).is_relative_to(installed)
    assert output[1:] == [
        MANIFEST["version"],
        "Relay(base_url='http://127.0.0.1:8787')",
        "True",
        "<class",
        "'relay_sdk._generated.models.common.Execution'>",
    ]


def test_it_is_imported_within_300_ms(installed: Path) -> None:
    # Of the processor: what it takes when nothing else runs, however busy the machine is now.
    program = "import time; start = time.process_time(); import relay_sdk; print(time.process_time() - start)"
    times = [float(run(program, installed)) for _ in range(9)]
    print(f"import: {median(times) * 1000:.0f} ms")
    assert median(times) <= LONGEST_IMPORT
