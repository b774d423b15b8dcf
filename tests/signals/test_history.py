"""What earlier decisions say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.network import Decision, Need, Network, Outcome, Project, Stage
from ptce_match.signals import NO_FEEDBACK, NO_HISTORY, active_projects, collaboration, feedback, latest

if TYPE_CHECKING:
    import random

DAY = date(2026, 3, 1)
days = st.dates(date(2026, 1, 1), date(2026, 1, 4))
decisions = st.builds(
    Decision,
    need_id=st.sampled_from(["N1", "N2", "N3"]),
    mentor_id=st.sampled_from(["B1", "B2"]),
    date=days,
    outcome=st.sampled_from(Outcome),
    reason=st.sampled_from(["", "le temps"]),
    rating=st.none() | st.integers(1, 5),
)


def decision(outcome: Outcome, need: str = "N1", day: date = DAY, rating: int | None = None) -> Decision:
    return Decision(need, "B1", day, outcome, rating=rating)


def network(*made: Decision) -> Network:
    projects = tuple(Project(i, i, "", "", "", "", None, Stage.IDEA, 0.0, "") for i in ("P1", "P2"))
    needs = (Need("N1", "P1", "a", 1), Need("N2", "P1", "b", 1), Need("N3", "P2", "c", 1))
    return Network(projects=projects, needs=needs, decisions=made)


def test_the_last_decision_of_a_pair_counts() -> None:
    accepted = decision(Outcome.ACCEPTED, day=date(2026, 1, 1))
    completed = decision(Outcome.COMPLETED, day=date(2026, 6, 1))
    assert latest([completed, accepted]) == [completed]


def test_of_two_on_one_day_the_further_counts() -> None:
    proposed, accepted, completed = map(decision, (Outcome.PROPOSED, Outcome.ACCEPTED, Outcome.COMPLETED))
    assert latest([completed, accepted, proposed]) == [completed]


@given(st.lists(decisions, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_table_does_not_matter(made: list[Decision], chance: random.Random) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert latest(shuffled) == latest(made)
    assert active_projects(network(*shuffled)) == active_projects(network(*made))
    assert collaboration(shuffled) == collaboration(made)


@given(st.lists(decisions, max_size=8))
def test_one_decision_a_pair_oldest_first(made: list[Decision]) -> None:
    last = latest(made)
    assert len({(d.need_id, d.mentor_id) for d in last}) == len(last)
    assert {(d.need_id, d.mentor_id) for d in last} == {(d.need_id, d.mentor_id) for d in made}
    assert [d.date for d in last] == sorted(d.date for d in last)


def test_active_projects_are_counted_once_each() -> None:
    accepted = [decision(Outcome.ACCEPTED, need) for need in ("N1", "N2", "N3")]
    assert active_projects(network(*accepted)) == {"B1": 2}
    assert active_projects(network(*accepted, decision(Outcome.COMPLETED, "N3"))) == {"B1": 1}
    assert active_projects(network(decision(Outcome.PROPOSED), decision(Outcome.REFUSED, "N2"))) == {}


@pytest.mark.parametrize(
    ("made", "value"),
    [
        ([], NO_HISTORY),
        ([decision(Outcome.PROPOSED)], NO_HISTORY),
        ([decision(Outcome.ACCEPTED)], 0.8),
        ([decision(Outcome.REFUSED)], 0.2),
        ([decision(Outcome.COMPLETED)], 0.75),
        ([decision(Outcome.COMPLETED, rating=5)], 1.0),
        ([decision(Outcome.COMPLETED, rating=3)], 0.5),
        ([decision(Outcome.COMPLETED, rating=1)], 0.0),
        ([decision(Outcome.PROPOSED), decision(Outcome.ACCEPTED)], 0.8),
        ([decision(Outcome.COMPLETED, rating=5), decision(Outcome.COMPLETED, rating=1)], 0.0),
        ([decision(Outcome.ACCEPTED), decision(Outcome.REFUSED)], 0.2),
    ],
)
def test_collaboration(made: list[Decision], value: float) -> None:
    assert collaboration(made) == pytest.approx(value)


def test_feedback_is_shrunk_towards_four_out_of_five() -> None:
    found = feedback([[], [1], [5, 5, 5], [4] * 50])
    np.testing.assert_allclose(found, [NO_FEEDBACK, (13 / 4 - 1) / 4, (27 / 6 - 1) / 4, 0.75])
    assert feedback([]).shape == (0,)


ratings = st.lists(st.integers(1, 5), max_size=30)


@given(ratings, st.integers(1, 5), st.integers(1, 5))
def test_a_better_rating_never_lowers_the_feedback(given_before: list[int], a: int, b: int) -> None:
    worse, better = feedback([[*given_before, min(a, b)], [*given_before, max(a, b)]])
    assert 0 <= worse <= better <= 1
