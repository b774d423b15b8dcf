"""Intervals and comparisons over queries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import bootstrap

from ptce_match.errors import InputError
from ptce_match.metrics import bootstrap_interval, mean, paired_bootstrap

per_query = arrays(np.float64, st.integers(1, 30), elements=st.floats(0, 1))


def test_mean_ignores_undefined_queries() -> None:
    assert mean(np.array([1.0, np.nan, 0.0])) == 0.5
    assert np.isnan(mean(np.array([np.nan])))


def test_interval_agrees_with_scipy() -> None:
    values = np.random.default_rng(5).random(80)
    expected = bootstrap((values,), np.mean, method="percentile", n_resamples=20_000, rng=1).confidence_interval
    assert bootstrap_interval(values, samples=20_000) == pytest.approx((expected.low, expected.high), abs=0.003)


def test_same_seed_same_interval() -> None:
    values = np.random.default_rng(5).random(20)
    assert bootstrap_interval(values) == bootstrap_interval(values)
    assert bootstrap_interval(values) != bootstrap_interval(values, seed=1)


def test_undefined_queries_are_left_out_of_the_draws() -> None:
    values = np.array([0.1, 0.4, 0.9])
    assert bootstrap_interval(np.array([0.1, np.nan, 0.4, 0.9, np.nan])) == bootstrap_interval(values)


def test_no_defined_query_gives_no_interval() -> None:
    low, high = bootstrap_interval(np.array([np.nan, np.nan]))
    assert np.isnan(low)
    assert np.isnan(high)


@given(per_query)
def test_interval_lies_within_the_values(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    low, high = bootstrap_interval(values, samples=50)
    assert values.min() - 1e-9 <= low <= high <= values.max() + 1e-9


@given(per_query)
def test_wider_level_wider_interval(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    narrow, wide = bootstrap_interval(values, samples=50, level=0.5), bootstrap_interval(values, samples=50, level=0.9)
    assert wide[0] <= narrow[0]
    assert narrow[1] <= wide[1]


def test_a_clear_gain_is_significant_and_its_opposite_as_much() -> None:
    random = np.random.default_rng(3)
    worse = random.random(60)
    better = worse + 0.2 + random.normal(0, 0.1, 60)
    gain, loss = paired_bootstrap(better, worse), paired_bootstrap(worse, better)
    assert gain.p < 0.01
    assert 0 < gain.low < gain.mean < gain.high
    assert loss.mean == pytest.approx(-gain.mean)
    assert (loss.p, loss.n) == (gain.p, 60)


def test_no_difference_is_not_significant() -> None:
    values = np.array([0.1, 0.5, 0.9])
    same = paired_bootstrap(values, values)
    assert (same.mean, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)


def test_noise_is_rarely_called_a_gain() -> None:
    random = np.random.default_rng(11)
    p = [paired_bootstrap(random.random(40), random.random(40), samples=200).p for _ in range(200)]
    assert np.mean(np.array(p) < 0.05) < 0.12


def test_queries_undefined_in_either_are_left_out() -> None:
    compared = paired_bootstrap(np.array([1.0, np.nan, 0.5]), np.array([0.0, 1.0, np.nan]))
    assert (compared.mean, compared.n) == (1.0, 1)


def test_comparing_different_queries_is_refused() -> None:
    with pytest.raises(InputError, match="l'une en a 2, l'autre 3"):
        paired_bootstrap(np.zeros(2), np.zeros(3))
    with pytest.raises(InputError, match="rien à comparer"):
        paired_bootstrap(np.array([np.nan]), np.array([1.0]))


@pytest.mark.parametrize(("samples", "level"), [(0, 0.95), (10, 0.0), (10, 1.0)])
def test_meaningless_settings_are_refused(samples: int, level: float) -> None:
    with pytest.raises(InputError, match="vous avez donné"):
        bootstrap_interval(np.zeros(3), samples=samples, level=level)
