"""What must hold between rows and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_match.network import Network
from ptce_match.tables import TableError

from .rows import TABLES, extended, write_rows

if TYPE_CHECKING:
    from pathlib import Path


def faults_of(folder: Path, **changed: str | None) -> list[str]:
    with pytest.raises(TableError) as raised:
        Network.read(write_rows(folder, **changed))
    return [str(fault) for fault in raised.value.faults]


def test_an_identifier_is_used_once(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, besoins=extended("besoins", "N1;P1;Encore;1;;"))
    assert faults == [
        (
            "besoins.csv, ligne 5, colonne « id » : l'identifiant « N1 » est déjà celui de la ligne 2. "
            "Attendu : un identifiant différent à chaque ligne."
        )
    ]


def test_a_need_belongs_to_a_project(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, besoins=extended("besoins", "N9;P11;Encore;1;;"))
    assert faults == [
        (
            "besoins.csv, ligne 5, colonne « projet_id » : aucune ligne ne porte l'identifiant « P11 ». "
            "Attendu : un identifiant de la table projets (proches : P1)."
        )
    ]


def test_history_speaks_of_known_needs_and_mentors(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, historique=extended("historique", "N9;B9;2026-01-05;proposée;;"))
    assert [fault.split(" : ")[0] for fault in faults] == [
        "historique.csv, ligne 3, colonne « besoin_id »",
        "historique.csv, ligne 3, colonne « benevole_id »",
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("X1;P1;;", "aucune ligne ne porte l'identifiant « X1 »"),
        ("B1;P9;;", "aucune ligne ne porte l'identifiant « P9 »"),
        ("B1;;X1;", "aucune ligne ne porte l'identifiant « X1 »"),
        ("B1;;;", "projet_id et autre_personne_id sont vides"),
        ("B1;P1;B2;", "projet_id et autre_personne_id sont remplis tous les deux"),
        ("B1;;B1;", "« B1 » ne peut pas être en conflit avec soi-même"),
    ],
)
def test_a_conflict_names_a_person_and_either_a_project_or_a_person(tmp_path: Path, row: str, words: str) -> None:
    faults = faults_of(tmp_path, conflits=extended("conflits", row))
    assert len(faults) == 1
    assert words in faults[0]


def test_the_largest_ticket_is_not_smaller_than_the_smallest(tmp_path: Path) -> None:
    row = "F2;Banque;banque;Matha;17160;50;5000;1000;prêt;;"
    assert "ticket_max (1000 €) est plus petit que ticket_min (5000 €)" in str(
        faults_of(tmp_path, investisseurs=extended("investisseurs", row))
    )


def test_a_row_that_was_refused_does_not_make_its_references_faults(tmp_path: Path) -> None:
    projets = TABLES["projets"].replace("P1;Le Fournil;", "P1;Le Fournil;un;deux;trop;")
    assert len(faults_of(tmp_path, projets=projets)) == 1
    assert len(faults_of(tmp_path, projets=TABLES["projets"].replace("P1;", ";"))) == 1
    assert len(faults_of(tmp_path, projets=None)) == 1


def test_faults_of_cells_and_between_rows_come_together(tmp_path: Path) -> None:
    faults = faults_of(
        tmp_path,
        benevoles=TABLES["benevoles"].replace("retraitée", "magicienne"),
        besoins=extended("besoins", "N9;P9;Encore;0;;"),
    )
    assert len(faults) == 3
