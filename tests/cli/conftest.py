"""The command, run in this process or as a real one, and small input for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from ptce_match.cli.main import main
from ptce_match.resources import resource

from ..network.rows import write_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DEMO = str(resource("data", "demo"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a run of the command left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document of standard output; fails when anything else stands there."""
        content: dict[str, Any] = json.loads(self.out)
        return content


class Ptce(Protocol):
    def __call__(self, *arguments: str) -> Said: ...


@pytest.fixture
def ptce(capsys: pytest.CaptureFixture[str]) -> Ptce:
    """Return a function that runs the command in this process."""

    def run(*arguments: str) -> Said:
        status = main(arguments)
        out, err = capsys.readouterr()
        return Said(status, out, err)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a network of two projects, of which the second has no need."""
    return write_rows(tmp_path)


def started(
    *arguments: str | bytes, stdout: int = subprocess.PIPE, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start the command as a real process."""
    return subprocess.Popen(
        [sys.executable, "-m", "ptce_match.cli.main", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **(env or {})},
        # A shell starts its background jobs deaf to interruptions, and they hand that on to all that they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def finished(*arguments: str | bytes, env: Mapping[str, str] | None = None, encoding: str = "utf-8") -> Said:
    """Run the command as a real process to its end."""
    process = started(*arguments, env=env)
    out, err = process.communicate(timeout=120)
    return Said(process.returncode, out.decode(encoding), err.decode(encoding))
