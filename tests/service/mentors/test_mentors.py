"""The volunteers of the registry: who sees what, and what happens when something changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.access.roles import Role
from service.audit.models import AuditEntry
from service.changes.models import Change
from service.matching.models import TextTask

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

NEW = {
    "name": "Annick Rullier",
    "email": "Annick@Exemple.fr",
    "adult": True,
    "status": "retraité",
    "commune": "st jean d angely",
    "postal_code": "17400",
    "tags": ["compta"],
    "profile": "J'ai tenu vingt ans les comptes d'une coopérative de boulangers.",
}


def created(team: TestClient, **changes: Any) -> dict[str, Any]:
    answer = team.post("/api/v1/mentors", json=NEW | changes)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_the_team_enters_a_mentor(house: House) -> None:
    mentor = created(house.login(Role.ANIMATION))
    assert mentor["commune"] == "Saint-Jean-d'Angély"
    assert mentor["email"] == "annick@exemple.fr"
    assert mentor["waiting_for_vectors"]
    assert [(task.kind, task.entity_id) for task in house.rows(TextTask)] == [("mentor", mentor["id"])]
    assert ("mentor", mentor["id"]) in {(change.kind, change.entity_id) for change in house.rows(Change)}
    assert "mentor.create" in {entry.action for entry in house.rows(AuditEntry)}


def test_a_minor_cannot_be_a_mentor(house: House) -> None:
    answer = house.login(Role.ANIMATION).post("/api/v1/mentors", json=NEW | {"adult": False})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "18 ans" in answer.json()["detail"]


def test_the_operational_group_sees_a_card(house: House) -> None:
    mentor = created(house.login(Role.ANIMATION))
    card = house.login(Role.OPERATIONAL_GROUP).get(f"/api/v1/mentors/{mentor['id']}").json()
    assert card["name"] == "Annick R."
    assert not {"email", "phone", "profile"} & set(card)


def test_a_mentor_sees_and_changes_their_own_entry_and_no_other(house: House) -> None:
    team = house.login(Role.ANIMATION)
    mine, other = created(team), created(team, name="Paulo Esteves", email="paulo@exemple.fr")
    me = house.login(Role.MENTOR, person_id=mine["person_id"])
    assert me.get(f"/api/v1/mentors/{mine['id']}").json()["email"] == "annick@exemple.fr"
    assert me.get(f"/api/v1/mentors/{other['id']}").status_code == 404
    changed = me.patch(f"/api/v1/mentors/{mine['id']}", json={"capacity": 3, "paused_until": "2027-01-31"})
    assert changed.json()["capacity"] == 3
    assert me.patch(f"/api/v1/mentors/{other['id']}", json={"capacity": 3}).status_code == 404
    entry = next(entry for entry in house.rows(AuditEntry) if entry.action == "mentor.change")
    assert entry.before == {"capacity": 1, "paused_until": None}
    assert entry.after == {"capacity": 3, "paused_until": "2027-01-31"}


def test_the_log_keeps_no_text(house: House) -> None:
    team = house.login(Role.ANIMATION)
    mentor = created(team)
    team.patch(f"/api/v1/mentors/{mentor['id']}", json={"profile": "Je répare des fours à pain."})
    assert not any("pain" in str(entry.after) or "Annick" in str(entry.after) for entry in house.rows(AuditEntry))


def test_pages_hold_everything_once(house: House) -> None:
    team = house.login(Role.ANIMATION)
    ids = {created(team, email=f"m{number}@exemple.fr")["id"] for number in range(5)}
    seen: list[str] = []
    after: str | None = None
    while True:
        page = team.get("/api/v1/mentors", params={"limit": 2} | ({"after": after} if after else {})).json()
        seen += [mentor["id"] for mentor in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(ids)
    assert set(seen) == ids


@pytest.mark.parametrize("after", ["x", "W10", "WzFd", "WyIA", "é", "WyJcdTAwMDAiXQ"])
def test_a_wrong_cursor_is_told(house: House, after: str) -> None:
    answer = house.login(Role.ANIMATION).get("/api/v1/mentors", params={"after": after})
    assert answer.status_code == 422
    assert "depuis le début" in answer.json()["detail"]


def test_nobody_enters_without_a_session(house: House) -> None:
    answer = house.stranger().get("/api/v1/mentors")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("role", [Role.HOLDER, Role.INVESTOR, Role.STEERING_COMMITTEE, Role.ANALYST])
def test_others_do_not_know_that_it_exists(house: House, role: Role) -> None:
    assert house.login(role).get("/api/v1/mentors").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"radius_km": -1}, "radius_km"),
        ({"status": "roi"}, "status"),
        ({"profile": "a\x00b"}, "profile"),
        ({"sectors": [11]}, "sectors"),
        ({"inconnu": 1}, "inconnu"),
        ({"capacity": None}, "capacity"),
    ],
)
def test_wrong_values_are_named(house: House, changes: dict[str, Any], field: str) -> None:
    team = house.login(Role.ANIMATION)
    mentor = created(team)
    answer = team.patch(f"/api/v1/mentors/{mentor['id']}", json=changes)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith(field)


def test_a_list_is_whole_for_the_team_and_tells_what_is_still_read(house: House) -> None:
    team = house.login(Role.ANIMATION)
    mentor = created(team)
    assert team.get("/api/v1/mentors").json()["items"] == [mentor]


def test_a_mentor_enters_and_finds_themselves_once(house: House) -> None:
    me = house.login(Role.MENTOR)
    alone = {name: value for name, value in NEW.items() if name not in ("name", "email")}
    mine = me.post("/api/v1/mentors", json=alone)
    assert mine.status_code == 201
    assert mine.json()["person_id"] == me.headers["x-person"]
    assert me.get("/api/v1/mentors").json()["items"] == [mine.json()]
    assert me.post("/api/v1/mentors", json=alone).status_code == 409
    assert me.post("/api/v1/mentors", json=NEW).status_code == 422
    team = house.login(Role.ANIMATION)
    assert team.post("/api/v1/mentors", json=alone | {"person_id": me.headers["x-person"]}).status_code == 409


def test_an_archived_mentor_leaves_the_groups_sight_and_keeps_their_own(house: House) -> None:
    team, group = house.login(Role.ANIMATION), house.login(Role.OPERATIONAL_GROUP)
    mentor = created(team)
    me = house.login(Role.MENTOR, person_id=mentor["person_id"])
    team.post(f"/api/v1/mentors/{mentor['id']}/archive")
    assert group.get(f"/api/v1/mentors/{mentor['id']}").status_code == 404
    assert group.get("/api/v1/mentors?archived=true").json()["items"] == []
    assert me.get(f"/api/v1/mentors/{mentor['id']}").json()["archived_at"] is not None
