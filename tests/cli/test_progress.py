"""A progress bar on a terminal, none in a pipe, and never a stain on standard output."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

from .conftest import DEMO, finished

if TYPE_CHECKING:
    from pathlib import Path


def seen_on_a_terminal(descriptor: int) -> str:
    parts = []
    try:
        while part := os.read(descriptor, 65536):
            parts.append(part)
    except OSError:  # how Linux says that the other side of a terminal is closed
        pass
    return b"".join(parts).decode("utf-8", "replace")


def test_on_a_terminal_long_work_shows_how_far_it_is(tmp_path: Path) -> None:
    screen, terminal = pty.openpty()
    env = {**os.environ, "PTCE_MATCH_CACHE": str(tmp_path), "TERM": "xterm-256color", "COLUMNS": "100"}
    command = [sys.executable, "-m", "ptce_match.cli.main", "suggest", DEMO, "--need", "N001", "--k", "1", "--json"]
    with (tmp_path / "out.json").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=terminal, env=env)
        os.close(terminal)
        shown = seen_on_a_terminal(screen)
        assert process.wait(timeout=120) == 0
    os.close(screen)
    assert "Lecture des textes" in shown
    assert "\x1b" in shown
    assert (tmp_path / "out.json").read_text(encoding="utf-8").startswith('{\n  "project"')


def test_in_a_pipe_there_is_none(tmp_path: Path) -> None:
    said = finished("suggest", DEMO, "--need", "N001", "--k", "1", "--json", env={"PTCE_MATCH_CACHE": str(tmp_path)})
    assert (said.status, said.err) == (0, "")
    assert said.document["needs"][0]["id"] == "N001"
