"""Needs: entered by the team or the project's holders, closed and opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.roles import TEAM, Role
from tests.service.registry.asking import API, NEED, PROJECT, audited, listed, patched, posted, refused

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House


def need_of(client: TestClient, **more: Any) -> dict[str, Any]:
    project = posted(client, "/projects", PROJECT)
    return posted(client, f"/projects/{project['id']}/needs", NEED | more)


def test_a_holder_tells_a_need(house: House) -> None:
    me = house.login(Role.HOLDER)
    need = need_of(me, deadline="2027-01-31", mentors_wanted=2)
    assert need["waiting_for_vectors"]
    assert listed(me, f"/projects/{need['project_id']}/needs") == listed(me, "/needs") == [need]
    changed = patched(me, f"/needs/{need['id']}", priority=2, deadline=None)
    assert (changed["priority"], changed["deadline"]) == (2, None)
    entry = audited(house, "need.change")[0]
    assert (entry.before, entry.after) == (
        {"priority": 1, "deadline": "2027-01-31"},
        {"priority": 2, "deadline": None},
    )


def test_nobody_else_knows_of_it(house: House) -> None:
    need = need_of(house.login(Role.HOLDER))
    for role in set(Role) - TEAM:
        other = house.login(role)
        for method, path, body in (
            ("GET", f"/needs/{need['id']}", None),
            ("PATCH", f"/needs/{need['id']}", {"priority": 3}),
            ("POST", f"/needs/{need['id']}/close", None),
            ("POST", f"/needs/{need['id']}/reopen", None),
            ("GET", f"/projects/{need['project_id']}/needs", None),
            ("POST", f"/projects/{need['project_id']}/needs", NEED),
        ):
            assert refused(other, method, path, body) == (404, "")
    assert listed(house.login(Role.HOLDER), "/needs") == []
    assert len(listed(house.login(Role.ANIMATION), "/needs")) == 1


def test_a_need_is_closed_and_opened_again(house: House) -> None:
    me = house.login(Role.HOLDER)
    need = need_of(me)
    for _twice in range(2):
        assert me.post(f"{API}/needs/{need['id']}/close").json()["closed_at"] is not None
    assert listed(me, "/needs") == []
    assert len(listed(me, "/needs", closed=True)) == len(listed(me, f"/projects/{need['project_id']}/needs")) == 1
    assert me.post(f"{API}/needs/{need['id']}/reopen").json()["closed_at"] is None
    assert len(audited(house, "need.close")) == len(audited(house, "need.reopen")) == 1


def test_a_deadline_lies_ahead_when_it_is_given(house: House) -> None:
    team = house.login(Role.ANIMATION)
    need = need_of(team, deadline="2026-11-25")
    path = f"/projects/{need['project_id']}/needs"
    assert refused(team, "POST", path, NEED | {"deadline": "2026-11-24"}) == (422, "deadline")
    assert refused(team, "PATCH", f"/needs/{need['id']}", {"deadline": "2026-11-24"}) == (422, "deadline")
    house.clock.advance(days=10)
    # It has passed since: that is no reason to refuse another change.
    assert patched(team, f"/needs/{need['id']}", deadline="2026-11-25", priority=4)["priority"] == 4


def test_an_archived_project_takes_no_need(house: House) -> None:
    team = house.login(Role.ANIMATION)
    need = need_of(team)
    team.post(f"{API}/projects/{need['project_id']}/archive")
    assert refused(team, "POST", f"/projects/{need['project_id']}/needs", NEED) == (409, "")
    assert listed(team, "/needs") == []
    assert team.get(f"{API}/needs/{need['id']}").status_code == 200


def test_wrong_values_are_named(house: House) -> None:
    team = house.login(Role.ANIMATION)
    path = f"/needs/{need_of(team)['id']}"
    wrong: dict[str, list[Any]] = {
        "text": ["", " ", "a\x00", "x" * 10_001],
        "priority": [0, 1001, 2**40, 1.5],
        "mentors_wanted": [0, 101],
        "deadline": ["demain", "0001-01-01", "9999-12-31"],
        "project_id": ["P1"],
    }
    for field, values in wrong.items():
        for value in values:
            assert refused(team, "PATCH", path, {field: value}) == (422, field)
