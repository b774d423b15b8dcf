"""The face of the engine, on the demo network with the shipped model, and on small networks."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from ptce_match import Matcher, Network
from ptce_match.errors import InputError, UnknownIdError
from ptce_match.signals import SignalName
from tests.explanation.quotations import is_verbatim, quotations
from tests.matcher.hashing_encoder import HashingEncoder
from tests.matcher.networks import BASE, NEED, SmallMatcher, mentor, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_match.encoder import CachedEncoder

TODAY: Final = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo(demo_network: Network, encoder: CachedEncoder) -> Matcher:
    return Matcher(demo_network, encoder, TODAY)


@pytest.mark.slow
def test_every_need_of_the_demo_is_answered_within_the_guarantees(demo: Matcher) -> None:
    answered = 0
    for need in demo.network.needs:
        suggestions = demo.mentors(need.id)
        answered += bool(suggestions)
        assert len(suggestions) <= 5
        for suggestion in suggestions:
            own = f"{suggestion.mentor.profile}\n{suggestion.mentor.refusals}"
            assert demo.mentor_matcher.ranker.weights.threshold <= suggestion.score <= 1
            assert 2 <= len(suggestion.reasons) <= 3
            assert suggestion.reasons[0].startswith("Son parcours : « ")
            assert is_verbatim(quotations(suggestion.reasons[0])[0], own)
            assert {signal.name for signal in suggestion.signals} == {
                SignalName.EXPERTISE,
                *demo.mentor_matcher.ranker.weights.of,
            }
    assert answered > len(demo.network.needs) / 2


@pytest.mark.slow
def test_every_project_of_the_demo_is_answered_within_the_guarantees(demo: Matcher) -> None:
    for wanted in demo.network.projects:
        for suggestion in demo.investors(wanted.id):
            assert demo.investor_matcher.ranker.weights.threshold <= suggestion.score <= 1
            assert 2 <= len(suggestion.reasons) <= 3
            quoted = [found for reason in suggestion.reasons for found in quotations(reason)]
            assert all(is_verbatim(found, suggestion.investor.criteria) for found in quoted)


def test_partners_answer_by_their_offer(demo: Matcher) -> None:
    for need in demo.network.needs[:30]:
        for suggestion in demo.partners(need.id):
            assert suggestion.reasons[0].startswith("Son offre : « ")
            assert is_verbatim(quotations(suggestion.reasons[0])[0], suggestion.partner.offer)


def test_no_declared_conflict_of_the_demo_is_suggested(demo: Matcher) -> None:
    declared = {(conflict.person_id, conflict.project_id) for conflict in demo.network.conflicts}
    for need in demo.network.needs:
        assert not {(found.mentor.id, need.project_id) for found in demo.mentors(need.id, 80)} & declared


def test_the_same_question_has_the_same_answer(demo: Matcher, encoder: CachedEncoder) -> None:
    again = Matcher(demo.network, encoder, TODAY)
    assert again.mentors("N002") == demo.mentors("N002")
    assert again.investors("P01") == demo.investors("P01")


def test_a_need_told_in_words_is_answered_as_a_registered_one_without_place_or_sector(demo: Matcher) -> None:
    need, told = next(
        (need, told)
        for need in demo.network.needs
        if (told := demo.mentor_ranking(demo.text_query(need.text), 80)).suggestions
    )
    expertise = {found.mentor.id: found.signals[0].value for found in told.suggestions}
    for found in demo.mentor_ranking(demo.query(need.id), 80).suggestions:
        assert expertise.get(found.mentor.id, found.signals[0].value) == found.signals[0].value
    territory = {s.name: s.value for s in told.suggestions[0].signals}[SignalName.TERRITORY]
    assert territory in (0.5, 0.85)
    assert not any("Distance" in reservation for reservation in told.suggestions[0].reservations)


def test_a_place_gives_distances(demo: Matcher) -> None:
    found = demo.mentor_ranking(demo.text_query("Il me faut un comptable", "Niort"), 1).suggestions
    assert not any("Distance inconnue" in reservation for reservation in found[0].reservations)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_blank_need_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="Le besoin est vide"):
        SmallMatcher(BASE).text_query(text)


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(InputError, match="Syldavie"):
        SmallMatcher(BASE).text_query("la compta", "Syldavie-sur-Mer")


@pytest.mark.parametrize("k", [0, -1, 1001])
@pytest.mark.parametrize("ask", [Matcher.mentors, Matcher.investors, Matcher.partners])
def test_the_number_of_suggestions_has_bounds(ask: Callable[[Matcher, str, int], object], k: int) -> None:
    with pytest.raises(InputError, match=rf"\({k}\) doit être compris entre 1 et 1000"):
        ask(SmallMatcher(BASE), "P1" if ask is Matcher.investors else "N1", k)


@pytest.mark.parametrize(
    ("ask", "id", "kind", "close"),
    [
        (Matcher.mentors, "N01O", "besoin", "N010"),
        (Matcher.partners, "n001", "besoin", "N001"),
        (Matcher.investors, "P1", "projet", "P01"),
    ],
)
def test_an_unknown_identifier_is_told_with_those_that_look_like_it(
    demo: Matcher, ask: Callable[[Matcher, str], object], id: str, kind: str, close: str
) -> None:
    with pytest.raises(UnknownIdError, match=f"Le réseau ne contient aucun {kind} « {id} »") as caught:
        ask(demo, id)
    assert close in caught.value.close
    assert close in str(caught.value)


def test_a_network_without_people_has_nobody_to_suggest() -> None:
    matcher = SmallMatcher(Network(projects=(project(),), needs=(NEED,)))
    assert matcher.mentors("N1") == []
    assert matcher.investors("P1") == []
    assert matcher.partners("N1") == []
    assert matcher.mentor_ranking(matcher.query("N1")).best_score == 0.0


def test_an_empty_network_knows_no_need() -> None:
    with pytest.raises(UnknownIdError):
        SmallMatcher(Network()).mentors("N1")
    assert SmallMatcher(Network()).queries([]) == []


def test_a_network_of_one(encoder: CachedEncoder) -> None:
    (found,) = Matcher(BASE, encoder, TODAY).mentors("N1")
    assert found.mentor.id == "B1"
    assert found.reasons[0] == "Son parcours : « Vingt ans de compta et de paie. »"
    assert found.reservations == ()
    assert found.counterfactual == ""


def test_nobody_good_enough_is_nobody(encoder: CachedEncoder) -> None:
    far = mentor("B2", "Je tonds les moutons et je file la laine.")
    matcher = Matcher(replace(BASE, mentors=(far,)), encoder, TODAY)
    ranking = matcher.mentor_ranking(matcher.query("N1"))
    assert ranking.suggestions == ()
    assert 0 < ranking.best_score < ranking.threshold


@pytest.mark.parametrize("text", [" ", "…"])
def test_a_need_that_says_nothing_is_answered_by_nobody(text: str, encoder: CachedEncoder) -> None:
    matcher = Matcher(replace(BASE, needs=(replace(NEED, text=text),)), encoder, TODAY)
    assert matcher.mentors("N1") == []


def test_equal_people_come_in_the_order_of_their_identifiers(encoder: CachedEncoder) -> None:
    people = tuple(mentor(f"B{number}") for number in (4, 2, 5, 1, 3))
    found = Matcher(replace(BASE, mentors=people), encoder, TODAY).mentors("N1", 4)
    assert [suggestion.mentor.id for suggestion in found] == ["B1", "B2", "B3", "B4"]
    assert len({suggestion.score for suggestion in found}) == 1


def test_a_person_without_tags_is_not_lowered_for_it(encoder: CachedEncoder) -> None:
    people = (mentor("B1"), mentor("B2", tags=("soudure", "élevage")))
    found = {s.mentor.id: s for s in Matcher(replace(BASE, mentors=people), encoder, TODAY).mentors("N1")}
    assert found["B1"].score > found["B2"].score


def test_a_refusal_lowers_a_mentor_and_is_quoted(encoder: CachedEncoder) -> None:
    people = (mentor("B1"), mentor("B2", refusals="tenir la compta et la paie"))
    first, second = Matcher(replace(BASE, mentors=people), encoder, TODAY).mentors("N1")
    assert (first.mentor.id, second.mentor.id) == ("B1", "B2")
    assert "Dit ne pas vouloir faire : « tenir la compta et la paie »" in second.reservations
    assert second.counterfactual.startswith("Sans la réserve « ce que la personne ne souhaite pas faire »")


def test_everything_encoded_once() -> None:
    encoder = HashingEncoder()
    matcher = Matcher(BASE, encoder, TODAY)
    matcher.mentors("N1")
    before = len(encoder.asked)
    matcher.mentors("N1")
    assert encoder.asked[before:] == [NEED.text]


def test_scores_are_numbers_even_where_places_are_not() -> None:
    nowhere = replace(BASE, projects=(project(insee=""),))
    (found,) = SmallMatcher(nowhere).mentors("N1")
    assert math.isfinite(found.score)
    assert "Distance inconnue : la commune n'a pas été reconnue" in found.reservations
