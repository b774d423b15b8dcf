"""Who may ask what; the same figures as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.identity import digest
from service.access.roles import Role
from service.accounts.models import ApiToken
from tests.service.house import START

if TYPE_CHECKING:
    from tests.service.house import House

FIGURES = (
    "coverage",
    "waiting-times",
    "acceptance/team",
    "acceptance/mentors",
    "exposure",
    "shortages",
    "follow-rate",
    "funding-gaps",
)
BY_PERSON = ("insight/by-mentor",)
ROW_BY_ROW = ("insight/mentors", "training-rows")
WHOLE = {Role.ANIMATION, Role.ADMIN, Role.OPERATIONAL_GROUP}
PROTECTED = {Role.STEERING_COMMITTEE, Role.ANALYST}


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_what(sqlite_house: House, role: Role) -> None:
    client = sqlite_house.login(role)
    for figure in FIGURES:
        answer = client.get(f"/api/v1/insight/{figure}")
        assert answer.status_code == (200 if role in WHOLE | PROTECTED else 404), figure
        if answer.status_code == 200:
            assert answer.json()["protected"] == (role in PROTECTED)
    for path in BY_PERSON:
        assert client.get(f"/api/v1/{path}").status_code == (200 if role in {Role.ANIMATION, Role.ADMIN} else 404)
    for path in ROW_BY_ROW:
        assert client.get(f"/api/v1/{path}").status_code == (200 if role in {Role.ANALYST, Role.ADMIN} else 404)


def test_the_widest_role_decides(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.STEERING_COMMITTEE, Role.OPERATIONAL_GROUP)
    assert not client.get("/api/v1/insight/coverage").json()["protected"]


def test_a_token_needs_the_scope(sqlite_house: House) -> None:
    account = sqlite_house.login(Role.ANALYST).headers["x-account"]
    with sqlite_house.writing() as session:
        for name, scope in (("figures", "insight"), ("rows", "training")):
            session.add(
                ApiToken(
                    id=name,
                    digest=digest(name),
                    account_id=account,
                    name=name,
                    scopes=[scope],
                    created_at=START,
                    expires_at=START.replace(year=2027),
                )
            )
    stranger = sqlite_house.stranger()
    for token, path, status in (
        ("figures", "insight/coverage", 200),
        ("figures", "training-rows", 404),
        ("rows", "insight/coverage", 404),
        ("rows", "training-rows", 200),
        ("rows", "insight/mentors", 200),
    ):
        answer = stranger.get(f"/api/v1/{path}", headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == status, (token, path)


def test_nobody_enters_without_a_session(sqlite_house: House) -> None:
    for figure in FIGURES:
        assert sqlite_house.stranger().get(f"/api/v1/insight/{figure}").status_code == 401


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_comes_as_a_file(sqlite_house: House, figure: str) -> None:
    client = sqlite_house.login(Role.ANIMATION)
    path = f"/api/v1/insight/{figure}"
    named = client.get(path, params={"format": "csv"})
    accepted = client.get(path, headers={"accept": "text/csv"})
    assert named.content == accepted.content
    assert named.content.startswith("\ufeff".encode())
    assert named.headers["content-type"] == "text/csv; charset=utf-8"
    assert named.headers["content-disposition"].startswith('attachment; filename="')
    assert ";" in named.text.splitlines()[0]
    wins = client.get(path, params={"format": "json"}, headers={"accept": "text/csv"})
    assert wins.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"since": "2026-02-01", "until": "2026-01-01"}, "précède"),
        ({"since": "1850-01-01"}, "au moins 1971"),
        ({"until": "9999-12-31"}, "au plus 9998"),
        ({"since": "hier"}, "AAAA-MM-JJ"),
        ({"format": "pdf"}, "attendu"),
        ({"by": "couleur"}, "attendu"),
    ],
)
def test_wrong_questions_are_told(sqlite_house: House, params: dict[str, str], said: str) -> None:
    answer = sqlite_house.login(Role.ANIMATION).get("/api/v1/insight/coverage", params=params)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_the_whole_calendar_can_be_asked(sqlite_house: House) -> None:
    for role in (Role.ANIMATION, Role.STEERING_COMMITTEE):
        client = sqlite_house.login(role)
        for params in ({"since": "1971-01-01"}, {"until": "9998-12-31"}):
            assert client.get("/api/v1/insight/coverage", params=params).status_code == 200
