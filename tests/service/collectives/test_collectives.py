"""Collectives: kept by the team, seen by their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.roles import TEAM, Role
from tests.service.registry.asking import API, audited, listed, patched, posted, refused, told, written_in_the_log

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

NEW = {"name": "Les cuisinières", "description": "Quatre voisines et un four."}


def joined(team: TestClient, collective: dict[str, Any], person: TestClient) -> dict[str, Any]:
    answer = team.put(f"{API}/collectives/{collective['id']}/members/{person.headers['x-person']}")
    assert answer.status_code == 200, answer.text
    member: dict[str, Any] = answer.json()
    return member


def test_the_team_keeps_collectives(house: House) -> None:
    team = house.login(Role.ANIMATION)
    collective = posted(team, "/collectives", NEW)
    assert listed(team, "/collectives") == [collective]
    assert patched(team, f"/collectives/{collective['id']}", name="Les fournées")["name"] == "Les fournées"
    assert ("collective", collective["id"]) in told(house)
    assert "cuisini" not in written_in_the_log(house)
    assert refused(team, "PATCH", f"/collectives/{collective['id']}", {"name": None}) == (422, "name")


def test_members_join_once_and_leave_once(house: House) -> None:
    team, me = house.login(Role.ANIMATION), house.login(Role.HOLDER)
    collective = posted(team, "/collectives", NEW)
    first = joined(team, collective, me)
    house.clock.advance(days=2)
    assert joined(team, collective, me) == first
    path = f"/collectives/{collective['id']}/members/{me.headers['x-person']}"
    assert team.delete(f"{API}{path}").status_code == 204
    assert refused(team, "DELETE", path) == (404, "")
    assert len(audited(house, "collective.join")) == len(audited(house, "collective.leave")) == 1
    unknown = f"/collectives/{collective['id']}/members/inconnu"
    assert refused(team, "PUT", unknown) == (422, "person_id")


def test_members_see_their_own_and_each_other_by_first_name(house: House) -> None:
    team = house.login(Role.ANIMATION)
    me, other = house.login(Role.HOLDER, name="Annick Rullier"), house.login(Role.HOLDER, name="Paulo Esteves")
    mine, theirs = posted(team, "/collectives", NEW), posted(team, "/collectives", NEW)
    for person in (me, other):
        joined(team, mine, person)
    assert [each["id"] for each in listed(me, "/collectives")] == [mine["id"]]
    members = {each["name"]: each["contact"] is not None for each in listed(me, f"/collectives/{mine['id']}/members")}
    assert members == {"Annick Rullier": True, "Paulo E.": False}
    assert refused(me, "GET", f"/collectives/{theirs['id']}") == (404, "")
    assert refused(me, "GET", f"/collectives/{theirs['id']}/members") == (404, "")
    assert len(listed(team, f"/collectives/{mine['id']}/members")) == 2


def test_others_neither_see_nor_change(house: House) -> None:
    collective = posted(house.login(Role.ANIMATION), "/collectives", NEW)
    for role in set(Role) - TEAM:
        other = house.login(role)
        path = f"/collectives/{collective['id']}"
        assert refused(other, "GET", path) == (404, "")
        assert refused(other, "PATCH", path, {"name": "x"}) == (404, "")
        assert refused(other, "POST", "/collectives", NEW) == (404, "")
        assert refused(other, "PUT", f"{path}/members/{other.headers['x-person']}") == (404, "")
        assert refused(other, "DELETE", f"{path}/members/{other.headers['x-person']}") == (404, "")
