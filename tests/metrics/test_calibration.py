"""Expected calibration error."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.metrics.calibration import calibration_error

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50)


def test_honest_probabilities_have_no_error() -> None:
    assert calibration_error([0.25] * 4 + [0.75] * 4, [1, 0, 0, 0, 1, 1, 1, 0]) == pytest.approx(0)


def test_certainty_that_is_always_wrong_has_all_of_it() -> None:
    assert calibration_error([1.0, 0.0], [False, True]) == 1.0


def test_a_gap_counts_by_its_share() -> None:
    assert calibration_error([0.9, 0.9, 0.05, 0.05], [True, False, False, False]) == pytest.approx(
        0.5 * 0.4 + 0.5 * 0.05
    )


@given(PAIRS)
def test_it_is_a_share_and_order_does_not_matter(pairs: list[tuple[float, bool]]) -> None:
    stated, happened = np.array([p for p, _ in pairs]), np.array([y for _, y in pairs])
    error = calibration_error(stated, happened)
    assert 0 <= error <= 1 + 1e-9
    assert calibration_error(stated[::-1], happened[::-1]) == pytest.approx(error)


@given(PAIRS)
def test_one_bin_compares_the_means(pairs: list[tuple[float, bool]]) -> None:
    stated, happened = np.array([p for p, _ in pairs]), np.array([y for _, y in pairs])
    assert calibration_error(stated, happened, bins=1) == pytest.approx(abs(stated.mean() - happened.mean()), abs=1e-9)


@pytest.mark.parametrize(
    ("stated", "happened"), [([], []), ([0.5], [True, False]), ([1.2], [True]), ([float("nan")], [True])]
)
def test_what_is_no_probability_is_refused(stated: list[float], happened: list[bool]) -> None:
    with pytest.raises(ValueError, match=r"shape|lie in"):
        calibration_error(stated, happened)
