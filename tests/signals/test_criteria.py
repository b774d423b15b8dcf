"""What free text says about stages and legal forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.network import Stage
from ptce_match.signals import form_families, form_value, read_criteria, stage_value
from ptce_match.signals.criteria import NEUTRAL

REFUSED, NOT_LISTED, ACCEPTED = 0.1, 0.35, 1.0


@pytest.mark.parametrize(
    ("criteria", "form", "value"),
    [
        ("On ne met pas dans une association, il nous faut des parts.", "association", REFUSED),
        ("On ne met pas dans une association, il nous faut des parts.", "SAS", ACCEPTED),
        ("Uniquement des coopératives.", "SCOP", ACCEPTED),
        ("Uniquement des coopératives.", "association", NOT_LISTED),
        ("Exclusivement des SCOP.", "micro-entreprise", NOT_LISTED),
        ("Nous n'aidons que des associations.", "association", ACCEPTED),
        ("Nous n'aidons que des associations.", "SAS", NOT_LISTED),
        ("Pas d'association.", "SAS", NEUTRAL),
        ("Nous aimons les gens.", "association", NEUTRAL),
        ("", "SAS", NEUTRAL),
        ("Pas d'association.", "", NEUTRAL),
    ],
)
def test_forms(criteria: str, form: str, value: float) -> None:
    assert form_value(read_criteria(criteria), form_families(form))[0] == value


@pytest.mark.parametrize(
    ("criteria", "stage", "value"),
    [
        ("Jamais une simple idée.", Stage.IDEA, REFUSED),
        ("Jamais une simple idée.", Stage.GROWTH, NEUTRAL),
        ("Seulement des entreprises qui tournent déjà, avec deux bilans.", Stage.GROWTH, ACCEPTED),
        ("Seulement les projets avec deux bilans.", Stage.IDEA, NOT_LISTED),
        ("Nous accompagnons la création.", Stage.CREATION, ACCEPTED),
        ("Nous accompagnons la création.", Stage.IDEA, NEUTRAL),
    ],
)
def test_stages(criteria: str, stage: Stage, value: float) -> None:
    assert stage_value(read_criteria(criteria), stage)[0] == value


@pytest.mark.parametrize(
    ("form", "families"),
    [
        ("SCOP", {"cooperative", "company"}),
        ("SCIC SAS", {"cooperative", "company"}),
        ("Association loi 1901", {"association"}),
        ("SARL", {"company"}),
        ("micro-entreprise", {"sole"}),
        ("EI", {"sole"}),
        ("", set()),
    ],
)
def test_families_of_a_form(form: str, families: set[str]) -> None:
    assert form_families(form) == families


def test_the_sentence_behind_a_value_is_quoted_whole() -> None:
    text = "Nous sommes douze. On ne prend pas d'association, c'est ainsi. Merci."
    value, quote = form_value(read_criteria(text), {"association"})
    assert value == REFUSED
    assert quote == "On ne prend pas d'association, c'est ainsi."


_bits = st.sampled_from(
    ["association", "SCOP", "idée", "création", "pas", "uniquement", "sauf", "ne", "que des", ", ", ". ", " ; ", "bilans", "non"]
)  # fmt: skip


@given(st.lists(_bits, max_size=12).map(" ".join) | st.text(max_size=40), st.sampled_from(Stage), st.text(max_size=12))
def test_values_lie_in_0_1_and_say_where_they_come_from(text: str, stage: Stage, form: str) -> None:
    readings = read_criteria(text)
    for value, quote in (stage_value(readings, stage), form_value(readings, form_families(form))):
        assert 0 <= value <= 1
        assert (quote == "") == (value == NEUTRAL)
        assert "".join(quote.split()) in "".join(text.split())
