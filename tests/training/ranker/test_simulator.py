"""Imagined teams decide the same way twice, and what they care about is found again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.matcher import Matcher
from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.signals import SignalName
from ptce_match.training.ranker.curve import halves, learning_curve, utility_ndcg
from ptce_match.training.ranker.decisions import Judgment
from ptce_match.training.ranker.design import NAMES, PRIOR_THETA, features
from ptce_match.training.ranker.learning import learn
from ptce_match.training.ranker.simulator import Field, Habits, simulate
from ptce_match.training.ranker.teams import TEAMS

if TYPE_CHECKING:
    from ptce_match.encoder import Encoder
    from ptce_match.network import Network
    from ptce_match.training.ranker.teams import Team

BY_NAME = {team.name: team for team in TEAMS}
SAME, TRADE = BY_NAME["comme le classement publié"], BY_NAME["les gens du métier"]
CALM = Habits(eta=0.0, taste=0.0, elsewhere=0.0, untold=0.0, rated=0.0)


@pytest.fixture(scope="module")
def field(demo_network: Network, encoder: Encoder) -> Field:
    return Field.of(Matcher(demo_network, encoder, ranker=Ranker(MENTOR_PRIOR)))


def test_the_same_seed_gives_the_same_decisions(field: Field) -> None:
    one, same, other = (simulate(field, TRADE, 60, seed).sha256 for seed in (1, 1, 2))
    assert one == same != other


@pytest.mark.parametrize("number", [0, 1, 7, 300])
def test_as_many_decisions_as_asked(field: Field, number: int) -> None:
    assert len(simulate(field, SAME, number, 0)) == number


def test_only_the_needs_asked_about_come_up(field: Field) -> None:
    decided, measured = halves(field, 3)
    assert set(decided.tolist()) | set(measured.tolist()) == set(range(len(field.need_ids)))
    found = simulate(field, SAME, 100, 0, decided)
    assert set(found.needs) <= {field.need_ids[row] for row in decided}


def test_columns_are_those_that_learning_sees(field: Field) -> None:
    pairs = simulate(field, SAME, 20, 0).pairs
    rows = [(field.need_ids.index(pair.need_id), field.mentor_ids.index(pair.mentor_id)) for pair in pairs]
    np.testing.assert_allclose(features(pairs), np.stack([field.columns[row] for row in rows]))


def test_what_stands_first_is_decided_on_most(field: Field) -> None:
    places = [pair.position for pair in simulate(field, SAME, 600, 0).pairs]
    assert places.count(1) > 1.5 * places.count(3) > 0
    unbiased = [pair.position for pair in simulate(field, SAME, 600, 0, habits=replace(Habits(), eta=0.0)).pairs]
    assert unbiased.count(1) < 1.2 * unbiased.count(5)


def test_every_kind_of_decision_comes_up(field: Field) -> None:
    pairs = simulate(field, TRADE, 400, 0).pairs
    assert {pair.judgment for pair in pairs} == set(Judgment)
    assert {pair.reason.code for pair in pairs} >= {"", "not_my_skill", "no_time"}
    assert {pair.rating for pair in pairs} >= {None, 4.0}


def test_a_hidden_preference_is_found_again(field: Field) -> None:
    learned = learn(simulate(field, TRADE, 2000, 0, habits=CALM))
    sector, tags = NAMES.index(SignalName.SECTOR), NAMES.index(SignalName.TAGS)
    assert learned.theta[sector] > PRIOR_THETA[sector] + 0.5
    assert learned.theta[tags] > PRIOR_THETA[tags] + 0.5
    everywhere = np.arange(len(field.need_ids))
    before, after = (utility_ndcg(field, TRADE, theta, everywhere) for theta in (PRIOR_THETA, learned.theta))
    assert after > before + 0.1


@pytest.mark.parametrize("team", TEAMS, ids=lambda team: team.name)
def test_a_teams_own_order_is_the_best_one(field: Field, team: Team) -> None:
    everywhere = np.arange(len(field.need_ids))
    assert utility_ndcg(field, team, team.theta, everywhere) == pytest.approx(1.0)
    assert utility_ndcg(field, team, PRIOR_THETA, everywhere) <= 1.0


def test_the_curve_begins_with_the_published_ranker_and_rises(field: Field) -> None:
    seen: list[tuple[int, int]] = []
    points = learning_curve(
        field, [SAME, TRADE], (30, 300), seeds=4, progress=lambda done, total: seen.append((done, total))
    )
    assert [(point.team, point.decisions) for point in points] == [
        (team.name, size) for team in (SAME, TRADE) for size in (0, 30, 300)
    ]
    same, trade = points[:3], points[3:]
    assert same[0].mean == pytest.approx(1.0)
    assert trade[0].mean < trade[1].mean < trade[2].mean
    # Nothing to learn, little lost.
    assert same[2].mean > 0.98
    assert all(point.low <= point.mean <= point.high for point in points)
    assert seen[-1] == (8, 8)
