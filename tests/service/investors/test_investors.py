"""Investors: the team sees all, each investor themselves, and nobody else any."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from service.access.roles import TEAM, Role
from service.people.models import Person
from tests.service.registry.asking import (
    API,
    INVESTOR,
    audited,
    listed,
    patched,
    posted,
    refused,
    written_in_the_log,
)

if TYPE_CHECKING:
    from tests.service.house import House


def test_the_team_enters_an_investor_and_who_speaks_for_it(house: House) -> None:
    team = house.login(Role.ANIMATION)
    contact = {"name": "Annick Rullier", "email": "annick@exemple.fr"}
    investor = posted(team, "/investors", INVESTOR | {"contact": contact, "instruments": ["prêt", "don"]})
    assert investor["contact"]["email"] == "annick@exemple.fr"
    assert investor["instruments"] == ["prêt", "don"]
    assert listed(team, "/investors") == [investor]
    again = posted(team, "/investors", INVESTOR | {"contact": {"person_id": investor["contact"]["id"]}})
    assert again["contact"] == investor["contact"]
    assert "annick" not in written_in_the_log(house).lower()


def test_an_investor_enters_themselves_once(house: House) -> None:
    me = house.login(Role.INVESTOR)
    mine = posted(me, "/investors", INVESTOR | {"kind": "particulier"})
    assert mine["contact"]["id"] == me.headers["x-person"]
    assert refused(me, "POST", "/investors", INVESTOR) == (409, "")
    assert next(person.adult for person in house.rows(Person) if person.id == me.headers["x-person"])


def test_once_is_once_for_requests_at_the_same_time(house: House) -> None:
    person_id = house.login(Role.INVESTOR).headers["x-person"]
    clients = [house.login(Role.INVESTOR, person_id=person_id) for _ in range(3)]
    with ThreadPoolExecutor(len(clients)) as threads:
        statuses = threads.map(lambda me: me.post(f"{API}/investors", json=INVESTOR).status_code, clients)
    assert sorted(statuses) == [201, 409, 409]


def test_a_minor_cannot_invest(house: House) -> None:
    for role in (Role.INVESTOR, Role.ANIMATION):
        answer = house.login(role).post(f"{API}/investors", json=INVESTOR | {"adult": False})
        assert answer.status_code == 422
        assert "18 ans" in answer.json()["detail"]


def test_an_investor_enters_nobody_else(house: House) -> None:
    me, other = house.login(Role.INVESTOR), house.login(Role.HOLDER).headers["x-person"]
    for contact, field in (({"person_id": other}, "contact.person_id"), ({"name": "Paulo"}, "contact.name")):
        assert refused(me, "POST", "/investors", INVESTOR | {"contact": contact}) == (422, field)


def test_an_investor_sees_and_changes_themselves_alone(house: House) -> None:
    team, me = house.login(Role.ANIMATION), house.login(Role.INVESTOR)
    mine, other = posted(me, "/investors", INVESTOR), posted(team, "/investors", INVESTOR)
    assert listed(me, "/investors") == [mine]
    assert patched(me, f"/investors/{mine['id']}", available=2500)["available"] == 2500
    assert audited(house, "investor.change")[0].after == {"available": 2500.0}
    assert refused(me, "GET", f"/investors/{other['id']}") == (404, "")
    assert refused(me, "PATCH", f"/investors/{other['id']}", {"available": 1}) == (404, "")
    path = f"/investors/{mine['id']}"
    assert refused(me, "PATCH", path, {"contact_id": team.headers["x-person"]}) == (422, "contact_id")
    assert patched(team, path, contact_id=None)["contact"] is None
    assert refused(me, "GET", path) == (404, "")


def test_nobody_else_sees_investors(house: House) -> None:
    investor = posted(house.login(Role.ANIMATION), "/investors", INVESTOR)
    for role in set(Role) - TEAM - {Role.INVESTOR}:
        other = house.login(role)
        assert refused(other, "GET", "/investors") == (404, "")
        assert refused(other, "GET", f"/investors/{investor['id']}") == (404, "")
        assert refused(other, "PATCH", f"/investors/{investor['id']}", {"available": 1}) == (404, "")
        assert refused(other, "POST", "/investors", INVESTOR) == (404, "")


def test_amounts_agree_whichever_of_them_changes(house: House) -> None:
    team = house.login(Role.ANIMATION)
    assert refused(team, "POST", "/investors", INVESTOR | {"ticket_min": 5000}) == (422, "ticket_max")
    path = f"/investors/{posted(team, '/investors', INVESTOR | {'ticket_min': 1000})['id']}"
    assert refused(team, "PATCH", path, {"ticket_min": 4001}) == (422, "ticket_max")
    assert refused(team, "PATCH", path, {"ticket_max": 999}) == (422, "ticket_max")
    assert patched(team, path, ticket_min=5000, ticket_max=5000)["ticket_min"] == 5000


def test_wrong_values_are_named(house: House) -> None:
    team = house.login(Role.ANIMATION)
    path = f"/investors/{posted(team, '/investors', INVESTOR)['id']}"
    wrong: dict[str, list[Any]] = {
        "kind": ["mécène"],
        "instruments": [["troc"]],
        "stages": [["fini"]],
        "sectors": [[11], [1] * 11],
        "legal_forms": [["SARL;SCOP"]],
        "ticket_max": [-1, 2e9],
        "radius_km": [-1, 30_000],
        "contact_id": ["inconnu"],
    }
    for field, values in wrong.items():
        for value in values:
            status, named = refused(team, "PATCH", path, {field: value})
            assert (status, named.partition(".")[0]) == (422, field)
