"""What holds for every entry of the registry: two editors, nulls, setting aside, activity."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from service.access.roles import TEAM, Role
from service.people.models import Person
from tests.service.registry.asking import (
    API,
    INVESTOR,
    MENTOR,
    NEED,
    PARTNER,
    PROJECT,
    audited,
    patched,
    posted,
    queued,
    read_by_the_encoder,
    refused,
    told,
)

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

ENTRIES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "mentors": (MENTOR | {"name": "Annick Rullier"}, {"profile": "Je répare des fours."}),
    "projects": (PROJECT, {"description": "Des soupes."}),
    "investors": (INVESTOR, {"criteria": "Des coopératives."}),
    "partners": (PARTNER, {"offer": "Un four partagé."}),
    "needs": (NEED, {"text": "Je cherche un local."}),
}
KINDS = {"mentors": "mentor", "projects": "project", "investors": "investor", "partners": "partner", "needs": "need"}


def entered(team: TestClient, path: str) -> dict[str, Any]:
    body = ENTRIES[path][0]
    if path == "needs":
        return posted(team, f"/projects/{posted(team, '/projects', PROJECT)['id']}/needs", body)
    return posted(team, f"/{path}", body)


@pytest.mark.parametrize("path", ENTRIES)
def test_what_is_entered_is_told_queued_and_noted(house: House, path: str) -> None:
    entry = entered(house.login(Role.ANIMATION), path)
    kind = KINDS[path]
    assert (kind, entry["id"]) in told(house)
    assert (kind, entry["id"]) in queued(house)
    assert audited(house, f"{kind}.create")[0].entity_id == entry["id"]


@pytest.mark.parametrize("path", ENTRIES)
def test_a_new_text_is_read_again_and_its_words_stay_out_of_the_log(house: House, path: str) -> None:
    team = house.login(Role.ANIMATION)
    entry = entered(team, path)
    read_by_the_encoder(house)
    change = ENTRIES[path][1]
    patched(team, f"/{path}/{entry['id']}", **change)
    assert queued(house) == {(KINDS[path], entry["id"])}
    assert audited(house, f"{KINDS[path]}.change")[0].after == dict.fromkeys(change, "changed")


@pytest.mark.parametrize("path", ENTRIES)
def test_two_editors_do_not_overwrite_each_other_unseen(house: House, path: str) -> None:
    team = house.login(Role.ANIMATION)
    entry = entered(team, path)
    house.clock.advance(minutes=1)
    seen = {"updated_at": entry["updated_at"]} | ENTRIES[path][1]
    patched(team, f"/{path}/{entry['id']}", **seen)
    assert refused(team, "PATCH", f"/{path}/{entry['id']}", seen) == (409, "")


def test_of_two_who_change_the_same_at_once_one_wins(house: House) -> None:
    clients = [house.login(Role.ANIMATION) for _ in range(4)]
    entry = entered(clients[0], "investors")
    house.clock.advance(minutes=1)
    start = Barrier(len(clients))

    def change(number: int) -> int:
        start.wait()
        body = {"updated_at": entry["updated_at"], "available": 1000.0 + number}
        return clients[number].patch(f"{API}/investors/{entry['id']}", json=body).status_code

    with ThreadPoolExecutor(len(clients)) as threads:
        assert sorted(threads.map(change, range(len(clients)))) == [200, 409, 409, 409]


@pytest.mark.parametrize("path", ENTRIES)
def test_nothing_new_is_nothing_done(house: House, path: str) -> None:
    team = house.login(Role.ANIMATION)
    entry = entered(team, path)
    patched(team, f"/{path}/{entry['id']}", **ENTRIES[path][1])
    house.clock.advance(minutes=1)
    again = patched(team, f"/{path}/{entry['id']}", **ENTRIES[path][1])
    assert again["updated_at"] == entry["updated_at"]
    assert len(audited(house, f"{KINDS[path]}.change")) == 1


@pytest.mark.parametrize("path", ["mentors", "projects", "investors", "partners"])
def test_the_team_archives_and_restores(house: House, path: str) -> None:
    team = house.login(Role.ANIMATION)
    entry = entered(team, path)
    for _twice in range(2):
        archived = team.post(f"{API}/{path}/{entry['id']}/archive")
        assert archived.json()["archived_at"] is not None
    assert team.get(f"{API}/{path}").json()["items"] == []
    assert [each["id"] for each in team.get(f"{API}/{path}?archived=true").json()["items"]] == [entry["id"]]
    read_by_the_encoder(house)
    assert team.post(f"{API}/{path}/{entry['id']}/restore").json()["archived_at"] is None
    assert queued(house) == {(KINDS[path], entry["id"])}
    assert len(audited(house, f"{KINDS[path]}.archive")) == len(audited(house, f"{KINDS[path]}.restore")) == 1


def test_nobody_else_archives(house: House) -> None:
    team = house.login(Role.ANIMATION)
    others = [house.login(role) for role in Role if role not in TEAM]
    for path in ("mentors", "projects", "investors", "partners"):
        entry = entered(team, path)
        for verb in ("archive", "restore"):
            assert {refused(other, "POST", f"/{path}/{entry['id']}/{verb}")[0] for other in others} == {404}


def test_a_value_that_is_needed_cannot_be_emptied(house: House) -> None:
    team = house.login(Role.ANIMATION)
    needed = {
        "mentors": ("profile", "commune"),
        "projects": ("stage", "amount_sought"),
        "investors": ("ticket_max", "sectors"),
        "partners": ("name",),
        "needs": ("priority",),
    }
    for path, fields in needed.items():
        entry = entered(team, path)
        for field in fields:
            assert refused(team, "PATCH", f"/{path}/{entry['id']}", {field: None}) == (422, field)


def test_an_identifier_of_nothing_is_not_found(house: House) -> None:
    team = house.login(Role.ANIMATION)
    for path in ENTRIES:
        for wrong in ("inconnu", "a%00b", "%F0%9F%A5%96", "x" * 300, "'; --"):
            assert refused(team, "GET", f"/{path}/{wrong}")[0] in (404, 422)
            assert refused(team, "PATCH", f"/{path}/{wrong}", ENTRIES[path][1])[0] in (404, 422)


def test_who_writes_is_active(house: House) -> None:
    team = house.login(Role.ANIMATION)
    house.clock.advance(days=3)
    entered(team, "partners")
    person = next(person for person in house.rows(Person) if person.id == team.headers["x-person"])
    assert person.last_active_at == house.clock.now
