"""Belonging to the network: one stretch of time after the other, each with its charter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.actor import SYSTEM
from service.access.roles import Role
from service.people import membership
from service.people.models import Membership
from service.problems import ProblemError
from tests.service.registry.asking import audited, listed, patched, posted, refused, told

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

CHARTER = {"charter_version": "2026"}


def somebody(team: TestClient) -> str:
    return str(posted(team, "/people", {"name": "Annick Rullier"})["id"])


def test_joining_leaving_and_joining_again(house: House) -> None:
    team = house.login(Role.ANIMATION)
    path = f"/people/{somebody(team)}/memberships"
    first = posted(team, path, CHARTER | {"joined_on": "2024-09-01", "charter_accepted_on": "2024-08-30"})
    assert refused(team, "POST", path, CHARTER) == (409, "")
    assert patched(team, f"{path}/{first['id']}", left_on="2025-06-30")["left_on"] == "2025-06-30"
    assert refused(team, "PATCH", f"{path}/{first['id']}", {"left_on": "2025-07-01"}) == (409, "")
    second = posted(team, path, CHARTER)
    assert second["joined_on"] == second["charter_accepted_on"] == "2026-11-25"
    assert {each["id"] for each in listed(team, path)} == {first["id"], second["id"]}
    assert audited(house, "membership.end")[0].after == {"left_on": "2025-06-30"}


def test_the_engine_hears_that_somebody_left(house: House) -> None:
    team = house.login(Role.ANIMATION)
    person_id = somebody(team)
    joined = posted(team, f"/people/{person_id}/memberships", CHARTER)
    before = len([change for change in told(house) if change == ("person", person_id)])
    patched(team, f"/people/{person_id}/memberships/{joined['id']}", left_on="2026-11-25")
    assert before == 1
    assert ("person", person_id) in told(house)


def test_a_person_sees_their_own(house: House) -> None:
    team = house.login(Role.ANIMATION)
    person_id = somebody(team)
    posted(team, f"/people/{person_id}/memberships", CHARTER)
    me = house.login(Role.HOLDER, person_id=person_id)
    assert len(listed(me, f"/people/{person_id}/memberships")) == 1


def test_days_to_come_and_days_before_are_refused(house: House) -> None:
    team = house.login(Role.ANIMATION)
    path = f"/people/{somebody(team)}/memberships"
    assert refused(team, "POST", path, CHARTER | {"joined_on": "2026-11-26"}) == (422, "joined_on")
    assert refused(team, "POST", path, CHARTER | {"charter_accepted_on": "2027-01-01"}) == (422, "charter_accepted_on")
    joined = posted(team, path, CHARTER | {"joined_on": "2026-01-10"})
    for day in ("2026-01-09", "2026-11-26"):
        assert refused(team, "PATCH", f"{path}/{joined['id']}", {"left_on": day}) == (422, "left_on")


def test_a_membership_of_somebody_else_is_not_found(house: House) -> None:
    team = house.login(Role.ANIMATION)
    joined = posted(team, f"/people/{somebody(team)}/memberships", CHARTER)
    path = f"/people/{somebody(team)}/memberships/{joined['id']}"
    assert refused(team, "PATCH", path, {"left_on": "2026-11-25"}) == (404, "")
    assert refused(team, "POST", "/people/inconnu/memberships", CHARTER) == (404, "")


def test_signing_up_twice_joins_once(house: House) -> None:
    person_id = somebody(house.login(Role.ANIMATION))
    with house.writing() as session:
        first = membership.join(session, house.clock(), SYSTEM, person_id, "2026")
        again = membership.join(session, house.clock(), SYSTEM, person_id, "2027")
    assert first.id == again.id
    assert [(row.charter_version, row.left_on) for row in house.rows(Membership)] == [("2026", None)]


def test_nobody_joins_who_is_not_there(house: House) -> None:
    with house.writing() as session, pytest.raises(ProblemError) as problem:
        membership.join(session, house.clock(), SYSTEM, "inconnu", "2026")
    assert problem.value.status == 404
