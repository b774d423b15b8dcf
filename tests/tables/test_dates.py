"""Dates, ISO or French."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.tables import Date

from .refusals import problem_of


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-05",
        "05/03/2026",
        "5/3/2026",
        "05-03-2026",
        "05.03.2026",
        " 2026-03-05 00:00:00 ",
        "2026-03-05T14:30:00Z",
        date(2026, 3, 5),
        datetime(2026, 3, 5, 14, 30),  # noqa: DTZ001 workbooks know no time zone
    ],
)
def test_a_day_is_read_however_it_is_written(cell: str | date) -> None:
    assert Date().parse(cell) == date(2026, 3, 5)


def test_an_impossible_day_is_told() -> None:
    assert problem_of(Date(), "31/02/2026") == "le jour « 31/02/2026 » n'existe pas dans le calendrier"
    assert "n'existe pas" in problem_of(Date(), "03/25/2026")


def test_a_year_of_two_digits_is_ambiguous() -> None:
    assert "quatre chiffres" in problem_of(Date(), "01/02/26")


@pytest.mark.parametrize("cell", ["demain", "2026", "05/03-2026", 45000.0, "1789-07-14", "05/03/9999", None])
def test_anything_else_is_refused(cell: str | float | None) -> None:
    problem_of(Date(), cell)


@given(st.dates(date(1950, 1, 1), date(2149, 12, 31)))
def test_both_writings_give_the_day_back(day: date) -> None:
    assert Date().parse(day.isoformat()) == day
    assert Date().parse(f"{day:%d/%m/%Y}") == day
    assert Date().render(day) == day
