"""Which legal forms an investor comes into."""

from __future__ import annotations

import pytest

from ptce_match.criteria import FORMS, clauses, form_families, forms_of
from ptce_match.criteria.forms import read_forms


def verdict(text: str, form: str) -> bool | None:
    """Return whether a form is accepted, None where nothing is read about it."""
    found = read_forms(clauses(text)).get(form)
    return None if found is None else found.accepted


@pytest.mark.parametrize(
    ("text", "form", "accepted"),
    [
        ("On ne met pas dans une association, il nous faut des parts.", "association", False),
        ("On ne met pas dans une association, il nous faut des parts.", "SAS", True),
        ("Il nous faut des parts.", "EURL", False),
        ("Uniquement des coopératives.", "SCOP", True),
        ("Uniquement des coopératives.", "association", False),
        ("Nous n'aidons que des associations.", "SAS", False),
        ("Des organismes habilités à délivrer un reçu fiscal.", "association", True),
        ("Des organismes habilités à délivrer un reçu fiscal.", "SARL", False),
        ("SARL, SAS, SCOP. Voilà.", "SCIC", False),
        ("SARL, SAS, SCOP. Voilà.", "SARL", True),
        ("Une société au registre, SCOP ou SAS.", "SARL", False),
        ("Pas d'association.", "SAS", None),
        ("Pas d'auto-entrepreneurs.", "EI", False),
        ("Du microcrédit pour une micro-crèche.", "micro-entreprise", True),
        ("Une micro-crèche nous irait.", "micro-entreprise", None),
        ("Peu importe le statut.", "SCI", True),
        ("Tout statut, hors SCI.", "SCI", False),
        ("Les projets collectifs ne relèvent pas de notre agrément.", "SCOP", False),
        ("Les associations ont déjà la mairie.", "association", False),
        ("L'association n'est plus un motif de refus.", "association", True),
        ("Jamais une société qui a déjà dix ans.", "SARL", None),
        ("Ni aux sociétés ni aux associations.", "SAS", False),
        ("Nos associés sont treize.", "SAS", True),
        ("Nous aimons les gens.", "association", None),
        ("De l'EURL à la SCOP, venez.", "SAS", True),
        ("De l'association à la SARL, venez.", "micro-entreprise", True),
        ("SARL, SCOP : tout ce qui a des parts.", "SAS", True),
        ("Les SCIC et les SCOP d'abord.", "SARL", None),
        ("Sont recevables les demandes des associations.", "SARL", False),
        ("Ne peuvent concourir que des associations ou des SCIC.", "SCOP", False),
        ("Les structures à but lucratif s'abstiendront, refus certain.", "micro-entreprise", False),
        ("Des SCOP. Pas de sociétés qui spéculent.", "SCOP", True),
        ("Micro, EI, société, peu importe.", "SCOP", True),
        ("Les entreprises individuelles et les sociétés sont exclues.", "SAS", False),
        ("Un associé unique, non.", "SASU", False),
        ("Une société.", "EARL", True),
    ],
)
def test_forms(text: str, form: str, *, accepted: bool | None) -> None:
    assert verdict(text, form) is accepted


@pytest.mark.parametrize(
    ("legal_form", "forms"),
    [
        ("SCOP", {"SCOP"}),
        ("S.C.I.C. SAS", {"SCIC"}),
        ("Association loi 1901", {"association"}),
        ("association ou SCIC", {"association", "SCIC"}),
        ("SASU", {"SASU"}),
        ("auto-entrepreneur", {"micro-entreprise"}),
        ("EI", {"EI"}),
        ("coopérative", {"SCIC", "SCOP"}),
        ("à définir", set()),
        ("", set()),
    ],
)
def test_the_forms_that_a_project_may_be(legal_form: str, forms: set[str]) -> None:
    assert forms_of(legal_form) == forms
    assert forms <= set(FORMS)


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


def test_what_is_only_tolerated_is_told_apart() -> None:
    verdicts = read_forms(clauses("Des SCOP ; une SARL à la rigueur."))
    assert verdicts["SARL"].accepted
    assert verdicts["SARL"].lukewarm
    assert not verdicts["SCOP"].lukewarm
    assert not read_forms(clauses("Une SARL à la rigueur. La SARL est la bienvenue."))["SARL"].lukewarm
