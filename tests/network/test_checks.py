"""What must hold between rows and tables."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
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


class TestSkillsOfNeeds:
    """The fine skills that somebody said a need is about, by the identifiers of the taxonomy."""

    TITLES = "id;projet_id;texte;priorite;competences\n"

    def test_known_ones_are_read(self, tmp_path: Path) -> None:
        rows = 'N1;P1;La TVA;1;"fis-tva; cpt-tenue"\nN2;P1;Un logo;1;\n'
        network = Network.read(write_rows(tmp_path, besoins=self.TITLES + rows, historique=None))
        assert [need.skills for need in network.needs] == [("fis-tva", "cpt-tenue"), ()]
        assert network.warnings == ()

    def test_unknown_ones_are_faults_that_bring_the_near_ones(self, tmp_path: Path) -> None:
        rows = 'N1;P1;La TVA;1;"fis-tva;fis-tav"\nN2;P1;Un logo;1;🚀\n'
        faults = faults_of(tmp_path, besoins=self.TITLES + rows, historique=None)
        assert faults == [
            (
                "besoins.csv, ligne 2, colonne « competences » : aucune compétence du référentiel ne porte l'identifiant "
                "« fis-tav ». Attendu : des identifiants de compétences, comme les donne « ptce-match skills » "
                "(proches : fis-tva, fis-local)."
            ),
            (
                "besoins.csv, ligne 3, colonne « competences » : aucune compétence du référentiel ne porte l'identifiant "
                "« 🚀 ». Attendu : des identifiants de compétences, comme les donne « ptce-match skills »."
            ),
        ]

    def test_a_network_without_the_column_is_read_without_the_taxonomy(self, tmp_path: Path) -> None:
        code = (
            "import sys; from ptce_match.network import Network; Network.read(sys.argv[1]); "
            "print([name for name in sys.modules if name.startswith('ptce_match.skills')])"
        )
        folder = str(write_rows(tmp_path))
        done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"

    def test_a_network_is_not_written_with_a_skill_that_could_not_be_read_again(self, tmp_path: Path) -> None:
        network = Network.read(write_rows(tmp_path))
        wrong = replace(network, needs=(replace(network.needs[0], skills=("fis-tav",)), *network.needs[1:]))
        with pytest.raises(TableError, match="fis-tav"):
            wrong.write(tmp_path / "copie")
        assert not (tmp_path / "copie").exists()
