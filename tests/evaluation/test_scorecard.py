"""Means and intervals of several metrics."""

from __future__ import annotations

import numpy as np
import pytest

from ptce_match.evaluation import Scorecard


def test_means_count_all_queries_and_skip_undefined_values() -> None:
    card = Scorecard(("N1", "N2", "N3"), {"mrr": np.array([1.0, 0.5, 0.0]), "hit3@5": np.array([1.0, np.nan, 0.0])})
    assert card.means() == {"n": 3, "mrr": 0.5, "hit3@5": 0.5}


def test_a_metric_defined_nowhere_is_null() -> None:
    card = Scorecard(("N1",), {"hit3@5": np.array([np.nan])})
    assert card.means() == {"n": 1, "hit3@5": None}
    assert card.intervals() == {"hit3@5": [None, None]}


def test_intervals_surround_the_means() -> None:
    values = np.random.default_rng(0).random(50)
    low, high = Scorecard(tuple("N" * 50), {"mrr": values}).intervals()["mrr"]
    assert low is not None
    assert high is not None
    assert 0 < low < values.mean() < high < 1
    assert high - low == pytest.approx(4 * values.std() / np.sqrt(50), rel=0.2)
