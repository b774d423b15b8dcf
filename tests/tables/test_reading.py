"""Cells understood, faults told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ptce_match.tables import Findings, Table, read_tables

from .small import SCHEMAS

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, orders: str) -> tuple[Table, Findings]:
    (folder / "commandes.csv").write_text(orders, encoding="utf-8")
    findings = Findings()
    return read_tables(folder, SCHEMAS, findings)["commandes"], findings


def test_each_column_gets_the_values_of_its_kind(tmp_path: Path) -> None:
    table, findings = read(
        tmp_path,
        "État;ID;Objet;Montant;livraison;etiquettes;notes;urgent\n"
        "closes; C1;;12 000 €;05/03/2026;vis; 1;oui\n"
        'Ouverte;C2;porte;;;"bois;fer";"1;5";\n',
    )
    assert not findings.faults
    assert table.columns == {
        "id": ["C1", "C2"],
        "objet": ["", "porte"],
        "montant": [12_000.0, 0.0],
        "état": ["close", "ouverte"],
        "livraison": [date(2026, 3, 5), None],
        "étiquettes": [("vis",), ("bois", "fer")],
        "notes": [(1,), (1, 5)],
        "urgent": [True, None],
    }


def test_an_optional_table_that_is_missing_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "commandes.csv").write_text("id;objet;montant;état\n", encoding="utf-8")
    tables = read_tables(tmp_path, SCHEMAS, Findings())
    assert tables["clients"].columns == {"id": [], "nom": []}
    assert tables["commandes"].lines == []


def test_every_fault_of_every_row_is_told(tmp_path: Path) -> None:
    table, findings = read(tmp_path, "id;objet;montant;état\n;a;b;c\nC2;a;-1;\nC3;a;1;close\n")
    told = [(fault.line, fault.column, fault.value) for fault in findings.faults]
    assert sorted(told) == [
        (2, "id", ""),
        (2, "montant", "b"),
        (2, "état", "c"),
        (3, "montant", "-1"),
        (3, "état", ""),
    ]
    assert table.columns["montant"] == [None, None, 1.0]


def test_a_missing_column_is_told_with_the_titles_that_nobody_knows(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "id;objet;somme;état\nC1;a;12;close\n")
    assert str(findings.faults[0]) == (
        "commandes.csv, ligne 1, colonne « montant » : la colonne manque (titres non reconnus : « somme »). "
        "Attendu : une colonne « montant »."
    )


def test_a_title_that_comes_twice_is_a_fault(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "id;objet;Objet;montant;état\nC1;a;b;12;close\n")
    assert [fault.problem for fault in findings.faults] == ["plusieurs colonnes portent ce titre"]


def test_unknown_columns_are_kept_and_told(tmp_path: Path) -> None:
    table, findings = read(tmp_path, "id;objet;Remarque;montant;état;\nC1;a;=x;12;close;y\nC2;a;;12;close;\n")
    assert [(extra.title, extra.values) for extra in table.extras] == [("Remarque", ("=x", "")), ("", ("y", ""))]
    assert [notice.problem for notice in findings.notices] == [
        "titre de colonne inconnu",
        "la colonne n° 6 n'a pas de titre",
    ]


@pytest.mark.parametrize("cell", ["a\x00b", "\x1b[31m"])
def test_control_characters_are_a_fault_everywhere(tmp_path: Path, cell: str) -> None:
    _, findings = read(tmp_path, f"id;objet;montant;état;autre\nC1;{cell};12;close;{cell}\n")
    assert [fault.column for fault in findings.faults] == ["objet", "autre"]
