"""Why a mentor, and what speaks against."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ptce_match.explanation import mentor_reasons, mentor_reservations
from ptce_match.network import Outcome
from ptce_match.signals import SignalName
from tests.explanation.facts import decision, mentor_facts


def test_the_mentors_own_words_come_first() -> None:
    assert mentor_reasons(mentor_facts()) == (
        "Son parcours : « La paie, toujours. »",
        "Compétences déclarées : paie, bilans",
        "À 10 km, dans son rayon de 25 km",
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"past": (decision(Outcome.COMPLETED, 5),)}, "A déjà travaillé avec ce projet (accompagnement terminé, 1er mars 2026, note 5/5)"),
        ({"past": (decision(Outcome.ACCEPTED),)}, "A déjà travaillé avec ce projet (accompagnement en cours, 1er mars 2026)"),
        ({"mentor": {"tags": ()}}, "Connaît le secteur : alimentation et agriculture durable"),
        ({"mentor": {"tags": (), "remote": True}, "distance_km": 90.0}, "Accompagne aussi à distance"),
        ({"mentor": {"tags": (), "sectors": ()}}, "Disponible : 8 h par mois, 2 places libres"),
        ({"mentor": {"tags": (), "sectors": (), "hours_per_month": 1.5}, "values": {SignalName.AVAILABILITY: 0.4}},
         "Peut encore accompagner : 2 places libres"),
        ({"distance_km": 0.3}, "À moins d'un kilomètre, dans son rayon de 25 km"),
    ],
)  # fmt: skip
def test_reasons(changes: dict[str, Any], reason: str) -> None:
    reasons = mentor_reasons(mentor_facts(**changes))
    assert reason in reasons
    assert 2 <= len(reasons) <= 3


def test_only_an_empty_profile_leaves_a_single_reason() -> None:
    bare = {"tags": (), "sectors": (), "profile": ""}
    assert len(mentor_reasons(mentor_facts(mentor=bare, quote="", distance_km=math.nan))) == 1
    assert len(mentor_reasons(mentor_facts(mentor=bare, quote="La paie.", distance_km=math.nan))) == 2


def test_nothing_speaks_against_a_pair_without_fault() -> None:
    assert mentor_reservations(mentor_facts()) == {}


@pytest.mark.parametrize(
    ("changes", "signal", "reservation"),
    [
        ({"distance_km": 38.0}, SignalName.TERRITORY, "À 38 km, au-delà de son rayon de 25 km"),
        ({"distance_km": 25.2}, SignalName.TERRITORY, "À 25,2 km, au-delà de son rayon de 25 km"),
        ({"distance_km": 38.0, "mentor": {"remote": True}}, SignalName.TERRITORY,
         "À 38 km, au-delà de son rayon de 25 km, mais accompagne à distance"),
        ({"distance_km": math.nan}, SignalName.TERRITORY, "Distance inconnue : la commune n'a pas été reconnue"),
        ({"active": 1}, SignalName.CAPACITY, "Plus qu'une place"),
        ({"values": {SignalName.AVAILABILITY: 0.5}, "mentor": {"hours_per_month": 2.5}}, SignalName.AVAILABILITY,
         "Peu de temps : 2,5 h par mois"),
        ({"values": {SignalName.AVAILABILITY: 0.5}, "active": 2, "mentor": {"capacity": 5}}, SignalName.AVAILABILITY,
         "Peu de temps : 8 h par mois, déjà 2 projets en cours"),
        ({"refusal": "pas la compta", "values": {SignalName.REFUSAL: 0.3}}, SignalName.REFUSAL,
         "Dit ne pas vouloir faire : « pas la compta »"),
        ({"past": (decision(Outcome.REFUSED),)}, SignalName.COLLABORATION,
         "Avec ce projet : rapprochement refusé, 1er mars 2026"),
        ({"past": (decision(Outcome.COMPLETED, 2),)}, SignalName.COLLABORATION,
         "Avec ce projet : accompagnement terminé, 1er mars 2026, note 2/5"),
        ({"ratings": (2, 3)}, SignalName.FEEDBACK, "Retours réservés : 2,5/5 sur 2 accompagnements"),
    ],
)  # fmt: skip
def test_reservations(changes: dict[str, Any], signal: SignalName, reservation: str) -> None:
    assert mentor_reservations(mentor_facts(**changes)) == {signal: reservation}


@pytest.mark.parametrize(
    "changes",
    [
        {"mentor": {"capacity": 1}},  # the only place is not a last one
        {"refusal": "pas la compta", "values": {SignalName.REFUSAL: 0.9}},
        {"past": (decision(Outcome.PROPOSED),)},
        {"past": (decision(Outcome.COMPLETED),)},
        {"ratings": (3,)},
    ],
)
def test_no_reservation_without_ground(changes: dict[str, Any]) -> None:
    assert mentor_reservations(mentor_facts(**changes)) == {}


def test_evidence_is_there_for_every_signal_of_a_mentor() -> None:
    evidence = mentor_facts(past=(decision(Outcome.ACCEPTED),), ratings=(4, 5), refusal="le dimanche").evidence()
    assert evidence == {
        SignalName.EXPERTISE: "La paie, toujours.",
        SignalName.TAGS: "paie, bilans",
        SignalName.REFUSAL: "le dimanche",
        SignalName.TERRITORY: "10 km pour un rayon de 25 km",
        SignalName.AVAILABILITY: "8 h par mois",
        SignalName.CAPACITY: "2 places libres",
        SignalName.SECTOR: "alimentation et agriculture durable",
        SignalName.COLLABORATION: "accompagnement en cours, 1er mars 2026",
        SignalName.FEEDBACK: "4,5/5 sur 2 accompagnements",
    }
    assert mentor_facts(distance_km=math.nan).evidence()[SignalName.TERRITORY] == ""
