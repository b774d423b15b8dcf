"""Numbers as people write them."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.tables import Integer, Money, Number
from ptce_match.tables.numeric import written_number

from .refusals import problem_of


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12000", 12_000),
        ("12 000", 12_000),
        ("12\u00a0000\u202f€", 12_000),
        ("12 000 euros", 12_000),
        ("12 000,50 €", 12_000.5),
        ("1.234.567,89", 1_234_567.89),
        ("12 k€", 12_000),
        ("1500.75", 1500.75),
        (" 800 ", 800),
        (800.004, 800.0),
        ("0,125", 0.12),
    ],
)
def test_amounts_in_euros(cell: str | float, amount: float) -> None:
    assert Money().parse(cell) == amount


@pytest.mark.parametrize("cell", ["", "douze", "1 2", "12 00", "1,2,3", "1e3", "nan", "inf", "-5", "٢٥", "9" * 5000])
def test_what_is_no_amount_is_refused(cell: str) -> None:
    assert problem_of(Money(), cell) == ""


def test_a_number_that_reads_in_two_ways_is_refused_with_both() -> None:
    assert problem_of(Number(), "12.000") == "« 12.000 » peut se lire 12,000 ou 12 000"
    assert Number().parse("0.125") == 0.125
    assert Number().parse("12,000") == 12


def test_units_may_follow_a_number() -> None:
    assert Number(units=("km",)).parse("25 km") == 25
    assert Number(units=("h/mois", "h")).parse("4,5H") == 4.5
    problem_of(Number(), "25 km")


@pytest.mark.parametrize("cell", [math.nan, math.inf, date(2026, 1, 1), None, 21, -1])
def test_numbers_of_workbooks_are_checked_too(cell: float | date | None) -> None:
    problem_of(Number(0, 20), cell)


def test_integers_may_look_like_decimals() -> None:
    assert Integer().parse(3.0) == 3
    assert Integer().parse("3,0") == 3
    assert isinstance(Integer().parse("3"), int)
    problem_of(Integer(), "3,5")
    problem_of(Integer(1, 5), "6")


def test_bounds_are_told() -> None:
    assert Integer(1, 5).expected == "un nombre entier de 1 à 5"
    assert Integer(minimum=1).expected == "un nombre entier, au moins 1"
    assert Number(maximum=744).expected == "un nombre (par exemple 12 ou 12,5) de 0 à 744"
    assert Number().expected.endswith("au moins égal à 0")


@given(st.floats(0, 1e9, allow_subnormal=False))
def test_what_is_written_is_read_again(value: float) -> None:
    for kind in (Number(), Money()):
        kept = kind.parse(value)
        assert kind.parse(written_number(kept)) == kept
        assert kind.parse(kept) == kept
        # What workbooks keep of a number.
        assert float(f"{kept:.16G}") == kept
