"""CSV that French spreadsheet programs open with a double click: UTF-8 with BOM, semicolons, decimal commas."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

from ptce_match.tables.formulas import disarm
from ptce_match.tables.numeric import written_number

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.tables.cells import Cell
    from ptce_match.tables.raw import RawTable


def write_csv(path: Path, table: RawTable) -> None:
    """Write one table; text that a spreadsheet program would run as a formula is marked as text."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([disarm(title) for title in table.titles])
        columns = [[_written(cell) for cell in column] for column in table.columns]
        writer.writerows(zip(*columns, strict=True))


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return disarm(cell)
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else written_number(cell)
