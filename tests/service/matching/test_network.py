"""The registry as the library's network: who is in it, and who is not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from ptce_match.network import Conflict, MentorStatus, Outcome
from service.exchange.models import OwnColumn
from service.matching.network import load_network
from service.matching.rows import KINDS
from service.people.models import Membership, Person
from tests.service.matching import registry
from tests.service.matching.registry import NOW

if TYPE_CHECKING:
    from ptce_match.network import Network
    from tests.service.house import House


def loaded(house: House, *, for_matching: bool = True) -> Network:
    with house.reading() as session:
        return load_network(session, for_matching=for_matching)


def test_rows_become_entities(house: House) -> None:
    with house.writing() as session:
        registry.small(session)
        registry.decision(session, "N1", "B1", "terminée", rating=4, reason="le temps")
        registry.conflict(session, "C1", "B2", project_id="P1", reason="cousins")
        registry.conflict(session, "C2", "B2", other_party_id="B1")
    network = loaded(house)
    mentor = network.mentor("B1")
    assert (mentor.name, mentor.status, mentor.tags) == ("Annick Rullier", MentorStatus.RETIRED, ("comptabilité",))
    assert network.project("P1").amount_left == 9000
    assert network.need("N1").text == "Qui peut tenir notre comptabilité ?"
    assert network.investor("F1").instruments == ("capital",)
    assert network.partner("T1").offer.startswith("Tenue")
    (decision,) = network.decisions
    assert (decision.outcome, decision.rating, decision.date) == (Outcome.COMPLETED, 4, date(2026, 11, 25))
    assert network.conflicts == (Conflict("B2", "P1", "", "cousins"), Conflict("B2", "", "B1", ""))


def test_tables_come_in_their_order(house: House) -> None:
    with house.writing() as session:
        for key, position in (("B1", 3), ("B2", 1), ("B3", 3), ("B4", 2)):
            registry.mentor(session, key, position=position)
    assert [mentor.id for mentor in loaded(house).mentors] == ["B2", "B4", "B1", "B3"]


@pytest.mark.parametrize("gone", ["archived", "objected", "person archived", "left"])
def test_who_may_not_be_matched_is_left_out(house: House, gone: str) -> None:
    with house.writing() as session:
        registry.small(session)
        registry.mentor(session, "B3", archived_at=NOW if gone == "archived" else None)
        person = session.get_one(Person, "X-B3")
        person.objected_at = NOW if gone == "objected" else None
        person.archived_at = NOW if gone == "person archived" else None
        if gone == "left":
            session.add(membership("H1", "X-B3", left_on=date(2026, 1, 1)))
        session.add(membership("H2", "X-B2", left_on=date(2025, 1, 1)))
        session.add(membership("H3", "X-B2"))
        registry.decision(session, "N1", "B3", "acceptée")
    network = loaded(house)
    assert {mentor.id for mentor in network.mentors} == {"B1", "B2"}
    assert network.decisions == ()
    assert {mentor.id for mentor in loaded(house, for_matching=False).mentors} == {"B1", "B2", "B3"}


def membership(key: str, person_id: str, left_on: date | None = None) -> Membership:
    day = date(2024, 1, 1)
    return Membership(
        id=key, person_id=person_id, charter_version="1", charter_accepted_on=day, joined_on=day, left_on=left_on
    )


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"kind": "particulier", "name": "Yves Morin"}, False),
        ({"kind": "cigale", "name": "YVES  MORIN"}, False),
        ({"kind": "banque", "name": "Banque des Marais"}, True),
    ],
)
def test_a_bank_outlives_its_contact_and_a_private_investor_does_not(
    house: House, changes: dict[str, Any], *, stays: bool
) -> None:
    with house.writing() as session:
        registry.person(session, "X1", "Yves Morin", objected_at=NOW)
        registry.investor(session, contact_id="X1", **changes)
        registry.partner(session, contact_id="X1", name=changes["name"])
    network = loaded(house)
    assert bool(network.investors) == stays
    assert bool(network.partners) == (changes["name"].split()[0].lower() == "banque")


def test_closed_needs_stay_where_a_decision_refers_to_them(house: House) -> None:
    with house.writing() as session:
        registry.small(session)
        registry.need(session, "N2", closed_at=NOW)
        registry.need(session, "N3", closed_at=NOW)
        registry.project(session, "P2", archived_at=NOW)
        registry.project(session, "P3", archived_at=NOW)
        registry.need(session, "N4", "P2")
        registry.need(session, "N5", "P3")
        registry.decision(session, "N2", "B1", "terminée", rating=5)
        registry.decision(session, "N4", "B2", "acceptée")
    network = loaded(house)
    assert {need.id for need in network.needs} == {"N1", "N2", "N4"}
    assert {project.id for project in network.projects} == {"P1", "P2"}
    assert {decision.need_id for decision in network.decisions} == {"N2", "N4"}


def test_a_conflict_with_somebody_still_at_work_outlives_their_objection(house: House) -> None:
    with house.writing() as session:
        registry.small(session)
        registry.mentor(session, "B3")
        registry.need(session, "N2")
        registry.decision(session, "N2", "B3", "acceptée")
        registry.conflict(session, "C1", "B3", other_party_id="B1", reason="anciens associés")
        session.get_one(Person, "X-B3").objected_at = NOW
    assert Conflict("B1", project_id="P1", reason="anciens associés") in loaded(house).conflicts


def test_the_teams_own_columns_come_with_the_export(house: House) -> None:
    with house.writing() as session:
        session.add(OwnColumn(table="benevoles", key="Parrain", title="Parrain", place=0))
        registry.mentor(session, "B1", extras={"Parrain": "Inès"})
        registry.mentor(session, "B2")
    (extra,) = loaded(house, for_matching=False).extras
    assert (extra.table, extra.title, extra.values) == ("benevoles", "Parrain", ("Inès", ""))
    assert loaded(house).extras == ()


def test_rows_are_found_by_identifier_as_in_the_whole_table(house: House) -> None:
    keys = [f"B{number}" for number in range(9)]
    with house.writing() as session:
        for key in keys:
            registry.mentor(session, key)
    with house.reading() as session:
        whole = {row.key: row for row in KINDS["mentor"].read(session)}
        some = {row.key: row for row in KINDS["mentor"].read(session, [*keys[::2], "nobody"])}
    assert some == {key: whole[key] for key in keys[::2]}
