"""The champion stays unless the challenger is no worse and shows as many people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.signals import SignalName
from ptce_match.training.ranker.contest import ENOUGH, FOLDS, Exposure, Verdict, contest, folds
from ptce_match.training.ranker.decisions import Decisions, JudgedPair, Judgment
from ptce_match.training.ranker.design import NAMES, PRIOR_THETA

from .pairs import histories, pair

if TYPE_CHECKING:
    import numpy as np

SAME = Exposure(20.0, 20.0)


def theta(**changes: float) -> np.ndarray:
    made = PRIOR_THETA.copy()
    for name, value in changes.items():
        made[NAMES.index(SignalName(name))] = value
    return made


def near_and_far(n: int, start: int = 0) -> list[JudgedPair]:
    """Return decisions of a team that keeps whom is near and refuses whom is far, one need a day."""
    made = []
    for number in range(start, start + n):
        kept = number % 2 == 0
        judgment = Judgment.ACCEPTED if kept else Judgment.REFUSED
        made.append(pair(judgment, f"N{number}", day=number, territory=1.0 if kept else 0.2))
    return made


DECISIONS = Decisions(tuple(near_and_far(60)))
BETTER = theta(territory=4.0)


def held(champion: np.ndarray, challenger: np.ndarray, decisions: Decisions, exposure: Exposure | None) -> Verdict:
    """Hold a contest with a challenger that learns nothing more."""
    return contest(champion, lambda _: challenger, decisions, exposure)


def test_a_better_challenger_wins() -> None:
    verdict = held(PRIOR_THETA, BETTER, DECISIONS, SAME)
    assert verdict.wins
    assert verdict.gain is not None
    assert verdict.gain.low > 0
    assert verdict.held_out == 60
    assert "n'est pas moins bon" in verdict.sentences[0]


def test_a_worse_challenger_is_refused() -> None:
    verdict = held(BETTER, PRIOR_THETA, DECISIONS, SAME)
    assert not verdict.wins
    assert verdict.champion_loss is not None
    assert verdict.challenger_loss is not None
    assert verdict.challenger_loss > verdict.champion_loss
    assert "pourrait être moins bon" in verdict.sentences[0]


def test_one_that_changes_nothing_may_replace() -> None:
    verdict = held(PRIOR_THETA, PRIOR_THETA, DECISIONS, SAME)
    assert verdict.wins
    assert verdict.gain is not None
    assert verdict.gain.mean == 0


def test_the_challenger_never_saw_what_it_is_measured_on() -> None:
    seen: list[set[str]] = []

    def learner(known: Decisions) -> np.ndarray:
        seen.append(set(known.needs))
        return BETTER

    contest(PRIOR_THETA, learner, DECISIONS, SAME)
    assert len(seen) == FOLDS
    assert all(sum(need in known for known in seen) == FOLDS - 1 for need in DECISIONS.needs)


@pytest.mark.parametrize(("after", "wins"), [(25.0, True), (20.0, True), (19.5, True), (19.0, False), (2.0, False)])
def test_a_better_one_that_shows_fewer_people_is_refused(after: float, wins: bool) -> None:  # noqa: FBT001
    verdict = held(PRIOR_THETA, BETTER, DECISIONS, Exposure(20.0, after))
    assert verdict.wins is wins
    assert verdict.sentences[1].startswith("Il montrerait autant de monde" if wins else "Il montrerait moins de monde")


def test_without_a_network_the_champion_stays() -> None:
    verdict = held(PRIOR_THETA, BETTER, DECISIONS, None)
    assert not verdict.wins
    assert "--network" in verdict.sentences[1]


@pytest.mark.parametrize(
    "pairs",
    [near_and_far(ENOUGH - 1), near_and_far(80)[::2], [replace(p, need_id="N1") for p in near_and_far(40)], []],
    ids=["too few", "all kept", "one need", "nothing"],
)
def test_with_too_little_to_compare_the_champion_stays(pairs: list[JudgedPair]) -> None:
    verdict = held(PRIOR_THETA, BETTER, Decisions(tuple(pairs)), SAME)
    assert verdict == Verdict(wins=False, sentences=verdict.sentences, held_out=len(pairs), exposure=SAME)
    assert verdict.sentences[0].startswith("Trop peu de décisions pour comparer")


def test_how_readily_a_team_says_yes_is_no_merit_of_a_ranker() -> None:
    # Both rank alike; one has its scores two log-odds higher through a weight that is the same for every pair.
    alike = [replace(p, signals={**p.signals, SignalName.TAGS: 1.0}) for p in near_and_far(60)]
    verdict = held(PRIOR_THETA, theta(tags=4.4), Decisions(tuple(alike)), SAME)
    assert verdict.gain is not None
    assert abs(verdict.gain.mean) < 0.02


@given(histories, st.integers(1, 6))
def test_every_decision_is_held_out_once_and_no_need_stands_on_both_sides(
    history: list[JudgedPair], number: int
) -> None:
    decisions = Decisions(tuple(history))
    out: list[JudgedPair] = []
    for known, held_out in folds(decisions, number):
        assert not set(known.needs) & set(held_out.needs)
        assert len(known) + len(held_out) == len(decisions)
        out += held_out.pairs
    assert Decisions(tuple(out)) == decisions
