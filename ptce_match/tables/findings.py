"""What is wrong, or merely odd, in a table: one finding a cell, a row or a file, each a French sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ptce_match.errors import PtceError

SHOWN_FAULTS: Final = 20
_SHOWN_CHARACTERS: Final = 60


def shown(text: str) -> str:
    """Return a text fit for a message: on one line, printable, cut after 60 characters."""
    line = " ".join(text[: 4 * _SHOWN_CHARACTERS].split())
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    return line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS].rstrip() + "…"


def _sound(text: str) -> str:
    # Names of files and values from programs may hold lone surrogates, which no terminal and no JSON can show.
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell about one place of a table; its text is one French sentence.

    Attributes
    ----------
    file : str
        Name of the file, or of the workbook and its sheet.
    line : int or None
        Line of the file or row of the sheet, from 1; None where the whole file is meant.
    column : str
        Title of the column; "" where the whole row or file is meant.
    value : str
        What stands there, in full; "" for an empty cell.
    expected : str
        What was expected there, or what becomes of it, in French.
    problem : str
        What is wrong, in French; "" for a value that merely does not fit.
    """

    file: str
    line: int | None
    column: str
    value: str
    expected: str
    problem: str = ""

    def __str__(self) -> str:
        where = shown(self.file)
        if self.line is not None:
            where += f", ligne {self.line}"
        if self.column:
            where += f", colonne « {shown(self.column)} »"
        problem = self.problem
        if not problem:
            problem = f"« {shown(self.value)} » ne convient pas" if self.value else "la cellule est vide"
        return f"{where} : {problem}. {self._closing()}"

    def _closing(self) -> str:
        return f"Attendu : {self.expected}."


@dataclass(frozen=True, slots=True)
class Fault(Finding):
    """A finding that forbids the use of the tables."""


@dataclass(frozen=True, slots=True)
class Notice(Finding):
    """A finding worth a look, which stops nothing; `expected` says what was done about it."""

    def _closing(self) -> str:
        return f"{self.expected[:1].upper()}{self.expected[1:]}."


class TableError(PtceError):
    """Tables that cannot be used as they are, with all their faults at once.

    Attributes
    ----------
    source : str
        The folder or workbook.
    faults : tuple of Fault
        Every fault, in the order of the files and of their lines. The text shows the first 20.
    """

    def __init__(self, source: str, faults: tuple[Fault, ...], undone: str = "n'a pas été lu") -> None:
        self.source, self.faults, self.undone = source, faults, undone
        super().__init__(source, faults, undone)

    def __str__(self) -> str:
        count = len(self.faults)
        errors = "une erreur est" if count == 1 else f"{count} erreurs sont"
        lines = [f"« {shown(self.source)} » {self.undone} : {errors} à corriger."]
        lines += [f"- {fault}" for fault in self.faults[:SHOWN_FAULTS]]
        if count > SHOWN_FAULTS:
            lines.append(f"… et {count - SHOWN_FAULTS} autres.")
        return "\n".join(lines)


@dataclass(slots=True)
class Findings:
    """Findings gathered on the way, so that all of them can be told at once."""

    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def fault(self, file: str, line: int | None, column: str, value: str, expected: str, problem: str = "") -> None:
        """Add one fault; the parameters are the attributes of `Finding`."""
        self.faults.append(Fault(_sound(file), line, column, _sound(value), expected, problem))

    def notice(self, file: str, line: int | None, column: str, value: str, expected: str, problem: str = "") -> None:
        """Add one notice; the parameters are the attributes of `Finding`."""
        self.notices.append(Notice(_sound(file), line, column, _sound(value), expected, problem))

    def raise_faults(self, source: str, undone: str = "n'a pas été lu") -> None:
        """Raise every fault gathered so far.

        Raises
        ------
        TableError
            There is at least one fault.
        """
        if self.faults:
            files = {file: rank for rank, file in enumerate(dict.fromkeys(fault.file for fault in self.faults))}
            self.faults.sort(key=lambda fault: (files[fault.file], fault.line or 0))
            raise TableError(source, tuple(self.faults), undone)
