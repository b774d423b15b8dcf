"""Small numbers that could point at somebody: merged or left out, so that no subtraction brings them back.

A table counts things (needs, requests) by row and, within a row, by cell. Behind each count stand people or projects.
A count is *safe* when it is zero or when at least `FLOOR` of them stand behind it. What is published:

1. Rows with fewer than `FLOOR` people become one row, « autres »; if that row is still too small, the next smallest
   rows join it. Every published row is then safe, and so is every difference between the total and published rows.
   Where even all rows together are too small, nothing is published.
2. The cells of a row are published only if all of them are safe. The total's cells less the published ones are those of
   all hidden rows together: these must be safe as well, so further rows, the smallest first, are hidden until they are;
   where hiding every row is not enough, the total's cells are left out too.

What can then be derived about a hidden cell, from row totals and column totals of the hidden rows, is its Fréchet
interval, which is at least `FLOOR` wide: a small number is never told apart from one that is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

FLOOR: Final = 5
OTHERS: Final = "autres"


@dataclass(frozen=True)
class Cell:
    """A count, and who stands behind it."""

    count: int
    people: frozenset[str]

    @property
    def safe(self) -> bool:
        """Whether the count may be published by itself."""
        return self.count == 0 or len(self.people) >= FLOOR

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.count + other.count, self.people | other.people)


NOTHING: Final = Cell(0, frozenset())


@dataclass(frozen=True)
class Row:
    """One row: its cells share it out, each thing in one cell. `shown` is False where they must not be published."""

    label: str
    cells: tuple[Cell, ...]
    shown: bool = True

    @property
    def total(self) -> Cell:
        """All cells together."""
        return sum(self.cells, NOTHING)

    @property
    def size(self) -> int:
        """How many people or projects stand behind the row."""
        return len(self.total.people)


@dataclass(frozen=True)
class Table:
    """Rows and their total; `total` is None where nothing may be published."""

    rows: tuple[Row, ...]
    total: Row | None


def together(label: str, rows: Sequence[Row], width: int) -> Row:
    """Return the sum of rows, cell by cell."""
    cells = [NOTHING] * width
    for row in rows:
        cells = [one + other for one, other in zip(cells, row.cells, strict=True)]
    return Row(label, tuple(cells))


def whole(rows: Sequence[Row], width: int) -> Table:
    """Return a table as it is, for those who may see everything."""
    return Table(tuple(rows), together("ensemble", rows, width))


def protected(rows: Sequence[Row], width: int) -> Table:
    """Return a table without small numbers, and without the means to find them.

    Parameters
    ----------
    rows : sequence of Row
        Each of `width` cells; every thing counted stands in one row and one cell.
    """
    merged = _merged(rows, width)
    if not merged:
        return Table((), None)
    hidden = _hidden(merged, width)
    total = together("ensemble", merged, width)
    shown = all(cell.safe for cell in total.cells) and _safe([merged[place] for place in hidden], width)
    published = tuple(Row(row.label, row.cells, place not in hidden) for place, row in enumerate(merged))
    return Table(published, Row(total.label, total.cells, shown))


def _merged(rows: Sequence[Row], width: int) -> list[Row]:
    filled = [row for row in rows if row.total.count]
    small = [row for row in filled if row.size < FLOOR]
    large = sorted((row for row in filled if row.size >= FLOOR), key=lambda row: (row.size, row.label))
    if not small:
        return filled
    while (others := together(OTHERS, small, width)).size < FLOOR and large:
        small.append(large.pop(0))
    if others.size < FLOOR:
        return []
    left_out = {id(row) for row in small}
    return [*(row for row in filled if id(row) not in left_out), others]


def _hidden(rows: Sequence[Row], width: int) -> set[int]:
    hidden = {place for place, row in enumerate(rows) if not all(cell.safe for cell in row.cells)}
    smallest_first = sorted(range(len(rows)), key=lambda place: (rows[place].size, rows[place].label))
    for place in smallest_first:
        if _safe([rows[each] for each in hidden], width):
            break
        hidden.add(place)
    return hidden


def _safe(rows: Sequence[Row], width: int) -> bool:
    return all(cell.safe for cell in together(OTHERS, rows, width).cells)
