"""What holds for every suggestion of every network."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.explanation.quotations import is_verbatim, quotations
from tests.matcher.networks import SmallMatcher, networks

if TYPE_CHECKING:
    import random

    from ptce_match.matcher import InvestorSuggestion, MentorSuggestion, PartnerSuggestion
    from ptce_match.network import Network

    Suggestions = list[MentorSuggestion] | list[InvestorSuggestion] | list[PartnerSuggestion]


def answers(network: Network) -> dict[str, Suggestions]:
    """Return every suggestion that a network gives, by need or project."""
    matcher = SmallMatcher(network)
    found: dict[str, Suggestions] = {}
    for need in network.needs:
        found[f"mentors {need.id}"] = matcher.mentors(need.id, 10)
        found[f"partners {need.id}"] = matcher.partners(need.id, 10)
    for project in network.projects:
        found[f"investors {project.id}"] = matcher.investors(project.id, 10)
    return found


@settings(max_examples=50)
@given(networks())
def test_scores_and_signals_lie_in_0_1_and_come_in_order(network: Network) -> None:
    for suggestions in answers(network).values():
        ranks = [(-suggestion.score, suggestion.person.id) for suggestion in suggestions]
        assert ranks == sorted(ranks)
        assert len({suggestion.person.id for suggestion in suggestions}) == len(suggestions)
        for suggestion in suggestions:
            assert 0 <= suggestion.score <= 1
            assert all(0 <= signal.value <= 1 for signal in suggestion.signals)


@pytest.mark.slow
@settings(max_examples=50)
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_no_table_matters(network: Network, chance: random.Random) -> None:
    tables = {each.name: list(getattr(network, each.name)) for each in fields(network)}
    for rows in tables.values():
        chance.shuffle(rows)
    assert answers(replace(network, **{name: tuple(rows) for name, rows in tables.items()})) == answers(network)


@settings(max_examples=50)
@given(networks())
def test_reasons_are_two_or_three_and_one_only_where_little_is_written(network: Network) -> None:
    matcher = SmallMatcher(network)
    for need in network.needs:
        for mentor in matcher.mentors(need.id, 10):
            said = any(signal.name == "expertise" and signal.evidence for signal in mentor.signals)
            assert (2 if said else 1) <= len(mentor.reasons) <= 3
            assert all(mentor.reasons)
            assert all(mentor.reservations)
    for project in network.projects:
        for investor in matcher.investors(project.id, 10):
            said = any(signal.name == "criteria" and signal.evidence for signal in investor.signals)
            assert (2 if said else 1) <= len(investor.reasons) <= 3


@settings(max_examples=50)
@given(networks())
def test_quotations_are_the_persons_own_words(network: Network) -> None:
    matcher = SmallMatcher(network)
    for need in network.needs:
        for suggestion in matcher.mentors(need.id, 10):
            mentor = suggestion.mentor
            own = f"{mentor.profile}\n{mentor.refusals}"
            for said in (*suggestion.reasons, *suggestion.reservations):
                assert all(is_verbatim(quotation, own) for quotation in quotations(said))
    for project in network.projects:
        for found in matcher.investors(project.id, 10):
            for said in found.reasons:
                assert all(is_verbatim(quotation, found.investor.criteria) for quotation in quotations(said))
