"""Excel workbooks, in which text is never a formula, a link or a number."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ptce_match.tables.raw import RawTable

_WIDTH: Final = 18


def write_xlsx(path: Path, tables: Sequence[RawTable]) -> None:
    """Write one sheet a table, named after the table's `file`."""
    import xlsxwriter  # type: ignore[import-untyped] # it has neither stubs nor a py.typed marker

    # Rows go to the disk one by one: a large network needs no more memory than a small one.
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for table in tables:
            sheet = workbook.add_worksheet(table.file)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(table.titles) - 1, _WIDTH)
            for place, title in enumerate(table.titles):
                sheet.write_string(0, place, title, bold)
            for row, cells in enumerate(zip(*table.columns, strict=True), start=1):
                for place, cell in enumerate(cells):
                    if isinstance(cell, str):
                        if cell:
                            sheet.write_string(row, place, cell)
                    elif isinstance(cell, date):
                        sheet.write_datetime(row, place, cell, day)
                    elif cell is not None:
                        sheet.write_number(row, place, cell)
