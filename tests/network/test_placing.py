"""Communes as they are written, made official."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ptce_match.network import Network
from ptce_match.network.placing import place_rows
from ptce_match.network.schema import PARTNERS
from ptce_match.places import Communes
from ptce_match.tables import Findings, new_table

from .rows import TABLES, extended, write_rows

if TYPE_CHECKING:
    from pathlib import Path


def test_a_commune_takes_its_official_name_and_code(tmp_path: Path) -> None:
    mentor = Network.read(write_rows(tmp_path)).mentor("B2")
    assert (mentor.commune, mentor.postal_code, mentor.insee) == ("Saint-Jean-d'Angély", "17400", "17347")


def test_a_doubt_is_told_once_for_all_rows_and_the_next_reading_is_quiet(tmp_path: Path) -> None:
    row = "{};Zoé;retraitée;Matha;17400;25;4;2;;;"
    network = Network.read(write_rows(tmp_path, benevoles=extended("benevoles", row.format("B3"), row.format("B4"))))
    assert len(network.warnings) == 1
    told = str(network.warnings[0])
    assert told.startswith("benevoles.csv, ligne 4, colonne « commune » : Le code postal 17400 n'est pas celui de")
    assert told.endswith("Lu comme « Matha » (17160), ici et dans 1 autre ligne.")
    assert (network.mentor("B4").postal_code, network.mentor("B4").insee) == ("17160", "17224")
    network.write(tmp_path / "propre")
    again = Network.read(tmp_path / "propre")
    assert again == network
    assert again.warnings == ()


def test_what_is_not_recognised_stays_as_it_is_written(tmp_path: Path) -> None:
    projets = TABLES["projets"].replace("Surgères;17700", "Trifouillis;")
    network = Network.read(write_rows(tmp_path, projets=projets))
    project = network.project("P2")
    assert (project.commune, project.postal_code, project.insee) == ("Trifouillis", "", "")
    assert "Le texte est gardé, sans distances." in str(network.warnings[0])


@given(st.data())
def test_placing_twice_changes_nothing(data: st.DataObject) -> None:
    communes = list(Communes.load())
    some = st.sampled_from(communes)
    name = data.draw(some).name
    written = data.draw(st.sampled_from([name, name[:-1], name.upper(), name.replace("-", " "), ""]))
    code = data.draw(st.just("") | st.just("99999") | some.map(lambda commune: commune.postal_codes[0]))
    once = placed(written, code)
    assert placed(once[0], once[1]) == once


def placed(name: str, code: str) -> tuple[str, str, str]:
    table = new_table(PARTNERS.schema, {"id": ["T1"], "commune": [name], "code_postal": [code]})
    insees = place_rows(table, Communes.load(), Findings())
    return table.columns["commune"][0], table.columns["code_postal"][0], insees[0]


def test_a_missing_commune_is_told_except_for_partners(tmp_path: Path) -> None:
    benevoles = TABLES["benevoles"].replace("Matha;17160", ";")
    network = Network.read(write_rows(tmp_path, benevoles=benevoles))
    assert network.partner("T1").insee == ""
    assert [(warning.file, warning.line) for warning in network.warnings] == [("benevoles.csv", 2)]
