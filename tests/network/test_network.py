"""The network as its users see it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ptce_match.errors import UnknownIdError
from ptce_match.network import (
    Conflict,
    Decision,
    Instrument,
    Investor,
    InvestorKind,
    Mentor,
    MentorStatus,
    Need,
    Network,
    Outcome,
    Project,
    Stage,
)
from ptce_match.resources import resource
from ptce_match.tables import TableError

from .rows import TABLES, extended, write_rows

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network.read(write_rows(tmp_path))


def test_each_row_is_an_entity(network: Network) -> None:
    assert network.mentors[0] == Mentor(
        id="B1",
        name="Jeanne",
        status=MentorStatus.RETIRED,
        commune="Matha",
        postal_code="17160",
        radius_km=25.0,
        hours_per_month=4.0,
        capacity=2,
        tags=("compta", "paie"),
        sectors=(3, 5),
        profile="J'ai tenu la caisse du comité.",
        insee="17224",
    )
    assert network.projects[1] == Project(
        "P2", "L'Atelier", "Sam", "Des vélos", "Surgères", "17700", None, Stage.IDEA, 0.0, "", insee="17434"
    )
    assert network.needs[1] == Need("N2", "P1", "La banque veut un tableau", 1, date(2026, 12, 31), 2)
    assert network.investors[0] == Investor(
        *("F1", "La Fourmi", InvestorKind.CIGALE, "Matha", "17160", 35.0, 800.0, 4000.0),
        instruments=(Instrument.EQUITY,),
        sectors=(),
        criteria="Circuits courts",
        insee="17224",
    )
    assert network.decisions == (Decision("N1", "B1", date(2026, 1, 5), Outcome.COMPLETED, "", 5),)
    assert network.conflicts[0] == Conflict("B1", "P2", "", "sa sœur")
    assert network.warnings == ()


def test_things_are_found_by_identifier(network: Network) -> None:
    assert network.mentor("B1").name == "Jeanne"
    assert network.project("P2").title == "L'Atelier"
    assert network.need("N3").text == "Un statut"
    assert network.investor("F1").name == "La Fourmi"
    assert network.partner("T1").kind == "banque"


def test_an_unknown_identifier_is_told_with_those_that_look_like_it(network: Network) -> None:
    with pytest.raises(UnknownIdError) as raised:
        network.need("n1")
    assert str(raised.value) == ("Le réseau ne contient aucun besoin « n1 ». Identifiants proches : N1.")
    for look_up in (network.mentor, network.project, network.investor, network.partner):
        with pytest.raises(UnknownIdError):
            look_up("???")


def test_needs_come_most_urgent_first(network: Network) -> None:
    assert [need.id for need in network.needs_of("P1")] == ["N2", "N3", "N1"]
    assert network.needs_of("P2") == ()
    with pytest.raises(UnknownIdError):
        network.needs_of("P3")


def test_decisions_and_conflicts_are_found_from_each_side(network: Network) -> None:
    assert network.decisions_of("B1") == network.decisions_on("N1") == network.decisions
    assert network.decisions_of("B2") == network.decisions_on("N2") == ()
    assert [conflict.reason for conflict in network.conflicts_of("B1")] == ["sa sœur", "anciens associés"]
    assert [conflict.reason for conflict in network.conflicts_of("P2")] == ["sa sœur"]
    assert network.conflicts_of("P1") == ()


def test_only_mentors_projects_and_needs_are_required(tmp_path: Path) -> None:
    network = Network.read(write_rows(tmp_path, investisseurs=None, partenaires=None, historique=None, conflits=None))
    assert (network.investors, network.partners, network.decisions, network.conflicts) == ((), (), (), ())
    (tmp_path / "besoins.csv").unlink()
    with pytest.raises(TableError, match="la table manque"):
        Network.read(tmp_path)


def test_a_table_may_be_empty(tmp_path: Path) -> None:
    titles = TABLES["benevoles"].splitlines()[0]
    assert Network.read(write_rows(tmp_path, benevoles=titles, historique=None, conflits=None)).mentors == ()


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("benevoles", "B9;Zoé;;Matha;17160;25;4;2;;;", "statut"),
        ("benevoles", "B9;Zoé;salarié;Matha;17160;;4;2;;;", "rayon_km"),
        ("benevoles", "B9;Zoé;salarié;Matha;17160;-1;4;2;;;", "rayon_km"),
        ("benevoles", "B9;Zoé;salarié;Matha;17160;25;-4;2;;;", "disponibilite_h_mois"),
        ("benevoles", "B9;Zoé;salarié;Matha;17160;25;4;-2;;;", "capacite_projets"),
        ("benevoles", "B9;Zoé;salarié;Matha;17160;25;4;2;;11;", "domaines"),
        ("projets", "P9;;;;Matha;17160;;idée;;", "titre"),
        ("projets", "P9;Café;;;Matha;17160;0;idée;;", "secteur"),
        ("projets", "P9;Café;;;Matha;17160;;;;", "etape"),
        ("besoins", "N9;P1;;1;;", "texte"),
        ("besoins", "N9;P1;Un prix;0;;", "priorite"),
        ("besoins", "N9;P1;Un prix;1;32/01/2026;", "echeance"),
        ("besoins", "N9;P1;Un prix;1;;0", "accompagnants"),
        ("historique", "N1;B1;2026-01-05;terminée;;6", "note"),
        ("historique", "N1;B1;;terminée;;", "date"),
        ("investisseurs", "F9;Banque;banque;Matha;17160;50;0;;prêt;;", "ticket_max"),
        ("investisseurs", "F9;Banque;banque;Matha;17160;50;0;10;troc;;", "instruments"),
    ],
)
def test_values_that_the_engine_cannot_use_are_faults(tmp_path: Path, table: str, row: str, column: str) -> None:
    with pytest.raises(TableError) as raised:
        Network.read(write_rows(tmp_path, **{table: extended(table, row)}))
    last = TABLES[table].count("\n") + 1
    assert [(fault.file, fault.line, fault.column) for fault in raised.value.faults] == [(f"{table}.csv", last, column)]


def test_unknown_columns_come_back(tmp_path: Path) -> None:
    lines = TABLES["projets"].splitlines()
    projets = "\n".join([lines[0] + ";Âge du projet", lines[1] + ";=2+2", lines[2] + ";"])
    network = Network.read(write_rows(tmp_path, projets=projets))
    assert "colonne « Âge du projet » : titre de colonne inconnu" in str(network.warnings[0])
    for name in ("copie", "copie.xlsx", "copie.ods"):
        network.write(tmp_path / name)
        assert Network.read(tmp_path / name) == network
    assert network.extras[0].values == ("=2+2", "")


def test_networks_are_equal_when_their_rows_are(network: Network) -> None:
    assert network == Network(
        list(network.mentors),  # type: ignore[arg-type] # any iterable is turned into a tuple
        *(network.projects, network.needs, network.investors, network.partners, network.decisions, network.conflicts),
    )
    assert network != Network(network.mentors)
    assert repr(network).startswith("Network(mentors=2, projects=2, needs=3")


def test_the_demo_network_has_no_fault_and_no_doubtful_commune() -> None:
    network = Network.read(resource("data", "demo"))
    assert network.mentors
    assert [warning for warning in network.warnings if warning.column == "commune"] == []
