"""Gini and the share of the top: exact cases, and what must hold for any amounts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.insight.inequality import gini, top_share

AMOUNTS = st.lists(st.integers(0, 10**6).map(float), max_size=60)


def test_gini_of_known_amounts() -> None:
    assert gini([3, 3, 3]) == 0
    assert gini([0, 0, 0, 1]) == pytest.approx(3 / 4)
    assert gini([1, 2, 3, 4]) == pytest.approx(1 / 4)


def test_nothing_given_to_anybody_is_no_inequality() -> None:
    assert gini([]) is None
    assert gini([0, 0]) is None
    assert top_share([0]) is None


@given(AMOUNTS)
def test_gini_is_half_the_mean_difference_relative_to_the_mean(amounts: list[float]) -> None:
    found = gini(amounts)
    if not sum(amounts):
        assert found is None
        return
    differences = sum(abs(one - other) for one in amounts for other in amounts)
    assert found == pytest.approx(differences / (2 * len(amounts) * sum(amounts)), abs=1e-9)


@given(AMOUNTS, st.floats(1e-300, 1e300))
def test_gini_lies_in_0_to_1_and_does_not_depend_on_the_unit(amounts: list[float], unit: float) -> None:
    scaled = [amount * unit for amount in amounts]
    if not all(map(math.isfinite, scaled)) or any(0 < amount < 1e-290 for amount in scaled):
        return
    one, other = gini(amounts), gini(scaled)
    assert one == (None if other is None else pytest.approx(other, abs=1e-9))
    assert one is None or 0 <= one <= 1


def test_the_top_ten_percent_are_rounded_up() -> None:
    assert top_share([1] * 10 + [90]) == pytest.approx(91 / 100)
    assert top_share([1] * 30) == pytest.approx(3 / 30)


@given(AMOUNTS)
def test_the_top_has_at_least_its_share(amounts: list[float]) -> None:
    found = top_share(amounts)
    assert found is None or 0.1 - 1e-9 <= found <= 1
