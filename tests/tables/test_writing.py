"""Tables written to folders and workbooks, and read again by us and by others."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import pandas as pd
import pytest

from ptce_match.errors import InputError
from ptce_match.tables import ExtraColumn, Findings, new_table, read_tables, render_table, write_tables

from .small import CLIENTS, ORDERS, SCHEMAS

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.tables import Table
    from ptce_match.tables.raw import RawTable

NASTY = '=HYPERLINK("http://x";"y")'
LINES = 'une\n  deux "mots"\n\ttrois   quatre ; « cinq » <&>'


def orders() -> Table:
    table = new_table(
        ORDERS,
        {
            "id": ["C1", "001"],
            "objet": [NASTY, LINES],
            "montant": [12_000.5, 0.0],
            "état": ["close", "ouverte"],
            "livraison": [date(2026, 3, 5), None],
            "étiquettes": [("+33", "a, b"), ()],
            "notes": [(1, 5), ()],
            "urgent": [True, None],
        },
    )
    return replace(table, extras=(ExtraColumn("commandes", "Remarque", ("@moi", "")),))


def rendered() -> list[RawTable]:
    findings = Findings()
    tables = [render_table(table, findings) for table in (orders(), new_table(CLIENTS, {"id": [], "nom": []}))]
    assert not findings.faults
    return tables


@pytest.mark.parametrize("name", ["dossier", "reseau.xlsx", "reseau.ods", "nouveau/sous/Reseau.XLSX"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    write_tables(tmp_path / name, rendered(), SCHEMAS)
    findings = Findings()
    table = read_tables(tmp_path / name, SCHEMAS, findings)["commandes"]
    assert not findings.faults
    assert table.columns == orders().columns
    assert table.extras == orders().extras


@pytest.mark.parametrize(("name", "engine"), [("r.xlsx", "openpyxl"), ("r.ods", "odf")])
def test_other_programs_see_numbers_dates_and_harmless_text(
    tmp_path: Path, name: str, engine: Literal["openpyxl", "odf"]
) -> None:
    pytest.importorskip(engine)
    write_tables(tmp_path / name, rendered(), SCHEMAS)
    first = pd.read_excel(tmp_path / name, sheet_name="commandes", engine=engine, dtype={"id": str}).iloc[0]
    assert first["objet"] == NASTY
    assert first["montant"] == 12_000.5
    assert first["livraison"] == pd.Timestamp(2026, 3, 5)


def test_csv_opens_with_a_double_click_in_french_spreadsheets(tmp_path: Path) -> None:
    write_tables(tmp_path / "dossier", rendered(), SCHEMAS)
    content = (tmp_path / "dossier" / "commandes.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid;objet;montant;")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True), delimiter=";"))
    assert rows[1][:5] == ["C1", "'" + NASTY, "12000,5", "close", "2026-03-05"]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_folder_is_replaced_as_a_whole_and_keeps_what_is_not_ours(tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    write_tables(folder, rendered(), SCHEMAS)
    (folder / "Clients.CSV").write_text("vieux", encoding="utf-8")
    (folder / "clients.csv").unlink()
    (folder / "LISEZMOI.md").write_text("gardez-moi", encoding="utf-8")
    write_tables(folder, rendered(), SCHEMAS)
    assert sorted(entry.name for entry in folder.iterdir()) == ["LISEZMOI.md", "clients.csv", "commandes.csv"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["dossier"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    write_tables(tmp_path / "dossier", rendered(), SCHEMAS)
    assert (tmp_path / "dossier" / "commandes.csv").exists()


def test_a_workbook_of_ours_is_replaced(tmp_path: Path) -> None:
    for _ in range(2):
        write_tables(tmp_path / "r.ods", rendered(), SCHEMAS)
    assert [entry.name for entry in tmp_path.iterdir()] == ["r.ods"]


@pytest.mark.parametrize("name", ["photos", "photos/plage.jpg", "budget.xlsx", "liste.csv", "a\0b", "x" * 300])
def test_nothing_else_is_ever_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "plage.jpg").write_bytes(b"jpg")
    (tmp_path / "budget.xlsx").write_bytes(b"budget")
    with pytest.raises(InputError):
        write_tables(tmp_path / name, rendered(), SCHEMAS)
    assert (tmp_path / "photos" / "plage.jpg").read_bytes() == b"jpg"
    assert (tmp_path / "budget.xlsx").read_bytes() == b"budget"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["budget.xlsx", "photos"]


def test_values_that_could_not_be_read_again_are_faults(tmp_path: Path) -> None:
    table = orders()
    table.columns["objet"][0] = "a\x00b"
    table.columns["étiquettes"][1] = ("a;b",)
    table.columns["montant"][1] = float("nan")
    findings = Findings()
    render_table(table, findings)
    assert [(fault.line, fault.column) for fault in findings.faults] == [
        (2, "objet"),
        (3, "montant"),
        (3, "étiquettes"),
    ]
    assert not list(tmp_path.iterdir())


def test_an_unknown_column_needs_one_value_a_row() -> None:
    table = replace(orders(), extras=(ExtraColumn("commandes", "Remarque", ("une",)),))
    with pytest.raises(InputError, match="1 valeurs pour 2 lignes"):
        render_table(table, Findings())
