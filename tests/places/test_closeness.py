from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.places.closeness import CODE_THRESHOLD, DEPARTMENT_THRESHOLD, closest, nearest, sharing_words
from scripts.build_communes.measure_closeness import trials

ISLAND = ["saint pierre d oleron", "saint denis d oleron", "dolus d oleron"]
words = st.text(alphabet="abcdelrst ", min_size=1, max_size=20)


def test_a_slip_of_the_pen_is_forgiven() -> None:
    assert closest("saint denys d oleron", ISLAND, [0, 1, 2], at_least=80) == 1


def test_two_names_equally_close_are_left_alone() -> None:
    assert closest("marsac", ["marsas", "marsan"], [0, 1], at_least=80) is None


def test_two_names_of_the_same_commune_do_not_compete() -> None:
    assert closest("marsac", ["marsas", "marsan"], [7, 7], at_least=80) == 7


def test_something_else_altogether_is_left_alone() -> None:
    assert closest("brest", ISLAND, [0, 1, 2], at_least=80) is None


def test_nearest_gives_the_best_first() -> None:
    assert nearest("saint denis oleron", ISLAND, [0, 1, 2], k=2) == [1, 0]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("oleron", [0, 1, 2]),
        ("saint pierre", [0]),
        ("dolus d oleron plage", [2]),
        ("saint", []),
        ("pierre denis", []),
    ],
)
def test_sharing_words(name: str, rows: list[int]) -> None:
    assert sharing_words(name, ISLAND, [0, 1, 2]) == rows


@given(words, st.lists(words, max_size=8), st.floats(50, 100))
def test_the_choice_does_not_depend_on_the_order(name: str, spellings: list[str], at_least: float) -> None:
    rows = list(range(len(spellings)))
    assert closest(name, spellings, rows, at_least) == closest(name, spellings[::-1], rows[::-1], at_least)


@given(words, st.lists(words, max_size=8))
def test_a_stricter_threshold_never_finds_more(name: str, spellings: list[str]) -> None:
    rows = list(range(len(spellings)))
    strict = closest(name, spellings, rows, at_least=90)
    assert strict is None or strict == closest(name, spellings, rows, at_least=80)


@pytest.mark.parametrize(
    ("by_department", "threshold", "found", "wrong", "strange"),
    [(False, CODE_THRESHOLD, 0.97, 0.0, 0.005), (True, DEPARTMENT_THRESHOLD, 0.68, 0.005, 0.015)],
)
def test_measured_quality(*, by_department: bool, threshold: float, found: float, wrong: float, strange: float) -> None:
    """Pin the thresholds; record them again with ``python -m scripts.build_communes.measure_closeness``."""
    drawn = trials(random.Random(11), 600, by_department=by_department)  # noqa: S311 - a sample, not a secret
    taken = [(closest(t.name, *t.scope, at_least=threshold), t.row) for t in drawn]
    slips = [(got, expected) for got, expected in taken if expected is not None]
    foreign = [got for got, expected in taken if expected is None]
    assert sum(got == expected for got, expected in slips) >= found * len(slips)
    assert sum(got not in (None, expected) for got, expected in slips) <= wrong * len(slips)
    assert sum(got is not None for got in foreign) <= strange * len(foreign)
