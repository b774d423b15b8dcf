"""The champion stays unless the challenger is no worse and shows as many people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.signals import SignalName
from ptce_match.training.ranker.contest import ENOUGH, Exposure, Verdict, contest, split
from ptce_match.training.ranker.decisions import Decisions, JudgedPair, Judgment
from ptce_match.training.ranker.design import NAMES, PRIOR_THETA

from .pairs import histories, pair

SAME = Exposure(20.0, 20.0)
TERRITORY = NAMES.index(SignalName.TERRITORY)


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


EARLIER, LATER = Decisions(tuple(near_and_far(40))), Decisions(tuple(near_and_far(20, start=40)))


def test_a_better_challenger_wins() -> None:
    verdict = contest(PRIOR_THETA, theta(territory=4.0), EARLIER, LATER, SAME)
    assert verdict.wins
    assert verdict.gain is not None
    assert verdict.gain.low > 0
    assert "n'est pas moins bon" in verdict.sentences[0]


def test_a_worse_challenger_is_refused() -> None:
    verdict = contest(theta(territory=4.0), PRIOR_THETA, EARLIER, LATER, SAME)
    assert not verdict.wins
    assert verdict.champion_loss is not None
    assert verdict.challenger_loss is not None
    assert verdict.challenger_loss > verdict.champion_loss
    assert "pourrait être moins bon" in verdict.sentences[0]


def test_one_that_changes_nothing_may_replace() -> None:
    verdict = contest(PRIOR_THETA, PRIOR_THETA, EARLIER, LATER, SAME)
    assert verdict.wins
    assert verdict.gain is not None
    assert verdict.gain.mean == 0


@pytest.mark.parametrize(("after", "wins"), [(25.0, True), (20.0, True), (19.5, True), (19.0, False), (2.0, False)])
def test_a_better_one_that_shows_fewer_people_is_refused(after: float, wins: bool) -> None:  # noqa: FBT001
    verdict = contest(PRIOR_THETA, theta(territory=4.0), EARLIER, LATER, Exposure(20.0, after))
    assert verdict.wins is wins
    assert ("toujours les mêmes" in verdict.sentences[1]) is not wins


def test_without_a_network_the_champion_stays() -> None:
    verdict = contest(PRIOR_THETA, theta(territory=4.0), EARLIER, LATER, None)
    assert not verdict.wins
    assert "--network" in verdict.sentences[1]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (EARLIER, Decisions(tuple(near_and_far(ENOUGH - 1, start=40)))),
        (EARLIER, Decisions(tuple(near_and_far(80)[::2]))),
        (Decisions(tuple(near_and_far(40)[::2])), LATER),
        (Decisions(), Decisions()),
    ],
    ids=["too few", "all kept later", "all kept before", "nothing"],
)
def test_with_too_little_to_compare_the_champion_stays(earlier: Decisions, later: Decisions) -> None:
    verdict = contest(PRIOR_THETA, theta(territory=4.0), earlier, later, SAME)
    assert verdict == Verdict(False, verdict.sentences, verdict.held_out, exposure=SAME)
    assert verdict.sentences[0].startswith("Trop peu de décisions pour comparer")


def test_how_readily_a_team_says_yes_is_no_merit_of_a_ranker() -> None:
    # Both rank alike; one has its scores two log-odds higher through a weight that is the same for every pair.
    same_tags = [pair(p.judgment, p.need_id, day=n, territory=p.signals[SignalName.TERRITORY], tags=1.0) for n, p in enumerate(near_and_far(60))]  # fmt: skip
    earlier, later = Decisions(tuple(same_tags[:40])), Decisions(tuple(same_tags[40:]))
    verdict = contest(PRIOR_THETA, theta(tags=4.4), earlier, later, SAME)
    assert verdict.gain is not None
    assert abs(verdict.gain.mean) < 0.02


@given(histories, st.floats(0.1, 0.9))
def test_no_need_stands_on_both_sides(history: list[JudgedPair], share: float) -> None:
    decisions = Decisions(tuple(history))
    earlier, later = split(decisions, share)
    assert not set(earlier.needs) & set(later.needs)
    assert len(earlier) + len(later) == len(decisions)
    if earlier.pairs and later.pairs:
        assert min(pair.day for pair in earlier.pairs) <= min(pair.day for pair in later.pairs)
