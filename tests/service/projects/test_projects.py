"""Projects: the team sees all, the operational group cards, holders their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.roles import TEAM, Role
from tests.service.registry.asking import (
    API,
    PROJECT,
    audited,
    listed,
    patched,
    posted,
    refused,
    written_in_the_log,
)

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House


def own_project(client: TestClient, **more: Any) -> dict[str, Any]:
    return posted(client, "/projects", PROJECT | more)


def test_the_team_enters_a_project_for_somebody(house: House) -> None:
    team = house.login(Role.ANIMATION)
    person = posted(team, "/people", {"name": "Maïwenn Quéré", "email": "maiwenn@exemple.fr"})
    project = own_project(
        team, holder_id=person["id"], commune="Matha", postal_code="17160", sector=3, amount_sought=12000.006
    )
    assert project["holder_person"]["email"] == "maiwenn@exemple.fr"
    assert project["amount_sought"] == 12000.01
    assert project["commune"] == "Matha"
    assert refused(team, "POST", "/projects", PROJECT | {"holder_id": "inconnu"}) == (422, "holder_id")
    assert refused(team, "POST", "/projects", PROJECT | {"collective_id": "inconnu"}) == (422, "collective_id")


def test_a_holder_enters_and_changes_their_own(house: House) -> None:
    me = house.login(Role.HOLDER)
    project = own_project(me)
    assert project["holder_id"] == me.headers["x-person"]
    assert patched(me, f"/projects/{project['id']}", title="Bocaux", amount_sought=9000)["title"] == "Bocaux"
    assert [each["id"] for each in listed(me, "/projects")] == [project["id"]]
    assert audited(house, "project.change")[0].after == {"title": "changed", "amount_sought": 9000.0}


def test_a_holder_sees_no_project_of_others(house: House) -> None:
    project = own_project(house.login(Role.HOLDER))
    other = house.login(Role.HOLDER)
    assert listed(other, "/projects") == []
    assert refused(other, "GET", f"/projects/{project['id']}") == (404, "")
    assert refused(other, "PATCH", f"/projects/{project['id']}", {"title": "Bocaux"}) == (404, "")


def test_a_holder_leaves_to_the_team_what_is_the_teams(house: House) -> None:
    team, me = house.login(Role.ANIMATION), house.login(Role.HOLDER)
    project = own_project(me)
    collective = posted(team, "/collectives", {"name": "Les cuisinières"})
    somebody = team.headers["x-person"]
    path = f"/projects/{project['id']}"
    for field, value in (("amount_obtained", 500), ("holder_id", somebody), ("collective_id", collective["id"])):
        assert refused(me, "PATCH", path, {field: value}) == (422, field)
        assert refused(me, "POST", "/projects", PROJECT | {field: value}) == (422, field)
    assert patched(me, path, amount_obtained=0, holder_id=me.headers["x-person"])["amount_obtained"] == 0
    assert patched(team, path, amount_obtained=500)["amount_obtained"] == 500


def test_members_of_the_collective_act_for_its_projects(house: House) -> None:
    team, me, other = house.login(Role.ANIMATION), house.login(Role.HOLDER), house.login(Role.HOLDER)
    collective = posted(team, "/collectives", {"name": "Les cuisinières"})
    for person in (me, other):
        team.put(f"{API}/collectives/{collective['id']}/members/{person.headers['x-person']}")
    project = own_project(me, collective_id=collective["id"])
    assert [each["id"] for each in listed(other, "/projects")] == [project["id"]]
    assert patched(other, f"/projects/{project['id']}", title="Bocaux")["holder_person"] is None
    team.delete(f"{API}/collectives/{collective['id']}/members/{other.headers['x-person']}")
    assert refused(other, "GET", f"/projects/{project['id']}") == (404, "")


def test_the_operational_group_sees_cards(house: House) -> None:
    project = own_project(house.login(Role.ANIMATION), holder="Maïwenn Quéré", email="maiwenn@exemple.fr")
    group = house.login(Role.OPERATIONAL_GROUP)
    card = group.get(f"{API}/projects/{project['id']}").json()
    assert card == listed(group, "/projects")[0]
    assert card["holder"] == "Maïwenn Q."
    assert not {"email", "description", "amount_sought", "holder_person"} & set(card)
    assert refused(group, "PATCH", f"/projects/{project['id']}", {"title": "Bocaux"}) == (404, "")
    house.login(Role.ANIMATION).post(f"{API}/projects/{project['id']}/archive")
    assert refused(group, "GET", f"/projects/{project['id']}") == (404, "")
    assert listed(group, "/projects", archived=True) == []


def test_somebody_in_both_roles_sees_their_own_whole_and_the_others_as_cards(house: House) -> None:
    both = house.login(Role.OPERATIONAL_GROUP, Role.HOLDER)
    mine, other = own_project(both), own_project(house.login(Role.HOLDER))
    seen = {each["id"]: "description" in each for each in listed(both, "/projects")}
    assert seen == {mine["id"]: True, other["id"]: False}


def test_others_do_not_know_projects(house: House) -> None:
    project = own_project(house.login(Role.ANIMATION))
    for role in set(Role) - TEAM - {Role.HOLDER, Role.OPERATIONAL_GROUP}:
        other = house.login(role)
        assert refused(other, "GET", "/projects") == (404, "")
        assert refused(other, "GET", f"/projects/{project['id']}") == (404, "")
        assert refused(other, "POST", "/projects", PROJECT) == (404, "")


def test_wrong_values_are_named(house: House) -> None:
    team = house.login(Role.ANIMATION)
    path = f"/projects/{own_project(team)['id']}"
    wrong: dict[str, list[Any]] = {
        "title": ["", "x" * 201],
        "stage": ["fini", ""],
        "kind": ["sarl"],
        "sector": [0, 11, 2.5],
        "amount_sought": [-1, 1e10, "beaucoup"],
        "email": ["pas une adresse"],
        "postal_code": ["Matha"],
        "description": ["a\x00b", "x" * 10_001],
        "id": ["P1"],
    }
    for field, values in wrong.items():
        for value in values:
            assert refused(team, "PATCH", path, {field: value}) == (422, field)
    assert patched(team, path, sector=None, kind=None)["sector"] is None


def test_the_log_holds_no_words(house: House) -> None:
    team = house.login(Role.ANIMATION)
    project = own_project(team, holder="Maïwenn Quéré", email="maiwenn@exemple.fr", commune="Matha")
    patched(team, f"/projects/{project['id']}", holder="Anne Martin", commune="Saintes", legal_form="SCIC")
    log = written_in_the_log(house)
    assert not [word for word in ("Bocaux", "conserves", "Maïwenn", "Anne", "Matha", "Saintes", "@") if word in log]
