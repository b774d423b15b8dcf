"""Objecting to being matched: honoured in the same breath."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.access.roles import Role
from service.audit.models import AuditEntry
from service.changes.models import Change
from service.mail.models import OutgoingMessage
from service.pairings.models import Pairing
from service.people.models import Person
from service.privacy.orders import PHRASE
from tests.service.pairings.village import village
from tests.service.privacy import world

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House


def objects(who: TestClient, path: str = "/api/v1/me/objection") -> dict[str, Any]:
    answer = who.post(path)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def told(house: House) -> set[tuple[str, str]]:
    return {(change.kind, change.entity_id) for change in house.rows(Change)}


def test_an_objection_is_recorded_and_the_engine_told(house: House) -> None:
    built = world.build(house)
    body = objects(built.client)
    assert body["objected_at"] == house.clock().isoformat().replace("+00:00", "Z")
    entries = {("mentor", world.MENTOR), ("investor", "F-elodie"), ("partner", "T-elodie"), ("project", "P-elodie")}
    assert {("person", built.person_id), *entries} <= told(house)
    assert built.client.get("/api/v1/me/privacy").json()["objected_at"] == body["objected_at"]
    assert "person.object" in {entry.action for entry in house.rows(AuditEntry)}


def test_it_is_taken_back(house: House) -> None:
    me = house.login(Role.MENTOR)
    objects(me)
    assert me.delete("/api/v1/me/objection").json()["objected_at"] is None
    assert all(person.objected_at is None for person in house.rows(Person))
    assert me.delete("/api/v1/me/objection").status_code == 200


def test_objecting_twice_changes_nothing(sqlite_house: House) -> None:
    me = sqlite_house.login(Role.MENTOR)
    first = objects(me)
    sqlite_house.clock.advance(days=1)
    assert objects(me) == first


def test_a_request_that_waits_for_an_answer_goes_to_the_next(house: House) -> None:
    place = village(house)
    place.asked(1, (2, 3))
    assert objects(place.mentors[0])["withdrawn"] == 1
    assert place.states() == ["withdrawn", "asked", "waiting"]
    # Who objects is not written to about it; the next one is.
    assert [row.recipient[:7] for row in house.rows(OutgoingMessage)][-1] == "mentor2"


def test_who_is_in_reserve_leaves_it(house: House) -> None:
    place = village(house)
    place.asked(1, (2, 3))
    assert objects(place.mentors[1])["withdrawn"] == 1
    assert place.states() == ["asked", "withdrawn", "waiting"]


def test_what_is_agreed_goes_on(sqlite_house: House) -> None:
    place = village(sqlite_house)
    place.agreed(1)
    assert objects(place.mentors[0])["withdrawn"] == 0
    assert place.states() == ["agreed"]


def test_a_holder_objects_for_their_project(house: House) -> None:
    place = village(house)
    place.asked(1, (2, 3))
    objects(place.holder)
    assert place.states() == ["withdrawn"] * 3


def test_the_team_notes_what_was_said_by_telephone(house: House) -> None:
    built = world.build(house)
    team = house.login(Role.ANIMATION)
    assert objects(team, f"/api/v1/people/{built.person_id}/objection")["objected_at"] is not None
    assert team.delete(f"/api/v1/people/{built.person_id}/objection").json()["objected_at"] is None
    assert team.post("/api/v1/people/X-nobody/objection").status_code == 404


@pytest.mark.parametrize("role", [Role.MENTOR, Role.STEERING_COMMITTEE, Role.OPERATIONAL_GROUP])
def test_nobody_objects_for_others(sqlite_house: House, role: Role) -> None:
    built = world.build(sqlite_house)
    assert sqlite_house.login(role).post(f"/api/v1/people/{built.person_id}/objection").status_code == 404


def test_the_live_engine_leaves_them_out_of_the_next_answer(sqlite_house: House) -> None:
    place = village(sqlite_house)
    matcher = sqlite_house.state.matcher
    matcher.prepare()
    me, my_id = place.mentors[0], place.mentor_ids[0]

    def known() -> bool:
        return my_id in {mentor.id for mentor in matcher.network.mentors}

    assert known()
    objects(me)
    assert not known()
    me.delete("/api/v1/me/objection")
    assert known()
    me.post("/api/v1/me/erasure", json={"confirmation": PHRASE})
    assert not known()


def test_an_erasure_hands_requests_on(house: House) -> None:
    place = village(house)
    place.asked(1, (2,))
    assert place.mentors[0].post("/api/v1/me/erasure", json={"confirmation": PHRASE}).status_code == 200
    assert [(row.mentor_id, row.state) for row in house.rows(Pairing)] == [(place.mentor_ids[1], "asked")]
    assert not [row for row in house.rows(OutgoingMessage) if row.recipient.startswith("mentor1")]
