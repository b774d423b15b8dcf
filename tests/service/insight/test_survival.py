"""Kaplan–Meier, against the definition worked out with fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.insight.survival import kaplan_meier, quantiles

WAITS = st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=40)


def lasting(waits: list[tuple[int, bool]], time: int) -> Fraction:
    """Return the share that lasts longer than `time`, step by step."""
    share = Fraction(1)
    for step in sorted({duration for duration, ended in waits if ended and duration <= time}):
        watched = sum(duration >= step for duration, _ in waits)
        ending = sum(ended and duration == step for duration, ended in waits)
        share *= 1 - Fraction(ending, watched)
    return share


@given(WAITS)
def test_it_agrees_with_the_definition(waits: list[tuple[int, bool]]) -> None:
    times, shares = kaplan_meier([duration for duration, _ in waits], [ended for _, ended in waits])
    assert list(times) == sorted({duration for duration, ended in waits if ended})
    assert list(shares) == pytest.approx([float(lasting(waits, int(time))) for time in times])


@given(WAITS, st.sampled_from([Fraction(1, 2), Fraction(9, 10), Fraction(1, 3)]))
def test_a_quantile_is_the_first_time_that_enough_have_ended(waits: list[tuple[int, bool]], share: Fraction) -> None:
    (found,) = quantiles([duration for duration, _ in waits], [ended for _, ended in waits], [float(share)])
    times = sorted({duration for duration, ended in waits if ended})
    assert found == next((time for time in times if lasting(waits, time) <= 1 - share), None)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=30))
def test_when_everything_has_ended_it_is_the_plain_quantile(durations: list[int]) -> None:
    (median,) = quantiles(durations, [True] * len(durations), [0.5])
    assert median == sorted(durations)[(len(durations) - 1) // 2]


def test_open_waits_make_the_median_longer() -> None:
    over = quantiles([1, 2, 3], [True] * 3, [0.5])
    assert over == [2.0]
    assert quantiles([1, 2, 3, 9, 9, 9, 9], [True] * 3 + [False] * 4, [0.5]) == [None]
    assert quantiles([1, 2, 3, 9, 9], [True] * 3 + [False] * 2, [0.5]) == [3.0]


def test_nothing_at_all() -> None:
    assert quantiles([], [], [0.5, 0.9]) == [None, None]
