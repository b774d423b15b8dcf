"""Investors: criteria read, amounts weighed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.criteria import NEUTRAL
from ptce_match.matcher.investors import worth
from ptce_match.network import Instrument, Stage
from ptce_match.signals import SignalName
from tests.matcher.networks import BASE, SmallMatcher, investor


def test_free_text_lowers_a_score_and_is_shown() -> None:
    people = (investor("F1"), investor("F2", criteria="Jamais au moment de la création."))
    first, second = SmallMatcher(replace(BASE, investors=people)).investors("P1")
    assert (first.investor.id, second.investor.id) == ("F1", "F2")
    assert (
        "D'après ses critères, ne vient pas à l'étape « création » : « Jamais au moment de la création. »"
        in second.reservations
    )
    assert second.counterfactual.startswith("Sans la réserve « étape du projet », le score passerait de ")


def test_criteria_that_are_not_written_say_nothing() -> None:
    (found,) = SmallMatcher(replace(BASE, investors=(investor(criteria=" "),))).investors("P1")
    values = {signal.name: signal.value for signal in found.signals}
    assert values[SignalName.CRITERIA] == 0.5
    assert values[SignalName.STAGE] == values[SignalName.LEGAL_FORM] == worth(NEUTRAL)
    assert 2 <= len(found.reasons) <= 3


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_worth_adds_up_as_chances_multiply(first: float, second: float, third: float, fourth: float) -> None:
    left = [0.1 + 0.9 * chance for chance in (first, second, third, fourth)]
    gap = worth(first) + worth(second) - worth(third) - worth(fourth)
    assert gap == pytest.approx(np.log10(left[0] * left[1] / (left[2] * left[3])), abs=1e-9)
    assert worth(0.0) == pytest.approx(0.0)
    assert worth(1.0) == 1.0


def test_what_an_investor_brings_is_asked_where_it_is_not_known() -> None:
    (found,) = SmallMatcher(replace(BASE, investors=(investor(instruments=()),))).investors("P1")
    assert "Forme de l'apport non précisée : à demander" in found.reservations


def test_a_refusal_that_the_project_meets_lowers_the_score_and_is_quoted() -> None:
    people = (investor("F1"), investor("F2", sectors=(), criteria="On ne finance pas les fromages de vache."))
    cheese = replace(BASE.projects[0], title="Une fromagerie", description="Du lait, des fromages.")
    first, second = SmallMatcher(replace(BASE, investors=people, projects=(cheese,))).investors("P1")
    assert (first.investor.id, second.investor.id) == ("F1", "F2")
    assert (
        "Dit ne pas financer l'agriculture et l'alimentation : « On ne finance pas les fromages de vache. »"
        in second.reservations
    )
    assert SignalName.REFUSAL in second.rests_on


def test_a_sector_in_the_column_is_not_refused_by_a_clause() -> None:
    people = (investor(sectors=(3,), criteria="On ne finance pas les fromages de vache."),)
    cheese = replace(BASE.projects[0], title="Une fromagerie", sector=3)
    (found,) = SmallMatcher(replace(BASE, investors=people, projects=(cheese,))).investors("P1")
    assert SignalName.REFUSAL not in found.rests_on


def test_columns_settle_what_they_name() -> None:
    columns = investor(
        stages=tuple(Stage), legal_forms=("SAS", "SARL"), criteria="Jamais une création, jamais une SAS."
    )
    (found,) = SmallMatcher(replace(BASE, investors=(columns,))).investors("P1")
    values = {signal.name: signal.value for signal in found.signals}
    assert values[SignalName.STAGE] == values[SignalName.LEGAL_FORM] == 1.0


def test_shares_of_a_single_partner_are_to_be_checked() -> None:
    alone = replace(BASE.projects[0], legal_form="SASU")
    club = investor(instruments=(Instrument.EQUITY,), criteria="")
    (found,) = SmallMatcher(replace(BASE, investors=(club,), projects=(alone,))).investors("P1")
    assert "Prend des parts, ce que le statut « SASU » ne permet guère : à vérifier" in found.reservations


def test_shares_suppose_a_company() -> None:
    undecided = replace(BASE.projects[0], legal_form="")
    both = (investor("F1"), investor("F2", instruments=(Instrument.EQUITY, Instrument.GIFT)))
    found = {
        s.investor.id: s for s in SmallMatcher(replace(BASE, investors=both, projects=(undecided,))).investors("P1")
    }
    assert "Suppose une société : le statut du projet n'est pas encore choisi" in found["F1"].reservations
    assert found["F2"].reservations == ()
    assert found["F2"].reasons[0].startswith("Peut apporter un don")


def test_equal_investors_come_in_the_order_of_their_identifiers() -> None:
    people = tuple(investor(f"F{number}") for number in (3, 1, 2))
    found = SmallMatcher(replace(BASE, investors=people)).investors("P1", 2)
    assert [suggestion.investor.id for suggestion in found] == ["F1", "F2"]
