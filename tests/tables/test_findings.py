"""How findings are told."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.errors import PtceError
from ptce_match.tables import Fault, Findings, Notice, TableError
from ptce_match.tables.findings import shown


def test_a_fault_says_where_what_and_what_was_expected() -> None:
    fault = Fault("besoins.csv", 12, "priorite", "zéro", "un nombre entier, au moins 1")
    assert str(fault) == (
        "besoins.csv, ligne 12, colonne « priorite » : « zéro » ne convient pas. Attendu : un nombre entier, au moins 1."
    )


def test_an_empty_cell_is_called_empty() -> None:
    assert "la cellule est vide" in str(Fault("besoins.csv", 2, "texte", "", "un texte"))


def test_a_fault_of_a_whole_file_names_no_line() -> None:
    fault = Fault("projets", None, "", "", "le fichier « projets »", "la table manque")
    assert str(fault) == "projets : la table manque. Attendu : le fichier « projets »."


def test_a_notice_says_what_was_done() -> None:
    notice = Notice("a.csv", 1, "Âge", "Âge", "ses cellules sont gardées telles quelles", "titre de colonne inconnu")
    assert str(notice).endswith("titre de colonne inconnu. Ses cellules sont gardées telles quelles.")


def test_an_error_holds_all_faults_and_shows_twenty() -> None:
    findings = Findings()
    for line in range(2, 334):
        findings.fault("benevoles.csv", line, "nom", "", "un texte")
    with pytest.raises(TableError) as raised:
        findings.raise_faults("dossier")
    error = raised.value
    assert isinstance(error, PtceError)
    assert len(error.faults) == 332
    lines = str(error).splitlines()
    assert lines[0] == "« dossier » n'a pas été lu : 332 erreurs sont à corriger."
    assert lines[-1] == "… et 312 autres."
    assert len(lines) == 22


def test_faults_come_in_the_order_of_the_lines() -> None:
    findings = Findings()
    for file, line in (("b.csv", 9), ("b.csv", 3), ("a.csv", 5), ("b.csv", 3)):
        findings.fault(file, line, "", "", "")
    with pytest.raises(TableError) as raised:
        findings.raise_faults("dossier")
    assert [(fault.file, fault.line) for fault in raised.value.faults] == [
        ("b.csv", 3),
        ("b.csv", 3),
        ("b.csv", 9),
        ("a.csv", 5),
    ]


def test_findings_can_always_be_printed() -> None:
    findings = Findings()
    findings.fault("r\udce9seau.csv", 2, "nom", "\ud800", "un texte")
    assert findings.faults[0].file == "r?seau.csv"
    assert str(findings.faults[0]).encode()


def test_without_faults_nothing_is_raised() -> None:
    findings = Findings()
    findings.notice("a.csv", 1, "", "", "rien")
    findings.raise_faults("dossier")


def test_an_error_survives_the_way_between_processes() -> None:
    error = TableError("dossier", (Fault("a.csv", 1, "", "", "autre chose"),))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 our own bytes
    assert (again.faults, str(again)) == (error.faults, str(error))


@given(st.text(alphabet=st.characters(), max_size=400))
def test_whatever_is_shown_is_one_short_printable_line(text: str) -> None:
    line = shown(text)
    assert line.isprintable()
    assert len(line) <= 61
