"""Records turned into columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ptce_match.tables import Findings
from ptce_match.tables.raw import assemble, clean_title

if TYPE_CHECKING:
    from ptce_match.tables.cells import Cell

CELLS: st.SearchStrategy[Cell] = st.sampled_from(["", " ", "a", None, 0.0, 1.5])


def test_a_zero_is_no_blank() -> None:
    table = assemble("f", iter([(1, ["id", "n"]), (2, [0.0, ""]), (3, ["", None])]), Findings())
    assert table
    assert table.lines == [2]


def test_a_column_without_title_is_kept_only_when_it_holds_something() -> None:
    table = assemble("f", iter([(1, ["id", "", None]), (2, ["1", "", "x"])]), Findings())
    assert table
    assert (table.titles, table.columns) == (("id", ""), [["1"], ["x"]])


@given(st.lists(st.lists(CELLS, max_size=4), max_size=5))
def test_columns_have_one_cell_a_row(rows: list[list[Cell]]) -> None:
    table = assemble("f", iter(enumerate(rows, start=1)), Findings())
    if table:
        assert len(table.titles) == len(table.columns)
        assert all(len(column) == len(table.lines) for column in table.columns)


@given(st.text())
def test_a_title_is_one_printable_line(title: str) -> None:
    clean = clean_title(title)
    assert clean.isprintable()
    assert clean_title(clean) == clean
