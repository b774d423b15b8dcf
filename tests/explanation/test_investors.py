"""Why an investor, and what speaks against."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ptce_match.explanation import investor_reasons, investor_reservations
from ptce_match.network import Instrument
from ptce_match.signals import SignalName
from tests.explanation.facts import investor_facts

S = "\u202f"


def test_means_come_first_then_taste_then_sector() -> None:
    assert investor_reasons(investor_facts()) == (
        f"Peut apporter des parts au capital, de 500{S}€ à 4{S}000{S}€, pour 9{S}000{S}€ à trouver",
        "Ses critères : « Des légumes. »",
        "Finance le secteur : alimentation et agriculture durable",
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"investor": {"sectors": ()}, "criteria_quote": "", "distance_km": math.nan}, "Ouvert à tous les secteurs"),
        ({"investor": {"sectors": ()}, "criteria_quote": ""}, "À 10 km, dans son territoire"),
        ({"investor": {"ticket_min": 900, "ticket_max": 900}},
         f"Peut apporter des parts au capital, ticket de 900{S}€, pour 9{S}000{S}€ à trouver"),
        ({"usable": ()}, f"Peut apporter un apport à préciser, de 500{S}€ à 4{S}000{S}€, pour 9{S}000{S}€ à trouver"),
        ({"usable": (Instrument.LOAN, Instrument.GIFT)},
         f"Peut apporter un prêt ou un don, de 500{S}€ à 4{S}000{S}€, pour 9{S}000{S}€ à trouver"),
        ({"wish": ("les jeunes", "Priorité aux jeunes.")}, "Ses critères évoquent les jeunes : « Priorité aux jeunes. »"),
        ({"stage_quote": "Au stade de l'idée.", "values": {SignalName.CRITERIA: 0.1}}, "Ses critères : « Au stade de l'idée. »"),
    ],
)  # fmt: skip
def test_reasons(changes: dict[str, Any], reason: str) -> None:
    reasons = investor_reasons(investor_facts(**changes))
    assert reason in reasons
    assert 2 <= len(reasons) <= 3


def test_a_sentence_is_quoted_once() -> None:
    sentence = "Le « vrac » nous va, dès l'idée et pour les coopératives de tout le pays."
    facts = investor_facts(criteria_quote=sentence, stage_quote=sentence, form_quote=sentence)
    assert sum("vrac" in reason for reason in investor_reasons(facts)) == 1


def test_only_empty_criteria_leave_a_single_reason() -> None:
    nowhere: dict[str, Any] = {
        "project": {"sector": None},
        "distance_km": math.nan,
        "values": {SignalName.CRITERIA: 0.2},
    }
    assert len(investor_reasons(investor_facts(**nowhere))) == 2
    assert len(investor_reasons(investor_facts(**nowhere, criteria_quote=""))) == 1


def test_nothing_speaks_against_a_pair_without_fault() -> None:
    assert investor_reservations(investor_facts()) == {}


@pytest.mark.parametrize(
    ("changes", "signal", "reservation"),
    [
        ({"values": {SignalName.STAGE: 0.1}, "stage_quote": "Pas d'idée."}, SignalName.STAGE,
         "D'après ses critères, ne vient pas à l'étape « idée » : « Pas d'idée. »"),
        ({"values": {SignalName.STAGE: 0.2}, "stage_quote": "Des bilans."}, SignalName.STAGE,
         "Étape « idée » à vérifier : « Des bilans. »"),
        ({"values": {SignalName.LEGAL_FORM: 0.35}, "form_quote": "Des SCOP."}, SignalName.LEGAL_FORM,
         "Statut « SAS » à vérifier : « Des SCOP. »"),
        ({"values": {SignalName.LEGAL_FORM: 0.1}, "form_quote": "Pas de SAS."}, SignalName.LEGAL_FORM,
         "D'après ses critères, n'accepte pas le statut « SAS » : « Pas de SAS. »"),
        ({"values": {SignalName.LEGAL_FORM: 0.2}, "project": {"legal_form": "EURL"}}, SignalName.LEGAL_FORM,
         "Prend des parts, ce que le statut « EURL » ne permet guère : à vérifier"),
        ({"values": {SignalName.REFUSAL: 0.0}, "refused": ("la restauration", "Pas de resto.")}, SignalName.REFUSAL,
         "Dit ne pas financer la restauration : « Pas de resto. »"),
        ({"values": {SignalName.REFUSAL: 0.5}, "refused": ("la restauration", "Pas de resto.")}, SignalName.REFUSAL,
         "Dit ne pas financer la restauration (à vérifier) : « Pas de resto. »"),
        ({"values": {SignalName.REFUSAL: 0.6}, "refused": ("", "Pas de robots.")}, SignalName.REFUSAL,
         "Refus (à vérifier) : « Pas de robots. »"),
        ({"condition": "Jamais seuls."}, SignalName.CRITERIA, "Condition posée : « Jamais seuls. »"),
        ({"values": {SignalName.INSTRUMENT: 0.6}}, SignalName.INSTRUMENT,
         "Suppose une société : le statut du projet n'est pas encore choisi"),
        ({"values": {SignalName.INSTRUMENT: 0.6}, "investor": {"instruments": ()}}, SignalName.INSTRUMENT,
         "Forme de l'apport non précisée : à demander"),
        ({"distance_km": math.nan}, SignalName.TERRITORY, "Distance inconnue : la commune n'a pas été reconnue"),
        ({"distance_km": 33.0, "investor": {"radius_km": 30.0}}, SignalName.TERRITORY,
         "À 33 km, un peu au-delà de son territoire (30 km autour de Matha)"),
        ({"values": {SignalName.AMOUNT: 0.6}, "investor": {"available": 900.0}}, SignalName.AMOUNT,
         f"Couvre au plus 10{S}% de la somme : à combiner avec d'autres"),
    ],
)  # fmt: skip
def test_reservations(changes: dict[str, Any], signal: SignalName, reservation: str) -> None:
    assert investor_reservations(investor_facts(**changes)) == {signal: reservation}


def test_evidence_of_amounts_and_means() -> None:
    evidence = investor_facts().evidence()
    assert evidence[SignalName.AMOUNT] == f"de 500{S}€ à 4{S}000{S}€, 9{S}000{S}€ à trouver"
    assert evidence[SignalName.INSTRUMENT] == "capital"
    assert evidence[SignalName.TERRITORY] == "10 km"
    assert investor_facts(distance_km=math.nan).evidence()[SignalName.TERRITORY] == ""


def test_a_refusal_that_is_hardly_near_is_not_told() -> None:
    facts = investor_facts(values={SignalName.REFUSAL: 0.9}, refused=("", "Pas de robots."))
    assert investor_reservations(facts) == {}
    assert facts.evidence()[SignalName.REFUSAL] == "Pas de robots."
