"""The log of who did what: read by the team, changed by nobody, and without anybody's words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.access.actor import SYSTEM
from service.access.roles import Role
from service.audit import log
from service.audit.models import AuditEntry
from tests.service.house import START

if TYPE_CHECKING:
    from tests.service.house import House

PATH = "/api/v1/audit"


def written(house: House, *actions: str, entity: str = "B-1", days: int = 0) -> None:
    with house.writing() as session:
        for action in actions:
            log.record(
                session, START - timedelta(days=days), SYSTEM, action, action.split(".")[0], entity, None, {"n": 1}
            )


def actions(house: House, **params: Any) -> list[str]:
    answer = house.login(Role.ADMIN).get(PATH, params=params)
    assert answer.status_code == 200, answer.text
    return [entry["action"] for entry in answer.json()["items"]]


def test_the_newest_comes_first_page_by_page(house: House) -> None:
    written(house, *(f"thing.step{number}" for number in range(5)))
    team = house.login(Role.ANIMATION)
    seen: list[str] = []
    params: dict[str, Any] = {"limit": 2, "kind": "thing"}
    while True:
        page = team.get(PATH, params=params).json()
        seen += [entry["action"] for entry in page["items"]]
        if page["next"] is None:
            break
        params["after"] = page["next"]
    assert seen == [f"thing.step{number}" for number in (4, 3, 2, 1, 0)]


def test_an_entry_tells_who_what_before_and_after(house: House) -> None:
    with house.writing() as session:
        log.record(session, START, SYSTEM, "pairing.accept", "pairing", "R-1", {"state": "asked"}, {"due": START})
    (entry,) = house.login(Role.ADMIN).get(PATH, params={"kind": "pairing"}).json()["items"]
    assert (entry["actor"], entry["entity_id"], entry["before"]) == ("system", "R-1", {"state": "asked"})
    assert entry["after"] == {"due": "2026-11-25T09:00:00+00:00"}
    assert entry["at"] == "2026-11-25T09:00:00Z"


def test_filters(house: House) -> None:
    written(house, "pairing.accept", "pairing.decline", "mentor.change")
    written(house, "mentor.change", entity="B-2", days=40)
    assert actions(house, entity="B-2") == ["mentor.change"]
    assert actions(house, action="pairing.") == ["pairing.decline", "pairing.accept"]
    assert actions(house, action="%") == []
    assert actions(house, action="pairing_") == []
    assert actions(house, kind="mentor", since="2026-11-01") == ["mentor.change"]
    assert len(actions(house, until="2026-10-31")) == 1
    assert len(actions(house, actor="system")) == 4
    assert actions(house, actor="nobody") == []


@pytest.mark.parametrize(
    "params",
    [
        {"entity": "a\x00b"},
        {"action": ""},
        {"since": "2026-02-01", "until": "2026-01-01"},
        {"after": "x"},
        {"limit": 201},
    ],
)
def test_wrong_questions_are_told(house: House, params: dict[str, Any]) -> None:
    assert house.login(Role.ADMIN).get(PATH, params=params).status_code == 422


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ANIMATION, Role.ADMIN}])
def test_others_do_not_know_that_it_exists(sqlite_house: House, role: Role) -> None:
    assert sqlite_house.login(role).get(PATH).status_code == 404


def test_nobody_enters_without_a_session(sqlite_house: House) -> None:
    assert sqlite_house.stranger().get(PATH).status_code == 401


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'somebody else'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE id = 1",
    ],
)
def test_nothing_can_be_changed_or_deleted(house: House, statement: str) -> None:
    written(house, "pairing.accept")
    before = house.rows(AuditEntry)
    with pytest.raises(DBAPIError, match="append-only"), house.writing() as session:
        session.connection().execute(text(statement))
    assert [entry.model_dump() for entry in house.rows(AuditEntry)] == [entry.model_dump() for entry in before]


def test_no_route_writes_to_the_log(sqlite_house: House) -> None:
    admin = sqlite_house.login(Role.ADMIN)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert admin.request(method, PATH, json={}).status_code == 405


MARK = "Zébulon"
"""A word that stands nowhere else."""


def test_entries_hold_nobodys_words(house: House) -> None:
    """Everything that people write through the registry, and then change, leaves no word in the log."""
    team = house.login(Role.ANIMATION)
    mentor = {
        "name": f"{MARK} Rullier",
        "email": f"{MARK}@exemple.fr",
        "phone": MARK,
        "adult": True,
        "status": "retraité",
        "commune": MARK,
        "tags": [MARK],
        "profile": MARK,
        "refusals": MARK,
    }
    project = {
        "title": MARK,
        "holder": MARK,
        "description": MARK,
        "commune": MARK,
        "legal_form": MARK,
        "stage": "étude",
    }
    texts = {
        "mentors": (mentor, ("commune", "tags", "profile", "refusals")),
        "projects": (project, ("title", "holder", "description", "commune", "legal_form")),
    }
    for path, (new, fields) in texts.items():
        answer = team.post(f"/api/v1/{path}", json=new)
        assert answer.status_code == 201, answer.text
        entity_id = answer.json()["id"]
        for field in fields:
            changed = [f"{MARK} 2"] if field == "tags" else f"{MARK} 2"
            assert team.patch(f"/api/v1/{path}/{entity_id}", json={field: changed}).status_code == 200, field
    entries = house.rows(AuditEntry)
    assert len(entries) > 8
    told = [(entry.action, entry.entity_id, entry.before, entry.after) for entry in entries]
    assert MARK.lower() not in str(told).lower()
