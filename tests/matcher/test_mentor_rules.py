"""Each hard rule about mentors, and how it is stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ptce_match.errors import UnknownIdError
from ptce_match.network import Conflict, Decision, Mentor, Need, Network, Outcome
from tests.matcher.networks import BASE, NEED, TODAY, SmallMatcher, mentor, project

DAY = date(2026, 3, 1)
OTHER = (project(), project("P2"))
NEEDS = (NEED, Need("N2", "P2", "Un four à réparer", 1), Need("N3", "P1", "Trouver des clients", 2))


def decided(outcome: Outcome, need: str = "N1", who: str = "B1", reason: str = "") -> Decision:
    return Decision(need, who, DAY, outcome, reason)


def network(
    *decisions: Decision, mentors: tuple[Mentor, ...] = (mentor(),), conflicts: tuple[Conflict, ...] = ()
) -> Network:
    return replace(BASE, mentors=mentors, projects=OTHER, needs=NEEDS, decisions=decisions, conflicts=conflicts)


def rules(made: Network, need: str = "N1") -> dict[str, str]:
    """Return the rule by which each person left out is."""
    matcher = SmallMatcher(made)
    ranking = matcher.mentor_ranking(matcher.query(need), 10)
    left_out = {exclusion.person.id: exclusion.rule for exclusion in ranking.excluded}
    assert not left_out.keys() & {suggestion.mentor.id for suggestion in ranking.suggestions}
    assert left_out.keys() | {s.mentor.id for s in ranking.suggestions} == {m.id for m in made.mentors}
    return left_out


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        (network(mentors=(mentor(capacity=0),)), "n'accepte aucun projet pour le moment"),
        (network(decided(Outcome.ACCEPTED, "N2"), mentors=(mentor(capacity=1),)), "n'a plus de place : 1 projet accompagné sur 1"),
        (network(mentors=(mentor(paused_until=TODAY),)), "en pause jusqu'au 23 novembre 2026"),
        (network(mentors=(mentor(paused_until=date(2027, 5, 1)),)), "en pause jusqu'au 1er mai 2027"),
        (network(decided(Outcome.REFUSED)), "rapprochement déjà refusé pour ce besoin (1er mars 2026)"),
        (network(decided(Outcome.REFUSED, reason="le temps")), "rapprochement déjà refusé pour ce besoin (1er mars 2026) : « le temps »"),
        (network(decided(Outcome.ACCEPTED)), "accompagne déjà ce besoin (1er mars 2026)"),
        (network(decided(Outcome.COMPLETED)), "a déjà accompagné ce besoin (1er mars 2026)"),
        (network(conflicts=(Conflict("B1", "P1"),)), "conflit d'intérêts déclaré avec ce projet"),
        (network(conflicts=(Conflict("B1", "P1", reason="Beau-frère"),)), "conflit d'intérêts déclaré avec ce projet : Beau-frère"),
    ],
)  # fmt: skip
def test_a_rule_leaves_out_and_says_why(made: Network, rule: str) -> None:
    assert rules(made) == {"B1": rule}


@pytest.mark.parametrize(
    "made",
    [
        network(mentors=(mentor(capacity=1),)),
        network(mentors=(mentor(paused_until=date(2026, 11, 22)),)),
        network(decided(Outcome.PROPOSED)),
        network(decided(Outcome.REFUSED, "N3")),
        network(decided(Outcome.ACCEPTED, "N2")),
        network(decided(Outcome.ACCEPTED, "N2"), decided(Outcome.COMPLETED, "N2"), mentors=(mentor(capacity=1),)),
        network(conflicts=(Conflict("B1", "P2"),)),
    ],
)
def test_what_no_rule_forbids_is_suggested(made: Network) -> None:
    assert rules(made) == {}


@pytest.mark.parametrize("pair", [("B1", "B2"), ("B2", "B1")])
def test_who_is_in_conflict_with_a_mentor_at_work_on_the_project_stays_away(pair: tuple[str, str]) -> None:
    both = (mentor(), mentor("B2", name="Gaël"))
    conflict = Conflict(pair[0], other_person_id=pair[1], reason="cousins")
    assert rules(network(mentors=both, conflicts=(conflict,))) == {}
    at_work = network(decided(Outcome.ACCEPTED, "N3", "B2"), mentors=both, conflicts=(conflict,))
    assert rules(at_work) == {"B1": "conflit déclaré avec Gaël, qui accompagne ce projet : cousins"}
    assert rules(at_work, "N2") == {}


def test_a_need_told_in_words_knows_only_the_rules_about_people() -> None:
    made = network(
        decided(Outcome.REFUSED), mentors=(mentor(), mentor("B2", capacity=0)), conflicts=(Conflict("B1", "P1"),)
    )
    matcher = SmallMatcher(made)
    ranking = matcher.mentor_ranking(matcher.text_query(NEED.text))
    assert [found.mentor.id for found in ranking.suggestions] == ["B1"]
    assert [found.person.id for found in ranking.excluded] == ["B2"]


def test_only_those_who_would_have_been_shown_are_listed_as_left_out() -> None:
    people = (mentor(), mentor("B2", "Le bois.", paused_until=TODAY), mentor("B3", paused_until=TODAY))
    matcher = SmallMatcher(network(mentors=people))
    ranking = matcher.mentor_ranking(matcher.query("N1"), 1)
    assert [found.mentor.id for found in ranking.suggestions] == ["B1"]
    # B3 would have been as good as B1; B2 would not have been shown.
    assert [found.person.id for found in ranking.excluded] == ["B3"]


def test_a_decision_about_nobody_is_told() -> None:
    with pytest.raises(UnknownIdError, match="aucun bénévole « B9 »"):
        rules(network(decided(Outcome.PROPOSED, who="B9")))
