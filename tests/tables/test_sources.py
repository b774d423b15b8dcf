"""Folders and workbooks, and the names in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has neither stubs nor a py.typed marker

from ptce_match.tables import Findings
from ptce_match.tables.sources import read_source

from .small import SCHEMAS

if TYPE_CHECKING:
    from pathlib import Path

ORDER = "id;objet;montant;état\nC1;vis;12;close\n"


def book(path: Path, *sheets: str) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        for sheet in sheets:
            page = workbook.add_worksheet(sheet)
            page.write_row(0, 0, ["id", "objet", "montant", "état"])
            page.write_row(1, 0, ["C1", "vis", 12, "close"])
    return path


@pytest.mark.parametrize("name", ["commandes.csv", "Commandes.CSV", "COMMANDES .csv"])
def test_names_of_files_match_whatever_their_dress(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(ORDER, encoding="utf-8")
    findings = Findings()
    assert read_source(tmp_path, SCHEMAS, findings)["commandes"].file == name
    assert not findings.faults


def test_sheets_of_a_workbook_are_tables(tmp_path: Path) -> None:
    findings = Findings()
    tables = read_source(book(tmp_path / "r.XLSX", "Commandes", "Brouillon"), SCHEMAS, findings)
    assert tables["commandes"].file == "r.XLSX, feuille « Commandes »"
    assert tables["commandes"].columns[2] == [12.0]
    assert "Brouillon : aucune table ne porte ce nom. Rien n'en est lu" in str(findings.notices[0])


def test_unknown_tabular_files_are_told_and_others_ignored(tmp_path: Path) -> None:
    for name in ("commandes.csv", "divers.csv", "clients.tsv", "LISEZMOI.md", ".cache.csv", "~$clients.xlsx"):
        (tmp_path / name).write_text(ORDER, encoding="utf-8")
    findings = Findings()
    read_source(tmp_path, SCHEMAS, findings)
    assert sorted(notice.file for notice in findings.notices) == ["clients.tsv", "divers.csv"]


def test_a_required_table_that_is_missing_is_told_with_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "commande.csv").write_text(ORDER, encoding="utf-8")
    findings = Findings()
    assert read_source(tmp_path, SCHEMAS, findings) == {}
    assert str(findings.faults[0]) == (
        "commandes : la table manque (présents mais inconnus : commande.csv). Attendu : le fichier « commandes »."
    )


def test_two_tables_of_one_name_are_a_fault(tmp_path: Path) -> None:
    for name in ("commandes.csv", "Commandes .csv"):
        (tmp_path / name).write_text(ORDER, encoding="utf-8")
    findings = Findings()
    assert read_source(tmp_path, SCHEMAS, findings) == {}
    assert "plusieurs tables portent le même nom" in str(findings.faults[0])


def test_a_workbook_that_is_none_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "r.ods").write_text("non", encoding="utf-8")
    findings = Findings()
    assert read_source(tmp_path / "r.ods", SCHEMAS, findings) == {}
    assert len(findings.faults) == 1


def test_formulas_that_failed_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "r.xlsx") as workbook:
        page = workbook.add_worksheet("commandes")
        page.write_row(0, 0, ["id", "objet", "montant", "état"])
        page.write_formula("B2", "=NA()", value="#N/A")
    findings = Findings()
    read_source(tmp_path / "r.xlsx", SCHEMAS, findings)
    assert "la formule d'une cellule a échoué (#N/A, #REF!…), en B2" in str(findings.notices[0])


@pytest.mark.parametrize("name", ["absent", "absent.xlsx", "note.txt", "a\0b", "x" * 5000])
def test_a_path_to_nothing_usable_is_a_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "note.txt").write_text("bonjour", encoding="utf-8")
    findings = Findings()
    assert read_source(tmp_path / name, SCHEMAS, findings) == {}
    assert "un dossier de fichiers CSV, ou un classeur .xlsx ou .ods" in str(findings.faults[0])
