"""Spellings that count as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.tables.folding import choice_key, title_key


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Bénévoles", "benevoles"),
        (" CODE POSTAL ", "code_postal"),
        ("Disponibilité (h/mois)", "disponibilite_h_mois"),
        ("Pause jusqu’au", "pause_jusqu_au"),
        ("Be\u0301ne\u0301voles", "benevoles"),
    ],
)
def test_titles_differ_in_dress_only(written: str, official: str) -> None:
    assert title_key(written) == title_key(official)


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Retraitée", "retraité"),
        ("RETRAITES", "retraité"),
        ("retraité(e)", "retraité"),
        ("retraité·e·s", "retraité"),
        ("salariée", "salarié"),
        ("salarié-e", "salarié"),
        ("étudiante", "étudiant"),
        ("indépendante", "indépendant"),
        ("demandeuse d’emploi", "demandeur d'emploi"),
        ("demandeur·euse d'emploi", "demandeur d'emploi"),
        ("Demandeur(se) d'emploi", "demandeur d'emploi"),
        ("cheffe d’entreprise", "chef d'entreprise"),
        ("chef(fe) d'entreprise", "chef d'entreprise"),
        ("compte courant d’associée", "compte courant d'associé"),
        ("accepté", "acceptée"),
        ("Prêts d'honneur", "prêt d'honneur"),
    ],
)
def test_choices_differ_in_gender_number_and_dress_only(written: str, official: str) -> None:
    assert choice_key(written) == choice_key(official)


def test_different_choices_stay_different() -> None:
    assert choice_key("prêt") != choice_key("prêt d'honneur")
    assert choice_key("idée") != choice_key("étude")


@given(st.text())
def test_case_never_matters(text: str) -> None:
    assert title_key(text.casefold()) == title_key(text)
    assert choice_key(text.casefold()) == choice_key(text)
