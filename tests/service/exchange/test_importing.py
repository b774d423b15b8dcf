"""A network into the registry: what is added, updated, left alone and set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from ptce_match.network import Conflict, Decision, Outcome
from ptce_match.tables import ExtraColumn, TableError
from service.audit.models import AuditEntry
from service.changes.models import Change
from service.database.base import new_id
from service.decisions.models import Decision as StoredDecision
from service.investors.models import Investor
from service.matching.models import TextTask
from service.mentors.models import Mentor
from service.pairings.models import Pairing
from service.people.models import Person
from service.privacy.models import Erasure
from service.projects.models import Need, Project

from .networks import brought, edited, lacking, registry, small

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.network import Network
    from tests.service.house import House

NOTHING = {"rows": 0, "new": 0, "changed": 0, "unchanged": 0, "missing": 0, "set_aside": 0}


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return small(tmp_path / "reseau")


def person_of(house: House, mentor_id: str) -> Person:
    with house.reading() as session:
        found = select(Person).join(Mentor).where(Mentor.id == mentor_id)
        return session.exec(found).one()


def test_an_empty_registry_becomes_the_network(house: House, network: Network) -> None:
    counts = brought(house, network)
    assert counts["benevoles"] == NOTHING | {"rows": 3, "new": 3}
    assert registry(house) == network
    assert {(task.kind, task.entity_id) for task in house.rows(TextTask)} == {
        *(("mentor", mentor.id) for mentor in network.mentors),
        *(("project", project.id) for project in network.projects),
        *(("need", need.id) for need in network.needs),
        *(("investor", investor.id) for investor in network.investors),
        *(("partner", partner.id) for partner in network.partners),
    }
    entry = next(entry for entry in house.rows(AuditEntry) if entry.action == "network.import")
    assert entry.after["tables"]["projets"]["new"] == 2


def test_the_same_again_changes_nothing(house: House, network: Network) -> None:
    brought(house, network)
    changes, people = len(house.rows(Change)), len(house.rows(Person))
    for mode in ("merge", "replace"):
        counts = brought(house, network, mode)
        assert counts["benevoles"] == NOTHING | {"rows": 3, "unchanged": 3}
        assert counts["historique"] == NOTHING | {"rows": 1, "unchanged": 1}
        assert counts["conflits"] == NOTHING | {"rows": 1, "unchanged": 1}
    assert (len(house.rows(Change)), len(house.rows(Person))) == (changes, people)


def test_merge_adds_updates_and_leaves_the_rest(house: House, network: Network) -> None:
    brought(house, network)
    house.clock.advance(days=1)
    newcomer = replace(network.mentors[0], id="B9", name="Zoé Caillaud", email="zoe@exemple.fr")
    sent = edited(lacking(network, "B2", "B3"), "mentors", "B1", capacity=5)
    counts = brought(house, replace(sent, mentors=(newcomer, *sent.mentors)))
    assert counts["benevoles"] == NOTHING | {"rows": 2, "new": 1, "changed": 1, "missing": 2}
    mentors = {mentor.id: mentor for mentor in registry(house).mentors}
    assert list(mentors) == ["B1", "B2", "B3", "B9"]
    assert mentors["B1"].capacity == 5
    assert mentors["B2"] == network.mentor("B2")


def test_merge_does_not_take_an_empty_optional_cell_for_a_wish_to_forget(house: House, network: Network) -> None:
    known = edited(network, "mentors", "B1", phone="05 99 00 00 01", refusals="Pas de paie", remote=True)
    brought(house, known)
    brought(house, edited(network, "mentors", "B1", profile="Autre chose", email=""))
    mentor = registry(house).mentor("B1")
    assert (mentor.phone, mentor.refusals, mentor.remote, mentor.email) == (
        "05 99 00 00 01",
        "Pas de paie",
        True,
        "annick@exemple.fr",
    )
    assert mentor.profile == "Autre chose"
    brought(house, network, "replace")
    assert registry(house) == network


def test_only_changed_texts_are_read_again(house: House, network: Network) -> None:
    brought(house, network)
    with house.writing() as session:
        for task in session.exec(select(TextTask)).all():
            session.delete(task)
    brought(house, edited(edited(network, "mentors", "B1", profile="Neuf"), "mentors", "B2", capacity=3))
    assert [(task.kind, task.entity_id) for task in house.rows(TextTask)] == [("mentor", "B1")]
    told = {(change.kind, change.entity_id) for change in house.rows(Change)}
    assert {("mentor", "B1"), ("mentor", "B2")} <= told


def test_replace_sets_aside_and_brings_back(house: House, network: Network) -> None:
    brought(house, network)
    house.clock.advance(days=1)
    less = lacking(network, "B2", "P2", "N3", "T1")
    counts = brought(house, less, "replace")
    assert counts["benevoles"]["missing"] == 1
    assert registry(house) == replace(less, partners=network.partners, decisions=())
    with house.reading() as session:
        assert session.get_one(Mentor, "B2").archived_at == house.clock()
        assert session.get_one(Project, "P2").archived_at == house.clock()
        assert session.get_one(Need, "N3").closed_at == house.clock()
    with house.writing() as session:
        person = session.get_one(Person, person_of(house, "B2").id)
        person.archived_at = person.warned_week_at = house.clock()
        session.add(person)
    brought(house, network)
    assert registry(house) == replace(less, partners=network.partners, decisions=()), "merge brings nobody back"
    house.clock.advance(days=1)
    brought(house, network, "replace")
    assert registry(house) == network
    back = person_of(house, "B2")
    assert (back.archived_at, back.warned_week_at, back.last_active_at) == (None, None, house.clock())


def test_replace_follows_the_order_of_the_tables(house: House, network: Network) -> None:
    brought(house, network)
    turned = replace(network, mentors=network.mentors[::-1], needs=(network.needs[2], *network.needs[:2]))
    counts = brought(house, turned, "replace")
    assert counts["benevoles"]["unchanged"] == 3
    assert registry(house) == turned
    between = replace(turned.mentors[0], id="B7")
    more = replace(turned, mentors=(turned.mentors[0], between, *turned.mentors[1:]))
    brought(house, more, "replace")
    assert registry(house) == more


def test_decisions_and_conflicts_are_rows_of_the_table_too(house: House, network: Network) -> None:
    brought(house, network)
    decisions = (
        Decision("N1", "B1", date(2026, 5, 1), Outcome.REFUSED, "trop loin"),
        Decision("N1", "B1", date(2026, 5, 1), Outcome.REFUSED, "une seconde fois"),
        *network.decisions,
    )
    conflicts = (Conflict("B1", "", "B2", "anciens associés"), Conflict("F1", "P1"))
    more = replace(network, decisions=decisions, conflicts=(*network.conflicts, *conflicts))
    assert brought(house, more)["historique"] == NOTHING | {"rows": 3, "new": 2, "unchanged": 1}
    assert set(registry(house).decisions) == set(decisions)
    brought(house, more, "replace")
    assert registry(house) == more
    rated = replace(more, decisions=(replace(decisions[0], rating=2), *decisions[1:]), conflicts=conflicts)
    assert brought(house, rated, "replace")["conflits"] == NOTHING | {"rows": 2, "unchanged": 2, "missing": 1}
    assert registry(house) == rated


def test_a_decision_of_a_pairing_is_left_to_it(house: House, network: Network) -> None:
    brought(house, network)
    with house.writing() as session:
        now = house.clock()
        pairing = Pairing(
            id=new_id("R"), kind="mentor", state="asked", need_id="N1", project_id="P1", mentor_id="B1", created_at=now
        )
        session.add(pairing)
        session.flush()
        session.add(
            StoredDecision(
                need_id="N1", mentor_id="B1", date=date(2026, 11, 1), outcome="proposée", pairing_id=pairing.id
            )
        )
    brought(house, network, "replace")
    assert [row.outcome for row in house.rows(StoredDecision) if row.pairing_id] == ["proposée"]
    exported = registry(house)
    assert len(exported.decisions) == 2
    assert brought(house, exported, "replace")["historique"] == NOTHING | {"rows": 2, "unchanged": 2}
    assert len(house.rows(StoredDecision)) == 2


def test_a_table_that_was_left_out_changes_nothing(house: House, network: Network) -> None:
    brought(house, network)
    brought(house, replace(network, partners=(), decisions=(), conflicts=(), investors=()), "replace")
    exported = registry(house)
    assert (exported.partners, exported.investors) == (network.partners, network.investors)
    assert (exported.decisions, exported.conflicts) == (network.decisions, network.conflicts)


def test_the_team_s_own_columns_come_back(house: House, network: Network) -> None:
    def column(title: str, *values: str, table: str = "benevoles") -> ExtraColumn:
        return ExtraColumn(table, title, values)

    first = replace(
        network,
        extras=(
            column("À vérifier", "oui", "", "non"),
            column("À vérifier", "", "", "demain"),
            column("", "x", "", ""),
            column("Vide", "", "", ""),
            column("Suivi par", "Nadia", "Yves", table="projets"),
        ),
    )
    brought(house, first)
    assert registry(house) == first
    brought(house, replace(network, extras=(column("Neuf", "1", "2", "3"), column("À vérifier", "", "oui", ""))))
    merged = {(extra.title, extra.values) for extra in registry(house).extras if extra.table == "benevoles"}
    assert ("À vérifier", ("oui", "oui", "non")) in merged
    assert ("Neuf", ("1", "2", "3")) in merged
    last = replace(network, extras=(column("Neuf", "", "2", "3"), *first.extras[-1:]))
    brought(house, last, "replace")
    assert registry(house) == last


class TestPeople:
    def test_each_mentor_is_a_person(self, house: House, network: Network) -> None:
        brought(house, network)
        person = person_of(house, "B1")
        assert (person.name, person.email, person.folded_name) == (
            "Annick Rullier",
            "annick@exemple.fr",
            "annick rullier",
        )
        brought(house, edited(network, "mentors", "B1", name="Annick Rullier-Roy", phone="05 99 00 00 01"))
        again = person_of(house, "B1")
        assert (again.id, again.name, again.phone) == (person.id, "Annick Rullier-Roy", "05 99 00 00 01")
        assert again.folded_name == "annick rullier-roy" or again.folded_name.startswith("annick rullier")

    def test_somebody_who_is_known_is_not_entered_twice(self, house: House, network: Network) -> None:
        house.login(name="Autre Personne")
        with house.writing() as session:
            now = house.clock()
            known = Person(
                id="X-known", name="ANNICK RULLIER", email="annick@exemple.fr", created_at=now, last_active_at=now
            )
            session.add(known)
        brought(house, network)
        assert person_of(house, "B1").id == "X-known"
        assert registry(house) == network

    def test_two_mentors_are_never_one_person(self, house: House, network: Network) -> None:
        twin = replace(network.mentors[0], id="B9")
        double = replace(network, mentors=(*network.mentors, twin))
        brought(house, double)
        assert person_of(house, "B1").id != person_of(house, "B9").id
        assert registry(house) == double

    def test_who_carries_a_project_alone_is_a_person(self, house: House, network: Network) -> None:
        from ptce_match.network import ProjectKind

        alone = edited(
            network, "projects", "P1", kind=ProjectKind.INDIVIDUAL, holder="Annick Rullier", email="Annick@exemple.fr"
        )
        together = edited(alone, "projects", "P2", kind=ProjectKind.COLLECTIVE, holder="Les Amis du moulin")
        brought(house, together)
        with house.reading() as session:
            assert session.get_one(Project, "P1").holder_id == person_of(house, "B1").id
            assert session.get_one(Project, "P2").holder_id is None

    def test_a_private_investor_is_a_person(self, house: House, network: Network) -> None:
        from ptce_match.network import InvestorKind

        club, private = network.investors[0], replace(network.investors[0], id="F2", name="Gisèle Fournier")
        private = replace(private, kind=InvestorKind.PRIVATE)
        both = replace(network, investors=(club, private))
        brought(house, both)
        with house.reading() as session:
            assert session.get_one(Investor, "F1").contact_id is None
            contact = session.get_one(Investor, "F2").contact_id
            assert contact is not None
            assert session.get_one(Person, contact).name == "Gisèle Fournier"
        people = len(house.rows(Person))
        brought(house, edited(both, "investors", "F2", criteria="Du bio"))
        assert len(house.rows(Person)) == people

    def test_who_was_erased_does_not_come_back(self, house: House, network: Network) -> None:
        with house.writing() as session:
            session.add(
                Erasure(
                    id="E-1", erased_at=house.clock(), identifiers={"person": "X-1", "mentors": ["B2"], "needs": []}
                )
            )
        with pytest.raises(TableError) as refused:
            brought(house, network)
        assert "« B2 »" in str(refused.value)
        assert "effacée à sa demande" in str(refused.value)
        assert house.rows(Mentor) == []
        brought(house, lacking(network, "B2"))
        assert {mentor.id for mentor in house.rows(Mentor)} == {"B1", "B3"}


def test_many_changes_are_told_at_once(house: House, network: Network) -> None:
    many = tuple(replace(network.mentors[0], id=f"B{number}") for number in range(300))
    brought(house, replace(network, mentors=(*network.mentors, *many[4:])))
    assert [(change.kind, change.entity_id) for change in house.rows(Change)] == [("network", "")]


def test_the_demo_network_comes_back(house: House, demo_network: Network) -> None:
    brought(house, demo_network)
    assert registry(house) == demo_network
