"""Fine skills that are read in a need, or said by a person: what is told, and what they do to a ranking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings

from ptce_match import Matcher, Network
from ptce_match.errors import InputError
from ptce_match.signals import SignalName
from tests.matcher.networks import BASE, NEED, TODAY, ReadingMatcher, SmallMatcher, mentor, networks

if TYPE_CHECKING:
    from ptce_match.encoder import CachedEncoder
    from ptce_match.skills import SkillReader

TAX: Final = "J'ai tenu la TVA d'un garage pendant dix ans : taux, franchise, déclarations, je connais."
WOOD: Final = "Menuisier charpentier, je travaille le chêne et le frêne, escaliers et tables à l'ancienne."
PEOPLE: Final = replace(BASE, mentors=(mentor("B1", TAX), mentor("B2", WOOD)))
VAGUE: Final = "Nous tournons en rond depuis un mois, il nous faudrait quelqu'un qui connaisse."


@pytest.fixture
def matcher(encoder: CachedEncoder, read_skills: SkillReader) -> Matcher:
    made = Matcher(PEOPLE, encoder, TODAY)
    assert made.reader is read_skills
    return made


def expertise(matcher: Matcher, *skills: str) -> dict[str, float]:
    values = matcher.mentor_matcher.signals(matcher.text_query(VAGUE, skills=skills))[SignalName.EXPERTISE]
    return {each.id: float(value) for each, value in zip(matcher.mentor_matcher.pool.mentors, values, strict=True)}


def test_what_a_person_says_moves_the_ranking_their_way(matcher: Matcher) -> None:
    tax, wood, read = expertise(matcher, "fis-tva"), expertise(matcher, "pro-bois"), expertise(matcher)
    assert tax["B1"] > tax["B2"]
    assert wood["B2"] > wood["B1"]
    assert read not in (tax, wood)


def test_a_neighbour_of_what_was_said_helps_more_than_something_else(matcher: Matcher) -> None:
    near, other = expertise(matcher, "fis-regime-micro"), expertise(matcher, "lan-anglais")
    assert "fis-regime-micro" in matcher.text_query("x", skills=["fis-tva"]).skills[0].neighbours
    assert near["B1"] - near["B2"] > other["B1"] - other["B2"]


def test_a_need_of_the_network_is_corrected_like_a_text(matcher: Matcher) -> None:
    told = matcher.updated(replace(PEOPLE, needs=(replace(NEED, text=VAGUE, skills=("pro-bois",)),)))
    query = told.query("N1")
    assert [skill.id for skill in query.skills] == ["pro-bois"]
    values = told.mentor_matcher.signals(query)[SignalName.EXPERTISE]
    assert dict(zip(("B1", "B2"), values.tolist(), strict=True)) == expertise(matcher, "pro-bois")


def test_what_was_read_is_told_and_what_was_said_takes_its_place(matcher: Matcher) -> None:
    read = matcher.understood(matcher.text_query("Faut-il que je facture la TVA à mes clients ?"))
    assert read[0].skill.id == "fis-tva"
    assert 0 < read[0].probability < 1
    said = matcher.understood(matcher.text_query("la TVA", skills=["Travail du bois et menuiserie", "cmn-graphisme"]))
    assert {(reading.skill.id, reading.probability) for reading in said} == {("pro-bois", 1.0), ("cmn-graphisme", 1.0)}


def test_a_word_in_the_profile_is_not_needed(matcher: Matcher) -> None:
    """The skill is read in both: neither wrote « compétence » nor its name."""
    query = matcher.text_query("Mon plateau se fend, quelle essence prendre ?", skills=["pro-bois"])
    values = matcher.mentor_matcher.signals(query)[SignalName.EXPERTISE]
    assert values[1] > values[0]


def test_an_unknown_skill_is_refused_and_one_that_went_is_passed_over(matcher: Matcher) -> None:
    with pytest.raises(InputError, match="Proches : fis-tva"):
        matcher.text_query("la TVA", skills=["fis-tav"])
    gone = replace(NEED, skills=("oubliée-depuis",))
    query = matcher.updated(replace(PEOPLE, needs=(gone,))).query("N1")
    assert (query.said, query.skills) == (None, ())
    assert matcher.understood(query) == matcher.understood(matcher.query("N1"))


def test_without_a_reader_a_correction_is_told_and_changes_nothing() -> None:
    plain = SmallMatcher(BASE)
    assert plain.reader is None
    corrected = plain.updated(replace(BASE, needs=(replace(NEED, skills=("fis-tva",)),)))
    query = corrected.query("N1")
    assert [skill.name for skill in query.skills] == ["TVA et franchise en base"]
    assert corrected.understood(query) == []
    assert corrected.mentors("N1") == plain.mentors("N1")


@settings(max_examples=15)
@given(networks())
def test_a_pair_with_skills_is_worth_the_same_in_any_order(network: Network) -> None:
    turned = replace(network, mentors=network.mentors[::-1], needs=network.needs[::-1])
    one, other = ReadingMatcher(network), ReadingMatcher(turned)
    for need in network.needs:
        scores = {found.mentor.id: found.score for found in one.mentors(need.id, 20)}
        assert {found.mentor.id: found.score for found in other.mentors(need.id, 20)} == pytest.approx(scores, abs=1e-5)


@settings(max_examples=15)
@given(networks())
def test_what_is_understood_hangs_on_the_need_alone(network: Network) -> None:
    matcher = ReadingMatcher(network)
    for need in network.needs:
        alone = ReadingMatcher(replace(BASE, needs=(replace(need, project_id="P1"),)))
        assert matcher.understood(matcher.query(need.id)) == alone.understood(alone.query(need.id))
        known = [skill for skill in need.skills if skill != "oubliée-depuis"]
        if known:
            assert {each.skill.id for each in matcher.understood(matcher.query(need.id))} == set(known)
