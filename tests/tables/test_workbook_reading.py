"""Workbooks, sound and broken."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has neither stubs nor a py.typed marker
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptce_match.tables.workbook_reading import WorkbookError, open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.tables.cells import Cell


def workbook(cells: dict[str, object], sheet: str = "besoins", **options: object) -> bytes:
    """Return an .xlsx file with these cells in its only sheet."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, cell in cells.items():
            if isinstance(cell, date):
                page.write_datetime(place, cell, day)
            else:
                page.write(place, cell)
    return out.getvalue()


def rows_of(path: Path, content: bytes, wanted: tuple[str, ...] = ("besoins",)) -> list[tuple[int, list[Cell]]]:
    path.write_bytes(content)
    with open_workbook(path) as book:
        return [(line, list(cells)) for rows in book.rows(wanted) for line, cells in rows]


def test_cells_keep_their_types(tmp_path: Path) -> None:
    cells = {"A1": "é", "B1": 3, "C1": date(2026, 3, 5), "D1": datetime(2026, 3, 5, 14, 30), "E1": True}  # noqa: DTZ001
    rows = rows_of(tmp_path / "a.xlsx", workbook(cells))
    assert rows == [(1, ["é", 3.0, date(2026, 3, 5), date(2026, 3, 5), "VRAI"])]


def test_rows_are_counted_from_the_top_of_the_sheet(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "a.xlsx", workbook({"A3": "x"}))
    assert [(line, cells) for line, cells in rows if any(cells)] == [(3, ["x"])]


def test_formulas_that_failed_are_named(tmp_path: Path) -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("besoins")
        page.write_formula("B2", "=NA()", value="#N/A")
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    with open_workbook(tmp_path / "a.xlsx") as book:
        assert book.failed == ("B2",)


def test_sheets_that_nobody_asks_for_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"A1": "a", "XFD1048576": "z"}, sheet="archives"))
    with open_workbook(path) as book:
        assert book.sheets == ("archives",)


def refusal_of(path: Path, content: bytes) -> str:
    with pytest.raises(WorkbookError) as refusal:
        rows_of(path, content)
    return str(refusal.value)


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"id;nom\n", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_workbook_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    assert "abîmé" in refusal_of(tmp_path / name, content)


def test_one_stray_cell_at_the_far_corner_does_not_stop_the_program(tmp_path: Path) -> None:
    assert "démesuré" in refusal_of(tmp_path / "a.xlsx", workbook({"A1": "a", "XFD1048576": "z"}))


def test_a_file_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(100_000))
        # What the archive announces is enough: nothing is unfolded to find out.
        archive.infolist()[0].file_size = 2 << 30
    assert "démesuré" in refusal_of(path, path.read_bytes())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_anywhere_gives_rows_or_a_refusal(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(workbook({"A1": "id", "A2": "N1", "B2": 12.5}))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = content[: data.draw(st.integers(0, len(content)))]
    with suppress(WorkbookError):
        rows_of(tmp_path / "a.xlsx", bytes(cut))
