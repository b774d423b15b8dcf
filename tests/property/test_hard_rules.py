"""No network, however odd, makes the engine break a hard rule. The rules are written again here, from the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings

from ptce_match.criteria import form_families
from ptce_match.network import Instrument, Outcome
from ptce_match.places import Communes, distance_km
from ptce_match.signals import MARGIN, has_shares
from tests.matcher.networks import TODAY, SmallMatcher, networks

if TYPE_CHECKING:
    from datetime import date

    from ptce_match.network import Investor, Mentor, Need, Network, Project

STEPS: Final = (Outcome.PROPOSED, Outcome.ACCEPTED, Outcome.REFUSED, Outcome.COMPLETED)
SHARES: Final = {Instrument.EQUITY, Instrument.SHAREHOLDER_LOAN}
EVERYBODY: Final = 1000


def last_outcomes(network: Network) -> dict[tuple[str, str], Outcome]:
    """Return where each (need, mentor) pair stands."""
    last: dict[tuple[str, str], tuple[date, int]] = {}
    for decision in network.decisions:
        moment = (decision.date, STEPS.index(decision.outcome))
        pair = (decision.need_id, decision.mentor_id)
        last[pair] = max(last.get(pair, moment), moment)
    return {pair: STEPS[step] for pair, (_, step) in last.items()}


def projects_under_way(network: Network) -> dict[str, set[str]]:
    """Return the projects that each mentor accompanies."""
    under_way: dict[str, set[str]] = {}
    for (need, mentor), outcome in last_outcomes(network).items():
        if outcome is Outcome.ACCEPTED:
            under_way.setdefault(mentor, set()).add(network.need(need).project_id)
    return under_way


def mentor_may(network: Network, need: Need, mentor: Mentor) -> bool:
    under_way = projects_under_way(network)
    if mentor.capacity - len(under_way.get(mentor.id, ())) <= 0:
        return False
    if mentor.paused_until is not None and mentor.paused_until >= TODAY:
        return False
    if last_outcomes(network).get((need.id, mentor.id), Outcome.PROPOSED) is not Outcome.PROPOSED:
        return False
    for conflict in network.conflicts_of(mentor.id):
        if conflict.project_id == need.project_id:
            return False
        other = ({conflict.person_id, conflict.other_person_id} - {mentor.id}).pop()
        if need.project_id in under_way.get(other, ()):
            return False
    return True


def investor_may(network: Network, project: Project, investor: Investor) -> bool:
    left = project.amount_sought - project.amount_obtained
    purse = investor.ticket_max if investor.available is None else min(investor.ticket_max, investor.available)
    if left <= 0 or left < investor.ticket_min or purse <= 0 or purse < investor.ticket_min:
        return False
    if investor.instruments and has_shares(project.legal_form) is False and set(investor.instruments) <= SHARES:
        return False
    if investor.sectors and project.sector is not None and project.sector not in investor.sectors:
        return False
    if investor.stages and project.stage not in investor.stages:
        return False
    a, b = (Communes.load().get(found.insee) for found in (investor, project))
    if a is not None and b is not None and distance_km(a, b) > (1 + MARGIN) * investor.radius_km:
        return False
    if any(conflict.project_id == project.id for conflict in network.conflicts_of(investor.id)):
        return False
    forms = {form.lower() for form in investor.legal_forms}
    accepted = {"coopérative": "cooperative", "association": "association"}
    return (
        not forms
        or not project.legal_form
        or ("sas" in project.legal_form.lower().split() and "sas" in forms)
        or any(accepted.get(form) in form_families(project.legal_form) for form in forms)
    )


@pytest.mark.slow
@settings(max_examples=100)
@given(networks())
def test_a_mentor_is_suggested_or_excluded_just_as_the_rules_say(network: Network) -> None:
    matcher = SmallMatcher(network)
    for need in network.needs:
        ranking = matcher.mentor_ranking(matcher.query(need.id), EVERYBODY)
        may = {mentor.id for mentor in network.mentors if mentor_may(network, need, mentor)}
        assert {suggestion.mentor.id for suggestion in ranking.suggestions} == may
        assert {exclusion.person.id for exclusion in ranking.excluded} == {m.id for m in network.mentors} - may
        assert all(exclusion.rule for exclusion in ranking.excluded)


@pytest.mark.slow
@settings(max_examples=100)
@given(networks())
def test_an_investor_is_suggested_or_excluded_just_as_the_rules_say(network: Network) -> None:
    matcher = SmallMatcher(network)
    for project in network.projects:
        ranking = matcher.investor_ranking(project.id, EVERYBODY)
        may = {investor.id for investor in network.investors if investor_may(network, project, investor)}
        assert {suggestion.investor.id for suggestion in ranking.suggestions} == may
        assert {exclusion.person.id for exclusion in ranking.excluded} == {i.id for i in network.investors} - may
        assert all(exclusion.rule for exclusion in ranking.excluded)


@settings(max_examples=40)
@given(networks())
def test_a_partner_in_conflict_with_a_project_is_never_suggested_to_it(network: Network) -> None:
    matcher = SmallMatcher(network)
    for need in network.needs:
        ranking = matcher.partner_ranking(matcher.query(need.id), EVERYBODY)
        at_odds = {c.person_id for c in network.conflicts if c.project_id == need.project_id}
        assert not at_odds & {suggestion.partner.id for suggestion in ranking.suggestions}
        assert {e.person.id for e in ranking.excluded} == at_odds & {partner.id for partner in network.partners}


@pytest.mark.parametrize("k", [1, 3])
@settings(max_examples=25)
@given(network=networks())
def test_nobody_worse_is_shown_in_place_of_somebody_better(network: Network, k: int) -> None:
    matcher = SmallMatcher(network)
    for need in network.needs:
        everybody = matcher.mentors(need.id, EVERYBODY)
        assert matcher.mentors(need.id, k) == everybody[:k]
