"""Small numbers: never published, and never found again by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.insight.suppression import FLOOR, OTHERS, Cell, Row, Table, protected, whole

WIDTH = 3
CELLS = st.tuples(*[st.lists(st.integers(0, 25).map(str), max_size=12)] * WIDTH)
ROWS = st.lists(CELLS, max_size=9).map(
    lambda rows: [
        Row(f"row {number}", tuple(Cell(len(people), frozenset(people)) for people in cells))
        for number, cells in enumerate(rows)
    ]
)


def row(label: str, *counts: int) -> Row:
    """Return a row in which each thing counted has a person of its own."""
    return Row(
        label, tuple(Cell(n, frozenset(f"{label}{place}{p}" for p in range(n))) for place, n in enumerate(counts))
    )


def told(table: Table) -> list[tuple[str, tuple[int, ...] | int]]:
    return [
        (each.label, tuple(cell.count for cell in each.cells) if each.shown else each.total.count)
        for each in table.rows
    ]


def test_a_table_without_small_numbers_stays_as_it_is() -> None:
    rows = [row("a", 7, 0), row("b", 5, 12)]
    assert protected(rows, 2) == whole(rows, 2)


def test_small_rows_go_together() -> None:
    table = protected([row("a", 9), row("b", 3), row("c", 2)], 1)
    assert told(table) == [("a", (9,)), (OTHERS, (5,))]


def test_one_small_row_takes_the_next_smallest_with_it() -> None:
    table = protected([row("a", 9), row("b", 6), row("c", 2)], 1)
    assert told(table) == [("a", (9,)), (OTHERS, (8,))]


def test_a_small_cell_hides_a_second_row() -> None:
    table = protected([row("a", 9, 9), row("b", 8, 1), row("c", 6, 6)], 2)
    assert told(table) == [("a", (9, 9)), ("b", 9), ("c", 12)]
    assert table.total is not None
    assert [cell.count for cell in table.total.cells] == [23, 16]


def test_too_few_people_for_anything() -> None:
    assert protected([row("a", 3), row("b", 1)], 1) == Table((), None)
    assert protected([], 1) == Table((), None)


def test_many_things_of_few_people_are_few() -> None:
    table = protected([Row("a", (Cell(40, frozenset("xy")),)), row("b", 9)], 1)
    assert told(table) == [(OTHERS, (49,))]


@given(ROWS)
def test_nothing_is_lost_or_counted_twice(rows: list[Row]) -> None:
    table = protected(rows, WIDTH)
    if table.total is not None:
        assert sum(each.total.count for each in table.rows) == sum(each.total.count for each in rows)
        assert table.total.total.count == sum(each.total.count for each in rows)


@given(ROWS)
def test_everything_published_is_safe(rows: list[Row]) -> None:
    table = protected(rows, WIDTH)
    for each in (*table.rows, *([] if table.total is None else [table.total])):
        assert each.size >= FLOOR
        assert not each.shown or all(cell.safe for cell in each.cells)


@given(ROWS)
def test_no_subtraction_gives_a_small_number(rows: list[Row]) -> None:
    """Any set of rows taken from the total leaves rows together, each published; so do cells where they are shown."""
    table = protected(rows, WIDTH)
    hidden = [each for each in table.rows if not each.shown]
    if table.total is None or not table.total.shown or not hidden:
        return
    for place in range(WIDTH):
        left = sum((each.cells[place] for each in hidden), Cell(0, frozenset()))
        assert left.safe


@given(ROWS)
def test_what_can_be_derived_of_a_hidden_cell_is_no_small_number(rows: list[Row]) -> None:
    """The sharpest bounds from the sums of hidden rows and of hidden columns are at least FLOOR apart."""
    table = protected(rows, WIDTH)
    hidden = [each for each in table.rows if not each.shown]
    if table.total is None or not table.total.shown:
        return
    everything = sum(each.total.count for each in hidden)
    for place in range(WIDTH):
        column = sum(each.cells[place].count for each in hidden)
        for each in hidden:
            cell = each.cells[place]
            if cell.safe:
                continue
            low = max(0, column + each.total.count - everything)
            high = min(each.total.count, column)
            assert low <= cell.count <= high
            assert high - low >= FLOOR
