"""Each hard rule about investors, and how it is stated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ptce_match.network import Conflict, Instrument, Stage
from tests.matcher.networks import BASE, PLACES, SmallMatcher, investor, project

S = "\u202f"
NIORT = {"commune": PLACES[2][0], "postal_code": PLACES[2][1], "insee": PLACES[2][2]}


def rules(investor_changes: dict[str, Any], project_changes: dict[str, Any], *conflicts: Conflict) -> list[str]:
    made = replace(
        BASE, investors=(investor(**investor_changes),), projects=(project(**project_changes),), conflicts=conflicts
    )
    ranking = SmallMatcher(made).investor_ranking("P1")
    assert len(ranking.suggestions) + len(ranking.excluded) == 1
    return [exclusion.rule for exclusion in ranking.excluded]


@pytest.mark.parametrize(
    ("of_investor", "of_project", "rule"),
    [
        ({}, {"amount_obtained": 9000.0}, "le projet ne cherche plus de financement"),
        ({"ticket_min": 10_000.0, "ticket_max": 20_000.0}, {},
         f"ticket minimum de 10{S}000{S}€, pour 9{S}000{S}€ restant à trouver"),
        ({"available": 300.0}, {}, f"n'a plus de quoi placer cette année (300{S}€)"),
        ({"available": 0.0}, {}, f"n'a plus de quoi placer cette année (0{S}€)"),
        ({}, {"legal_form": "association"}, "n'apporte que : capital, ce que le statut « association » ne permet pas"),
        ({"sectors": (1, 2)}, {}, "ne finance pas le secteur « alimentation et agriculture durable »"),
        ({"radius_km": 10.0}, NIORT, "à 52 km, hors de son territoire (10 km autour de Matha)"),
        ({"stages": (Stage.GROWTH,)}, {}, "n'intervient pas à l'étape « création »"),
        ({"legal_forms": ("SCOP", "SCIC")}, {}, "n'accepte pas le statut « SAS »"),
    ],
)  # fmt: skip
def test_a_rule_leaves_out_and_says_why(of_investor: dict[str, Any], of_project: dict[str, Any], rule: str) -> None:
    assert rules(of_investor, of_project) == [rule]


def test_a_declared_conflict_leaves_out() -> None:
    conflict = Conflict("F1", "P1", reason="Sa nièce préside le projet")
    assert rules({}, {}, conflict) == ["conflit d'intérêts déclaré avec ce projet : Sa nièce préside le projet"]
    assert rules({}, {}, Conflict("F1", "P2")) == []


@pytest.mark.parametrize(
    ("of_investor", "of_project"),
    [
        ({}, {}),
        ({"ticket_min": 9000.0, "ticket_max": 9000.0}, {}),
        ({"available": 500.0}, {}),
        ({"sectors": ()}, {}),
        ({"sectors": (1,)}, {"sector": None}),
        ({"radius_km": 10.0}, {"insee": ""}),
        ({"radius_km": 41.0}, NIORT),
        ({"instruments": ()}, {"legal_form": "association"}),
        ({"instruments": (Instrument.EQUITY, Instrument.GIFT)}, {"legal_form": "association"}),
        ({}, {"legal_form": ""}),
        ({}, {"legal_form": "association ou SCIC"}),
        ({"legal_forms": ("SCOP",)}, {"legal_form": ""}),
        ({"legal_forms": ("S.A.S.", "SARL")}, {}),
        ({"legal_forms": ("coopératives",)}, {"legal_form": "SCIC"}),
        ({"legal_forms": ("sociétés",)}, {}),
        ({"legal_forms": ("associations",), "instruments": (Instrument.GIFT,)}, {"legal_form": "association loi 1901"}),
    ],
)
def test_what_no_column_forbids_is_suggested(of_investor: dict[str, Any], of_project: dict[str, Any]) -> None:
    assert rules(of_investor, of_project) == []


def test_free_text_is_never_a_hard_rule() -> None:
    assert rules({"criteria": "Jamais de SAS, jamais de création, jamais de pain."}, {}) == []
