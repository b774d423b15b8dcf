"""A matcher that follows its network against a new one of the same network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_match import Matcher, Network
from ptce_match.matcher import text_segments
from ptce_match.network import Conflict, Decision, Outcome
from tests.matcher.networks import BASE, NEED, TODAY, ReadingMatcher, SmallMatcher, mentor, networks, partners_of
from tests.skills.small_reader import SKILLS

if TYPE_CHECKING:
    from ptce_match.encoder import CachedEncoder
    from ptce_match.matcher.query import Query

ROUNDING: Final = 1e-5
"""What a matrix product may round otherwise when its rows stand elsewhere."""


def everything(matcher: Matcher) -> dict[str, float]:
    """Return the score of every suggestion, and of everybody whom a rule excludes, under a name that states the rule."""
    found: dict[str, float] = {}
    for need in matcher.network.needs:
        ranking = matcher.mentor_ranking(matcher.query(need.id), 20)
        found |= {f"{need.id} {s.mentor.id} {s.reservations}": s.score for s in ranking.suggestions}
        found |= {f"{need.id} {e.person.id} {e.rule}": e.score for e in ranking.excluded}
        found |= {f"{need.id} {s.partner.id}": s.score for s in matcher.partners(need.id, 20)}
    for project in matcher.network.projects:
        found |= {f"{project.id} {s.investor.id}": s.score for s in matcher.investors(project.id, 20)}
    return found


def same(one: Matcher, other: Matcher) -> bool:
    """Tell whether two matchers answer alike."""
    return everything(one) == pytest.approx(everything(other), abs=ROUNDING)


def asked(matcher: Matcher) -> Matcher:
    """Return a matcher that has read everything."""
    everything(matcher)
    return matcher


@pytest.mark.parametrize("kind", [SmallMatcher, ReadingMatcher])
@settings(max_examples=15)
@given(versions=st.lists(networks(), min_size=2, max_size=4))
def test_after_any_changes_everybody_is_answered_as_by_a_new_matcher(
    kind: type[SmallMatcher], versions: list[Network]
) -> None:
    """Merged: the same scores. Not merged: the same people, rules and reservations that no word statistics touch."""
    following: Matcher = asked(kind(versions[0]))
    for network in versions[1:]:
        following, new = following.updated(network), kind(network)
        for need in network.needs:
            mine = following.mentor_ranking(following.query(need.id), 20)
            right = new.mentor_ranking(new.query(need.id), 20)
            assert {s.mentor.id for s in mine.suggestions} == {s.mentor.id for s in right.suggestions}
            assert {e.person.id: e.rule for e in mine.excluded} == {e.person.id: e.rule for e in right.excluded}
            assert {s.mentor for s in mine.suggestions} <= set(network.mentors)
        assert same(following.gathered(), following)
        assert same(following.gathered().merged(), new)
        assert same(following.merged(), new)


@settings(max_examples=15)
@given(networks(), networks())
def test_what_words_do_not_touch_is_the_same_before_merging(before: Network, after: Network) -> None:
    following, new = asked(SmallMatcher(before)).updated(after), SmallMatcher(after)
    for need in after.needs:
        mine = following.mentor_matcher.signals(following.query(need.id))
        right = new.mentor_matcher.signals(new.query(need.id))
        for name in set(right) - {"expertise", "tags", "refusal"}:
            np.testing.assert_array_equal(mine[name], right[name])


@settings(max_examples=15)
@given(networks())
def test_nothing_is_read_for_the_same_network(network: Network) -> None:
    first = asked(SmallMatcher(network))
    again = first.updated(network)
    assert again.mentor_matcher.texts is first.mentor_matcher.texts
    assert everything(again) == everything(first)


@pytest.mark.parametrize("kind", [SmallMatcher, ReadingMatcher])
@settings(max_examples=15)
@given(network=networks(), data=st.data())
def test_a_ranking_among_some_is_the_ranking_without_the_others(
    kind: type[SmallMatcher], network: Network, data: st.DataObject
) -> None:
    matcher = kind(network)
    ids = [mentor.id for mentor in matcher.mentor_matcher.pool.mentors]
    chosen = data.draw(st.lists(st.sampled_from(range(len(ids))), unique=True)) if ids else []
    for need in network.needs:
        query = matcher.query(need.id)
        among = matcher.mentor_ranking(query, 20, among=np.array(chosen, dtype=np.int64)).suggestions
        everybody = matcher.mentor_ranking(query, 20).suggestions
        right = {s.mentor.id: s.score for s in everybody if s.mentor.id in {ids[row] for row in chosen}}
        assert {s.mentor.id: s.score for s in among} == pytest.approx(right, abs=ROUNDING)


def test_a_correction_counts_at_once_and_is_what_a_new_matcher_says() -> None:
    people = (mentor("B1", "Menuisier, le bois me connaît."), mentor("B2", "J'ai tenu la TVA d'un magasin."))
    matcher = asked(ReadingMatcher(replace(BASE, mentors=people)))
    before = matcher.mentors("N1")
    for skill in SKILLS:
        corrected = replace(matcher.network, needs=(replace(NEED, skills=(skill,)),))
        later = matcher.updated(corrected)
        assert same(later, ReadingMatcher(corrected))
        assert [reading.skill.id for reading in later.understood(later.query("N1"))] == [skill]
    assert matcher.mentors("N1") == before
    taken_back = later.updated(replace(later.network, needs=(NEED,)))
    assert taken_back.mentors("N1") == before


def test_the_older_matcher_goes_on_answering() -> None:
    before = asked(SmallMatcher(BASE))
    after = before.updated(replace(BASE, mentors=()))
    assert after.mentors("N1") == []
    assert [found.mentor.id for found in before.mentors("N1")] == ["B1"]


def test_a_decision_a_pause_and_a_conflict_count_at_once() -> None:
    matcher = asked(SmallMatcher(BASE))
    refused = replace(BASE, decisions=(Decision("N1", "B1", TODAY, Outcome.REFUSED),))
    assert matcher.updated(refused).mentors("N1") == []
    assert matcher.updated(replace(BASE, mentors=(mentor(paused_until=TODAY),))).mentors("N1") == []
    assert matcher.updated(replace(BASE, mentors=(mentor(capacity=0),))).mentors("N1") == []
    assert matcher.updated(replace(BASE, conflicts=(Conflict("B1", project_id="P1"),))).mentors("N1") == []


def test_only_changed_texts_are_read() -> None:
    matcher = SmallMatcher(
        replace(BASE, mentors=tuple(mentor(f"B{n}", f"Vingt ans de paie, {n} fois.") for n in range(9)))
    )
    asked(matcher)
    encoder = matcher.encoder
    encoder.asked.clear()  # type: ignore[attr-defined]
    people = (*matcher.network.mentors[1:], mentor("B0", "Le bois et le fer."), mentor("B77", "Je tiens la paie."))
    later = matcher.updated(replace(matcher.network, mentors=people))
    assert {"Le bois et le fer.", "Je tiens la paie."} <= set(encoder.asked)  # type: ignore[attr-defined]
    assert not any("fois" in text for text in encoder.asked)  # type: ignore[attr-defined]
    assert "B77" in {found.mentor.id for found in later.mentors("N1", 20)}


def test_what_a_person_wrote_before_is_gone_once_merged() -> None:
    told = "Mon numéro est le zéro-six-quarante-deux."
    matcher = asked(SmallMatcher(replace(BASE, mentors=(mentor(), mentor("B2", told)))))
    merged = matcher.updated(BASE).merged().mentor_matcher.texts
    assert merged.waiting == 0
    (texts,) = merged.segments
    assert told not in texts.expertise.documents.wholes
    assert "quarante" not in texts.expertise.chargrams.bag.vocabulary


def test_small_segments_become_crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_segments, "FEW", 3)
    matcher: Matcher = asked(SmallMatcher(BASE))
    for number in range(5):
        people = (*matcher.network.mentors, mentor(f"C{number}", f"La paie {number}"))
        matcher = matcher.updated(replace(matcher.network, mentors=people))
    assert matcher.mentor_matcher.texts.waiting == 5
    assert matcher.mentor_matcher.texts.crowded
    assert not matcher.merged().mentor_matcher.texts.crowded
    gathered = matcher.gathered()
    assert len(gathered.mentor_matcher.texts.segments) == 2
    assert same(gathered, matcher)
    assert same(gathered.merged(), SmallMatcher(matcher.network))


def test_many_segments_are_put_together_by_themselves() -> None:
    matcher: Matcher = asked(SmallMatcher(BASE))
    for number in range(40):
        matcher = matcher.updated(replace(BASE, mentors=(mentor("B1", f"La paie {number}"),)))
    assert len(matcher.mentor_matcher.texts.segments) < 40
    assert same(matcher.merged(), SmallMatcher(matcher.network))


@pytest.mark.slow
def test_the_demo_changes_little_by_little(demo_network: Network, encoder: CachedEncoder) -> None:
    """With the shipped model: half of the mentors write something else, one after the other."""
    everybody = demo_network.mentors
    swapped = list(everybody)
    matcher = Matcher(demo_network, encoder, TODAY)
    matcher.mentors(demo_network.needs[0].id)
    for row in range(0, 40, 4):
        swapped[row] = replace(everybody[row], profile=everybody[79 - row].profile)
        matcher = matcher.updated(replace(demo_network, mentors=tuple(swapped)))
    new = Matcher(matcher.network, encoder, TODAY)
    queries: list[Query] = new.queries(demo_network.needs[:30])
    for query in queries:
        mine, right = matcher.mentor_matcher.signals(query), new.mentor_matcher.signals(query)
        for name in right:
            np.testing.assert_allclose(mine[name], right[name], atol=0.12)
        merged = matcher.merged().mentor_matcher.signals(query)
        for name in right:
            np.testing.assert_allclose(merged[name], right[name], atol=ROUNDING)


def test_partners_and_investors_are_read_again_only_when_they_changed() -> None:
    matcher = asked(SmallMatcher(BASE))
    richer = replace(BASE, investors=(replace(BASE.investors[0], available=0.0),))
    later = matcher.updated(richer)
    assert later.investors("P1") == []
    assert later.encoder is matcher.encoder
    told = replace(BASE, investors=(replace(BASE.investors[0], criteria="Le web, rien d'autre."),))
    assert "Le web" in str(matcher.updated(told).investors("P1")[0].signals)
    offers = replace(BASE, partners=partners_of("La compta et la paie."))
    assert [found.partner.id for found in matcher.updated(offers).partners(NEED.id)] == ["T0"]
