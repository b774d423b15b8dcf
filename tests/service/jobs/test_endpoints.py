"""Asking for jobs, looking at them, stopping them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.roles import TEAM, Role
from service.audit.models import AuditEntry

if TYPE_CHECKING:
    from tests.service.house import House

URL = "/api/v1/jobs"


@pytest.mark.parametrize("role", sorted(TEAM))
def test_the_team_starts_and_cancels_a_job(house: House, role: Role) -> None:
    team = house.login(role)
    answer = team.post(URL, json={"kind": "reembed"})
    assert answer.status_code == 202, answer.text
    job = answer.json()
    assert (job["state"], job["kind"], job["done"], job["total"]) == ("queued", "reembed", 0, 0)
    assert team.get(f"{URL}/{job['id']}").json() == job
    cancelled = team.post(f"{URL}/{job['id']}/cancel").json()
    assert (cancelled["state"], cancelled["cancel_asked"]) == ("cancelled", True)
    assert [entry.action for entry in house.rows(AuditEntry)] == ["job.start", "job.cancel"]
    again = team.post(f"{URL}/{job['id']}/cancel")
    assert again.status_code == 409
    assert again.json()["detail"] == "Ce travail est déjà terminé : il n'y a plus rien à annuler."


def test_one_of_a_kind_at_a_time(house: House) -> None:
    team = house.login(Role.ANIMATION)
    first = team.post(URL, json={"kind": "reembed"}).json()
    second = team.post(URL, json={"kind": "reembed"})
    assert second.status_code == 409
    assert first["id"] in second.json()["detail"]


def test_they_are_listed_newest_first(house: House) -> None:
    team = house.login(Role.ANIMATION)
    ids = []
    for _ in range(3):
        ids.append(team.post(URL, json={"kind": "reembed"}).json()["id"])
        team.post(f"{URL}/{ids[-1]}/cancel")
        house.clock.advance(seconds=1)
    page = team.get(URL, params={"limit": 2}).json()
    assert [job["id"] for job in page["items"]] == [ids[2], ids[1]]
    rest = team.get(URL, params={"limit": 2, "after": page["next"]}).json()
    assert [job["id"] for job in rest["items"]] == [ids[0]]
    assert team.get(URL, params={"state": "queued"}).json()["items"] == []
    assert len(team.get(URL, params={"state": "cancelled"}).json()["items"]) == 3


@pytest.mark.parametrize("body", [{"kind": "import"}, {"kind": "x"}, {}, {"kind": "reembed", "more": 1}])
def test_what_cannot_be_asked_for_is_refused(sqlite_house: House, body: dict[str, object]) -> None:
    assert sqlite_house.login(Role.ADMIN).post(URL, json=body).status_code == 422


@pytest.mark.parametrize("role", sorted(set(Role) - TEAM))
def test_others_do_not_know_that_they_exist(sqlite_house: House, role: Role) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    job = team.post(URL, json={"kind": "reembed"}).json()
    other = sqlite_house.login(role)
    assert other.get(URL).status_code == 404
    assert other.post(URL, json={"kind": "reembed"}).status_code == 404
    assert other.get(f"{URL}/{job['id']}").status_code == 404
    assert other.post(f"{URL}/{job['id']}/cancel").status_code == 404


def test_there_is_no_such_job(house: House) -> None:
    team = house.login(Role.ANIMATION)
    assert team.get(f"{URL}/J-1").status_code == 404
    assert team.post(f"{URL}/J-1/cancel").status_code == 404
    assert team.get(f"{URL}/%00").status_code in (404, 422)
