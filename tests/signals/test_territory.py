"""Distance against radius."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.signals import MARGIN, investor_territory, territory

kilometres = st.floats(0, 20_015)


def value(distance: float, radius: float, *, remote: bool = False) -> float:
    return float(territory(np.array([distance]), np.array([radius]), np.array([remote]))[0])


@pytest.mark.parametrize(
    ("distance", "radius", "expected"),
    [(0, 0, 1), (25, 25, 1), (10, 25, 1), (40, 25, math.exp(-1)), (15, 0, math.exp(-1)), (10_000, 25, 0)],
)
def test_one_within_the_radius_then_a_decay(distance: float, radius: float, expected: float) -> None:
    assert value(distance, radius) == pytest.approx(expected)


def test_an_unknown_place_speaks_neither_for_nor_against() -> None:
    assert value(math.nan, 25) == 0.5
    assert value(math.nan, math.inf) == 0.5


def test_help_at_a_distance_keeps_most_of_the_value() -> None:
    assert value(500, 10, remote=True) == 0.85
    assert value(5, 10, remote=True) == 1
    assert value(math.nan, 10, remote=True) == 0.85


@given(kilometres, kilometres, kilometres, kilometres, st.booleans())
def test_nearer_or_further_reaching_never_lowers_it(a: float, b: float, r: float, s: float, remote: bool) -> None:  # noqa: FBT001 - drawn
    (near, far), (small, large) = sorted((a, b)), sorted((r, s))
    assert 0 <= value(far, small, remote=remote) <= value(near, large, remote=remote) <= 1
    assert value(far, small) <= value(far, small, remote=True)


@pytest.mark.parametrize(
    ("distance", "expected"), [(0, 1), (30, 1), (31.5, 0.5), (33, 0), (39, 0), (500, 0), (math.nan, 0.5)]
)
def test_the_edge_of_an_investors_territory_is_not_a_line(distance: float, expected: float) -> None:
    found = investor_territory(np.array([distance]), np.array([30.0]))
    assert float(found[0]) == pytest.approx(expected)


@given(kilometres, kilometres)
def test_an_investor_is_never_worth_more_outside_than_inside(distance: float, radius: float) -> None:
    inside, outside = investor_territory(np.array([radius, max(distance, radius)]), np.array([radius, radius]))
    assert inside == 1
    assert 0 <= outside <= inside


def test_the_margin_is_wider_than_the_edge() -> None:
    assert float(investor_territory(np.array([30 * (1 + MARGIN)]), np.array([30.0]))[0]) == 0
