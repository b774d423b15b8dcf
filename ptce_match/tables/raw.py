"""A table as it stands in its file: titles and cells, not understood yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from ptce_match.tables.cells import Cell, as_text, is_blank

if TYPE_CHECKING:
    from ptce_match.tables.findings import Findings

Record: TypeAlias = tuple[int, Sequence[Cell]]
"""Line number, from 1, and the cells of that line."""

# Rows that live briefly spare the garbage collector: one list a row for all rows doubles the time of reading.
_CHUNK: Final = 2000


@dataclass(frozen=True, slots=True)
class RawTable:
    """Titles, and the cells column by column.

    Attributes
    ----------
    file : str
        Where it comes from, for messages.
    title_line : int
        Line of the titles.
    titles : tuple of str
    lines : list of int
        Line of each row.
    columns : list of list
        As many as titles, each with one cell a row.
    complete : bool
        Whether every row is there; False when some could not be made out, which has been told.
    """

    file: str
    title_line: int
    titles: tuple[str, ...]
    lines: list[int]
    columns: list[list[Cell]]
    complete: bool = True


@dataclass(slots=True)
class _Body:
    """The rows under the titles, gathered column by column."""

    file: str
    width: int
    findings: Findings
    lines: list[int] = field(default_factory=list)
    columns: list[list[Cell]] = field(default_factory=list)
    short: list[int] = field(default_factory=list)

    def fill(self, records: Iterable[Record]) -> None:
        self.columns = [[] for _ in range(self.width)]
        rows: list[Sequence[Cell]] = []
        for line, cells in records:
            if not (cells and cells[0]) and all(is_blank(cell) for cell in cells):
                continue
            if len(cells) != self.width:
                cells = self._squared(line, cells)
            if cells:
                rows.append(cells)
                self.lines.append(line)
            if len(rows) == _CHUNK:
                self._turn(rows)
                rows = []
        self._turn(rows)

    def _turn(self, rows: list[Sequence[Cell]]) -> None:
        for column, cells in zip(self.columns, zip(*rows, strict=True), strict=False):
            column.extend(cells)

    def _squared(self, line: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        if len(cells) < self.width:
            self.short.append(line)
            return [*cells, *[""] * (self.width - len(cells))]
        surplus = [as_text(cell) for cell in cells[self.width :] if not is_blank(cell)]
        if surplus:
            expected = f"{self.width} cellules, comme dans la ligne de titres ; un texte qui contient le séparateur se met entre guillemets"
            self.findings.fault(self.file, line, "", surplus[0], expected, f"la ligne compte {len(cells)} cellules")
            return ()
        return cells[: self.width]


def assemble(file: str, records: Iterator[Record], findings: Findings) -> RawTable | None:
    """Make a table of records: the first one that is not blank holds the titles, blank ones are skipped.

    A row that is too short is filled up, which is noticed; a row that is too long is a fault and is left out: its cells
    stand under the wrong titles. An empty file is a fault too, and gives None. Columns without title and without any value are left out.
    """
    faults = len(findings.faults)
    title_line, titles = next(((n, c) for n, c in records if not all(is_blank(cell) for cell in c)), (1, ()))
    if not titles:
        findings.fault(file, None, "", "", "une première ligne avec les titres des colonnes", "le fichier est vide")
        return None
    body = _Body(file, len(titles), findings)
    body.fill(records)
    if body.short:
        lines = "une ligne s'arrête" if len(body.short) == 1 else f"{len(body.short)} lignes s'arrêtent"
        problem = f"{lines} avant la dernière colonne"
        findings.notice(file, body.short[0], "", "", "les cellules qui manquent sont lues comme vides", problem)
    named = [clean_title(as_text(title)) for title in titles]
    kept = [i for i, title in enumerate(named) if title or not all(map(is_blank, body.columns[i]))]
    columns = [body.columns[i] for i in kept]
    complete = len(findings.faults) == faults
    return RawTable(file, title_line, tuple(named[i] for i in kept), body.lines, columns, complete)


def clean_title(title: str) -> str:
    """Return a title on one line, without what cannot be printed. Cleaning twice changes nothing more."""
    return " ".join("".join(c if c.isprintable() else " " for c in title).split())
