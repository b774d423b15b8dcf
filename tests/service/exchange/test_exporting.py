"""The registry as tables: what stays out, and what no cell can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ptce_match.network import Conflict, Network
from ptce_match.tables import ExtraColumn, TableError
from service.exchange.exporting import write
from service.exchange.fitting import without
from service.mentors.models import Mentor
from service.projects.models import Need

from .networks import brought, edited, lacking, registry, small

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.house import House

NOBODY: dict[str, set[str]] = {kind: set() for kind in ("mentor", "project", "need", "investor", "partner")}


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return small(tmp_path / "reseau")


def test_what_is_set_aside_stays_out_with_what_names_it(house: House, network: Network) -> None:
    extras = (ExtraColumn("benevoles", "Suivi", ("a", "b", "c")),)
    brought(house, replace(network, extras=extras))
    with house.writing() as session:
        mentor, need = session.get_one(Mentor, "B2"), session.get_one(Need, "N1")
        mentor.archived_at = need.closed_at = house.clock()
        session.add_all([mentor, need])
    exported = registry(house)
    expected = lacking(network, "B2", "N1")
    assert exported == replace(expected, extras=(ExtraColumn("benevoles", "Suivi", ("a", "c")),))
    assert exported.decisions == ()


@pytest.mark.parametrize(
    ("kind", "gone"), [("mentor", "B3"), ("project", "P1"), ("need", "N3"), ("investor", "F1"), ("partner", "T1")]
)
def test_nothing_names_what_is_not_there(tmp_path: Path, network: Network, kind: str, gone: str) -> None:
    tied = replace(network, conflicts=(*network.conflicts, Conflict("F1", "", "T1"), Conflict("B3", "", "F1")))
    rest = without(tied, NOBODY | {kind: {gone}})
    rest.write(tmp_path / "out")
    assert Network.read(tmp_path / "out") == rest
    assert without(tied, NOBODY) == tied


def test_what_no_cell_can_hold_is_written_as_nearly_as_possible(tmp_path: Path, network: Network) -> None:
    odd = edited(
        network,
        "mentors",
        "B1",
        tags=("compta;paie", "\x07"),
        profile="Un\x00 texte",
        postal_code="17 ou 79",
        name="\x07",
    )
    odd = edited(odd, "needs", "N2", text="Une question\ufffe")
    with pytest.raises(TableError):
        odd.write(tmp_path / "out")
    write(odd, tmp_path / "out")
    read = Network.read(tmp_path / "out")
    mentor = read.mentor("B1")
    assert (mentor.tags, mentor.profile, mentor.postal_code, mentor.name) == (
        ("compta,paie",),
        "Un texte",
        "17160",
        "?",
    )
    assert read.need("N2").text == "Une question"
    assert read.mentor("B2") == network.mentor("B2")


def test_a_row_that_contradicts_itself_is_named(tmp_path: Path, network: Network) -> None:
    with pytest.raises(TableError, match="ticket_max"):
        write(edited(network, "investors", "F1", ticket_min=9000.0), tmp_path / "out")
