from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from .programs import PACKAGE


def samples() -> dict[str, str]:
    """The Python samples of the README, by the section that they stand in and their number there."""
    found: dict[str, str] = {}
    for section in re.split(r"^## ", (PACKAGE / "README.md").read_text(), flags=re.MULTILINE)[1:]:
        title = section.split("\n")[0].lower()
        for index, code in enumerate(re.findall(r"^```python\n(.*?)^```$", section, re.DOTALL | re.MULTILINE), 1):
            found[f"{title} {index}"] = code
    return found


def start(code: str, folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """Starts a sample in a process and a folder of its own."""
    (folder / "sample.py").write_text(code)
    return subprocess.Popen(
        [sys.executable, "sample.py"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PACKAGE / "src"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(code: str, folder: Path, environment: dict[str, str]) -> tuple[list[str], list[str]]:
    """The lines of its two outputs; fails when it does."""
    with start(code, folder, environment) as process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return output.splitlines(), errors.splitlines()
