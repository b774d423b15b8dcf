"""Past decisions: read and completed by the team, never rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.roles import TEAM, Role
from service.decisions.models import Decision
from service.pairings.models import Pairing
from tests.service.registry.asking import (
    API,
    NEED,
    PROJECT,
    audited,
    listed,
    mentor_of,
    posted,
    refused,
    told,
    written_in_the_log,
)

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House


def pair(house: House, team: TestClient) -> dict[str, Any]:
    mentor, _ = mentor_of(house, team)
    project = posted(team, "/projects", PROJECT)
    need = posted(team, f"/projects/{project['id']}/needs", NEED)
    return {"need_id": need["id"], "mentor_id": mentor["id"], "date": "2025-03-21", "outcome": "terminée"}


def test_the_team_adds_a_decision_and_takes_it_out(house: House) -> None:
    team = house.login(Role.ANIMATION)
    body = pair(house, team) | {"rating": 5, "reason": "Le maire dort mieux."}
    noted = posted(team, "/decisions", body)
    assert noted == body | {"id": noted["id"], "pairing_id": None}
    assert ("decision", str(noted["id"])) in told(house)
    assert team.delete(f"{API}/decisions/{noted['id']}").status_code == 204
    assert listed(team, "/decisions") == []
    before = audited(house, "decision.delete")[0].before or {}
    assert (before["outcome"], before["rating"], before["date"]) == ("terminée", 5, "2025-03-21")
    assert "maire" not in written_in_the_log(house)


def test_decisions_are_found_by_need_and_by_mentor_the_last_first(house: House) -> None:
    team = house.login(Role.ANIMATION)
    first, second = pair(house, team), pair(house, team)
    ids = [posted(team, "/decisions", body)["id"] for body in (first, second, first)]
    assert [each["id"] for each in listed(team, "/decisions")] == ids[::-1]
    assert [each["id"] for each in listed(team, "/decisions", need_id=first["need_id"])] == [ids[2], ids[0]]
    assert [each["id"] for each in listed(team, "/decisions", mentor_id=second["mentor_id"])] == [ids[1]]
    assert listed(team, "/decisions", need_id=first["need_id"], mentor_id=second["mentor_id"]) == []
    page = team.get(f"{API}/decisions", params={"limit": 2}).json()
    assert [each["id"] for each in listed(team, "/decisions", after=page["next"])] == [ids[0]]


def test_wrong_decisions_are_named(house: House) -> None:
    team = house.login(Role.ANIMATION)
    body = pair(house, team)
    for changes, field in (
        ({"need_id": "inconnu"}, "need_id"),
        ({"mentor_id": "inconnu"}, "mentor_id"),
        ({"date": "2026-11-26"}, "date"),
        ({"date": "1900-01-01"}, "date"),
        ({"outcome": "oubliée"}, "outcome"),
        ({"rating": 0}, "rating"),
        ({"rating": 6}, "rating"),
        ({"outcome": "acceptée", "rating": 3}, "rating"),
    ):
        assert refused(team, "POST", "/decisions", body | changes) == (422, field)
    assert house.rows(Decision) == []


def test_the_trace_of_a_pairing_stays(house: House) -> None:
    team = house.login(Role.ANIMATION)
    body = pair(house, team)
    noted = posted(team, "/decisions", body)
    with house.writing() as session:
        row = session.get_one(Decision, noted["id"])
        project_id = team.get(f"{API}/needs/{body['need_id']}").json()["project_id"]
        session.add(Pairing(id="R1", kind="mentor", state="closed", project_id=project_id, created_at=house.clock()))
        session.flush()
        row.pairing_id = "R1"
        session.add(row)
    assert refused(team, "DELETE", f"/decisions/{noted['id']}") == (409, "")
    for wrong in ("0", "9223372036854775808", "x", "12345"):
        assert refused(team, "DELETE", f"/decisions/{wrong}")[0] in (404, 422)


def test_others_do_not_know_decisions(house: House) -> None:
    for role in set(Role) - TEAM:
        other = house.login(role)
        assert refused(other, "GET", "/decisions") == (404, "")
        assert refused(other, "DELETE", "/decisions/1") == (404, "")
        assert refused(other, "POST", "/decisions", {}) == (404, "")
