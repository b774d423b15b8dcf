"""From signals to a score."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.ranker import INVESTOR_PRIOR, MENTOR_PRIOR, PARTNER_PRIOR, Ranker, Weight, Weights
from ptce_match.signals import SignalName

PRIORS = (MENTOR_PRIOR, INVESTOR_PRIOR, PARTNER_PRIOR)
unit = st.floats(0, 1)


def names(weights: Weights) -> list[SignalName]:
    return [*([weights.base] if weights.base else []), *weights.of]


@st.composite
def weighed(draw: st.DrawFn) -> tuple[Weights, dict[SignalName, np.ndarray]]:
    """Draw a prior and the signals of three pairs."""
    weights = draw(st.sampled_from(PRIORS))
    three = st.lists(unit, min_size=3, max_size=3).map(np.array)
    return weights, {name: draw(three) for name in names(weights)}


@given(weighed())
def test_scores_lie_between_0_and_1(drawn: tuple[Weights, dict[SignalName, np.ndarray]]) -> None:
    weights, signals = drawn
    scores = Ranker(weights).score(signals)
    assert scores.shape == (3,)
    assert np.all((scores >= 0) & (scores <= 1))


@given(weighed(), st.data())
def test_no_signal_that_rises_lowers_a_score(
    drawn: tuple[Weights, dict[SignalName, np.ndarray]], data: st.DataObject
) -> None:
    weights, signals = drawn
    name = data.draw(st.sampled_from(names(weights)))
    better = signals | {name: np.maximum(signals[name], data.draw(unit))}
    assert np.all(Ranker(weights).score(better) >= Ranker(weights).score(signals))


@given(weighed())
def test_contributions_add_up_to_the_score(drawn: tuple[Weights, dict[SignalName, np.ndarray]]) -> None:
    weights, signals = drawn
    ranker = Ranker(weights)
    if weights.base is None:
        start = np.full(3, weights.intercept)
    else:
        bounded = np.clip(signals[weights.base], 1e-6, 1 - 1e-6)
        start = np.log(bounded / (1 - bounded))
    total = start + sum(ranker.contributions(signals).values())
    np.testing.assert_allclose(ranker.score(signals), 1 / (1 + np.exp(-total)))


@given(st.floats(0.001, 0.999))
def test_with_all_else_neutral_the_score_is_the_expertise(expertise: float) -> None:
    neutral = {name: np.array([weight.neutral]) for name, weight in MENTOR_PRIOR.of.items()}
    expected = pytest.approx(expertise, abs=1e-9)
    assert Ranker(MENTOR_PRIOR).score({SignalName.EXPERTISE: np.array([expertise]), **neutral})[0] == expected
    assert Ranker(MENTOR_PRIOR).score({SignalName.EXPERTISE: np.array([expertise])})[0] == expected


def test_a_weight_is_the_change_in_log_odds_from_end_to_end() -> None:
    weights = Weights("essai", "1", of={SignalName.SECTOR: Weight(math.log(2), 0.0)}, intercept=0.0)
    low, high = Ranker(weights).score({SignalName.SECTOR: np.array([0.0, 1.0])})
    assert high / (1 - high) == pytest.approx(2 * low / (1 - low))


def test_a_signal_without_weight_counts_for_nothing() -> None:
    signals = {SignalName.EXPERTISE: np.array([0.4])}
    more = signals | {SignalName.STAGE: np.array([0.0])}
    assert Ranker(MENTOR_PRIOR).score(more) == Ranker(MENTOR_PRIOR).score(signals)
    assert SignalName.STAGE not in Ranker(MENTOR_PRIOR).contributions(more)


def test_nobody() -> None:
    assert Ranker(MENTOR_PRIOR).score({SignalName.EXPERTISE: np.zeros(0)}).shape == (0,)


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Ranker(Weights("essai", "1", of={SignalName.SECTOR: Weight(-0.1, 0.5)}))
