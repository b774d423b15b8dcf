"""Workbooks, .xlsx and .ods: the names of their sheets and the rows of each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ptce_match.tables.raw import Record

_SCRIPT: Final = Path(__file__).with_name("workbook_process.py")
_LOCKED: Final = 4


class WorkbookError(Exception):
    """A workbook that cannot be read; its text is the problem, in French."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that is being read by a process of its own.

    Attributes
    ----------
    sheets : tuple of str
        Names of the sheets, in their order.
    failed : tuple of str
        Cells of which the formula failed (#N/A, #REF!...): they are read as empty.
    """

    sheets: tuple[str, ...]
    failed: tuple[str, ...]
    _process: subprocess.Popen[str]

    def rows(self, wanted: Sequence[str]) -> Iterator[Iterator[Record]]:
        """Yield the rows of each wanted sheet. To be called once; each sheet is read to its end before the next.

        Raises
        ------
        WorkbookError
            The rows cannot be read.
        """
        if self._process.stdin:
            self._process.stdin.write(json.dumps(list(wanted)) + "\n")
            self._process.stdin.flush()
        for _ in wanted:
            yield self._sheet()

    def _sheet(self) -> Iterator[Record]:
        line = 1
        while (cells := _answer(self._process)) is not None:
            yield line, cells
            line += 1


@contextmanager
def open_workbook(path: Path) -> Iterator[Workbook]:
    """Open a workbook for the time of a ``with`` block.

    Raises
    ------
    WorkbookError
        The file is no workbook, is damaged, needs a password, or asks for more memory than a network can need.
    """
    # -P keeps the script's own folder, which has modules for other ends, out of the search for modules.
    command = [sys.executable, "-P", str(_SCRIPT), str(path)]
    modules = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    with subprocess.Popen(  # noqa: S603 our own script; the path is one argument, no shell reads it
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": modules},
    ) as process:
        try:
            opening = _answer(process)
            yield Workbook(tuple(opening["sheets"]), tuple(opening["failed"]), process)
        except BrokenPipeError:
            raise _refusal(process) from None
        finally:
            process.kill()


def _answer(process: subprocess.Popen[str]) -> Any:
    line = process.stdout.readline() if process.stdout else ""
    try:
        return json.loads(line, object_hook=lambda day: date.fromisoformat(day["d"]) if "d" in day else day)
    except ValueError:
        raise _refusal(process) from None


def _refusal(process: subprocess.Popen[str]) -> WorkbookError:
    if process.wait() == _LOCKED:
        return WorkbookError("le classeur est protégé par un mot de passe")
    return WorkbookError("le classeur est abîmé, démesuré, ou n'est pas un vrai classeur")
