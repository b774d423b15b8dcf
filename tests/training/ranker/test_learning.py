"""Weights start from the published ones, and move only as decisions say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.signals import SignalName
from ptce_match.training.ranker.decisions import Decisions, JudgedPair, Judgment
from ptce_match.training.ranker.design import ANCHOR, NAMES, PRIOR_THETA, design, theta_of
from ptce_match.training.ranker.learning import Learned, cross_entropy, learn, ranker_weights, readiness
from ptce_match.training.ranker.reasons import REASONS

from .pairs import histories, judged_pairs, pair

SLACK = 1e-6


def fitted(decisions: Decisions, one: JudgedPair) -> float:
    """Return the log-odds that a model learned from decisions gives a pair, the team's readiness included."""
    learned = learn(decisions)
    said = design([one])
    return float(ANCHOR + said.rows[0] @ learned.theta + learned.readiness)


def score(decisions: Decisions, one: JudgedPair) -> float:
    signals = {name: np.array([value]) for name, value in one.signals.items()}
    return float(Ranker(learn(decisions).weights).score(signals)[0])


def test_no_decision_gives_the_published_numbers_bit_for_bit() -> None:
    weights = learn(Decisions()).weights
    assert dict(weights.of) == dict(MENTOR_PRIOR.of)
    assert (weights.slope, weights.intercept) == (MENTOR_PRIOR.slope, MENTOR_PRIOR.intercept)
    assert (weights.base, weights.threshold) == (MENTOR_PRIOR.base, MENTOR_PRIOR.threshold)


def test_decisions_that_say_nothing_change_nothing() -> None:
    silent = [pair(Judgment.REFUSED, reason=reason, tags=1.0) for reason in REASONS.values() if not reason.weight]
    assert silent
    assert learn(Decisions(tuple(silent))).weights == learn(Decisions()).weights


@given(histories)
def test_weights_are_never_negative(history: list[JudgedPair]) -> None:
    learned = learn(Decisions(tuple(history)))
    assert np.all(learned.theta >= 0)
    assert Ranker(learned.weights).weights is learned.weights


@given(histories, st.randoms())
def test_the_order_of_the_rows_changes_nothing(history: list[JudgedPair], chance: object) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (Decisions(tuple(rows)) for rows in (history, shuffled))
    assert learn(one).weights == learn(other).weights
    assert one.sha256 == other.sha256


@given(histories, judged_pairs(judgment=Judgment.ACCEPTED), st.integers(1, 5))
def test_accepting_a_pair_once_more_never_lowers_what_is_expected_of_it(
    history: list[JudgedPair], accepted: JudgedPair, times: int
) -> None:
    before = Decisions(tuple(history))
    after = Decisions((*history, *[accepted] * times))
    assert fitted(after, accepted) >= fitted(before, accepted) - SLACK


@given(judged_pairs(judgment=Judgment.ACCEPTED), st.integers(1, 4), st.integers(1, 4))
def test_a_pair_that_is_accepted_ever_again_never_falls_below_its_score(one: JudgedPair, few: int, more: int) -> None:
    scores = [score(Decisions((one,) * n), one) for n in (0, few, few + more)]
    assert scores[0] - SLACK <= scores[1] <= scores[2] + SLACK


@given(histories)
def test_the_threshold_stays_where_it_is(history: list[JudgedPair]) -> None:
    weights = learn(Decisions(tuple(history))).weights
    signals = {SignalName.EXPERTISE: np.array([MENTOR_PRIOR.threshold])}
    assert Ranker(weights).score(signals)[0] == pytest.approx(MENTOR_PRIOR.threshold, abs=1e-9)


@given(histories)
def test_the_answer_is_the_best_one(history: list[JudgedPair]) -> None:
    # Convex and inside its bounds: nothing near it is better.
    decisions = Decisions(tuple(history))
    said, learned = design(decisions.pairs), learn(decisions)
    spread = np.array([0.3, *[0.5] * (len(NAMES) - 1)])

    def loss(theta: np.ndarray, b: float) -> float:
        fit = said.weight @ cross_entropy(said.target, ANCHOR + said.rows @ theta + b)
        return float(fit + (((theta - PRIOR_THETA) / spread) ** 2).sum() / 2 + (b / 2.0) ** 2 / 2)

    best = loss(learned.theta, learned.readiness)
    chance = np.random.default_rng(0)
    for _ in range(20):
        step = chance.normal(0, 0.05, len(NAMES) + 1)
        assert loss(np.maximum(learned.theta + step[1:], 0), learned.readiness + step[0]) >= best - SLACK


class TestReasons:
    KEPT = tuple(pair(need=f"M{n}") for n in range(20))

    def learned(self, code: str) -> Learned:
        """Learn from a team that refuses four times, for one reason, whom the texts call right."""
        refused = [pair(Judgment.REFUSED, f"N{n}", reason=REASONS[code], expertise=0.6) for n in range(4)]
        return learn(Decisions((*refused, *self.KEPT)))

    def test_no_time_counts_less_than_not_my_skill(self) -> None:
        unfit, busy, nothing = (self.learned(code).theta[0] for code in ("not_my_skill", "no_time", "pause"))
        assert unfit < busy - 0.05 < nothing - 0.1

    @pytest.mark.parametrize("code", [code for code, reason in REASONS.items() if not reason.weight])
    def test_what_is_not_about_the_pair_teaches_nothing(self, code: str) -> None:
        assert self.learned(code).weights == learn(Decisions(self.KEPT)).weights


class TestReadiness:
    def test_a_team_that_always_says_yes_teaches_little_about_signals(self) -> None:
        # All the same answer: how readily it comes is learned, not what it is for.
        learned = learn(Decisions(tuple(pair(need=f"N{n}", expertise=0.3) for n in range(50))))
        assert learned.readiness > 1.0
        assert np.abs(learned.theta - PRIOR_THETA).max() < 0.15

    @given(histories)
    def test_it_is_the_one_that_learning_finds(self, history: list[JudgedPair]) -> None:
        decisions = Decisions(tuple(history))
        learned = learn(decisions)
        assert readiness(learned.theta, design(decisions.pairs)) == pytest.approx(learned.readiness, abs=1e-3)


def test_places_far_down_count_more_and_not_without_end() -> None:
    first, third, last, beyond = (design([pair(position=place)]).weight[0] for place in (1, 3, 10, 500))
    assert first < third < last == beyond
    assert design([pair(position=None)]).weight[0] == 1.0


def test_a_pair_that_no_ranking_showed_teaches_nothing_about_texts() -> None:
    chosen = [pair(need=f"N{n}", position=None, expertise=0.01, tags=0.0, territory=0.3) for n in range(20)]
    refused = [pair(Judgment.REFUSED, f"M{n}", position=None, expertise=0.9, tags=1.0) for n in range(20)]
    moved = learn(Decisions((*chosen, *refused))).theta - PRIOR_THETA
    assert moved[0] == pytest.approx(0.0, abs=1e-9)
    assert moved[NAMES.index(SignalName.TAGS)] == pytest.approx(0.0, abs=1e-9)
    assert moved[NAMES.index(SignalName.TERRITORY)] < -0.3


def test_ratings_are_graded() -> None:
    targets = [design([pair(Judgment.RATED, rating=rating)]).target[0] for rating in (1, 2, 3, 4, 5)]
    assert targets == sorted(targets)
    assert (targets[0], targets[2], targets[4]) == (0.0, 0.5, 1.0)


@given(st.lists(st.floats(0, 5), min_size=len(NAMES), max_size=len(NAMES)))
def test_weights_and_columns_are_two_ways_to_write_one_ranker(drawn: list[float]) -> None:
    theta = np.array(drawn)
    weights = ranker_weights(theta)
    np.testing.assert_array_equal(theta_of(weights), theta)
    one = pair(tags=0.9, territory=0.4)
    signals = {name: np.array([value]) for name, value in one.signals.items()}
    said = design([one])
    logit = ANCHOR + said.rows[0] @ theta
    assert Ranker(weights).score(signals)[0] == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-12)
