"""Time and places left."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.signals import availability, capacity

hours = st.floats(0, 200)
projects = st.integers(0, 20)


@pytest.mark.parametrize(
    ("offered", "active", "value"), [(4, 0, 1), (8, 1, 1), (6, 1, 0.75), (2, 0, 0.5), (0, 0, 0), (40, 1, 1)]
)
def test_the_hours_left_over_the_four_that_it_takes(offered: float, active: int, value: float) -> None:
    assert availability(np.array([float(offered)]), np.array([active]))[0] == pytest.approx(value)


@pytest.mark.parametrize(
    ("places", "active", "value"), [(1, 0, 1), (3, 0, 1), (3, 2, 0.5), (2, 1, 0.5), (1, 1, 0), (0, 0, 0), (1, 2, 0)]
)
def test_a_last_place_among_several_counts_half(places: int, active: int, value: float) -> None:
    assert capacity(np.array([places]), np.array([active]))[0] == value


@given(hours, hours, projects, projects)
def test_more_hours_and_fewer_projects_never_lower_it(a: float, b: float, p: int, q: int) -> None:
    (low, high), (few, many) = sorted((a, b)), sorted((p, q))
    worst, best = availability(np.array([low, high]), np.array([many, few]))
    assert 0 <= worst <= best <= 1


@given(st.integers(0, 10), projects, projects)
def test_fewer_projects_never_lower_the_places(places: int, p: int, q: int) -> None:
    few, many = sorted((p, q))
    worst, best = capacity(np.array([places, places]), np.array([many, few]))
    assert 0 <= worst <= best <= 1
