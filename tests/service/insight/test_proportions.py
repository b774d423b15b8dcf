"""The Wilson interval."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.insight.proportions import wilson


def test_a_published_example() -> None:
    # 81 of 263: Newcombe (1998), table I, method 3: .2553 to .3662.
    rate = wilson(81, 263)
    assert rate is not None
    assert (round(rate.low, 4), round(rate.high, 4)) == (0.2553, 0.3662)


def test_nothing_observed_is_no_rate() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("hits", "n"), [(-1, 3), (4, 3), (1, 0)])
def test_impossible_counts_are_refused(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson(hits, n)


@given(st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_lies_in_0_to_1_and_holds_the_rate(counts: tuple[int, int]) -> None:
    rate = wilson(*counts)
    assert rate is not None
    assert 0 <= rate.low <= rate.value <= rate.high <= 1
    assert rate.low < rate.high


@given(st.integers(0, 50), st.integers(0, 50))
def test_yes_and_no_mirror_each_other(hits: int, misses: int) -> None:
    yes, no = wilson(hits, hits + misses), wilson(misses, hits + misses)
    if yes is None or no is None:
        assert hits + misses == 0
        return
    assert (yes.low, yes.high) == pytest.approx((1 - no.high, 1 - no.low))
