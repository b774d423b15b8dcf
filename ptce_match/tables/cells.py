"""What a cell holds before it is understood, and the refusal of a cell."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | int | float | date | None
"""A cell as a file gives it: text from CSV; text, number or date from a workbook; None or "" when empty."""


class CellError(ValueError):
    """A cell that cannot be understood; its text is the problem in French, "" when the value merely does not fit."""

    def __init__(self, problem: str = "") -> None:
        self.problem = problem
        super().__init__(problem)


def as_text(cell: Cell) -> str:
    """Return what a reader of the sheet sees: 3 for 3.0, 12,5 for 12.5, 01/02/2026 for a date, "" for nothing."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m}/{cell.year:04d}"
    if isinstance(cell, float) and not cell.is_integer():
        return repr(cell).replace(".", ",")
    return str(int(cell))


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
