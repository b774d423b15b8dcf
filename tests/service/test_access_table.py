"""Every route with every role, against the committed table docs/access.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from scripts.access_table import TARGET, rendered
from service.access.permission import Open, declared
from service.access.roles import Role
from service.access.table import Access, UndeclaredError, access_table

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from tests.service.house import House


class Watched:
    """The application, and whether it let the last request through to its route."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.permitted = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})
        await self.app(scope, receive, send)
        self.permitted = bool(scope["state"].get("permitted", False))


def call(client: TestClient, line: Access) -> Any:
    path = re.sub(r"{[^}]*}", "inconnu", line.path)
    body: dict[str, Any] = {"json": {}} if line.method in {"POST", "PUT", "PATCH"} else {}
    return client.request(line.method, path, **body)


def test_the_table_is_the_one_of_the_program(sqlite_house: House) -> None:
    written = rendered(access_table(sqlite_house.app))
    assert TARGET.read_text(encoding="utf-8") == written, "run: python -m scripts.access_table"


@pytest.mark.slow
@pytest.mark.parametrize("role", list(Role))
def test_each_role_passes_where_the_table_says_and_nowhere_else(sqlite_house: House, role: Role) -> None:
    watched = Watched(sqlite_house.app)
    wrong = []
    for line in access_table(sqlite_house.app):
        if line.open_because:
            continue
        # A new session each time: some routes end it.
        client = TestClient(watched, base_url="http://127.0.0.1:8000", cookies=sqlite_house.login(role).cookies)
        answer = call(client, line)
        if watched.permitted != (role in line.roles) or (not watched.permitted and answer.status_code != 404):
            wrong.append(f"{line.method} {line.path}: {answer.status_code}")
    assert wrong == []


def test_a_stranger_passes_nowhere(sqlite_house: House) -> None:
    stranger = sqlite_house.stranger()
    closed = [line for line in access_table(sqlite_house.app) if not line.open_because]
    assert closed
    assert {call(stranger, line).status_code for line in closed} == {401}


def test_what_is_open_says_why(sqlite_house: House) -> None:
    opened = [line for line in access_table(sqlite_house.app) if line.open_because]
    assert all(len(line.open_because) > 10 for line in opened)
    assert not [line for line in opened if line.path.startswith("/api/v1/") and "/auth/" not in line.path]


def test_a_route_that_declares_nothing_is_found() -> None:
    app = FastAPI()
    app.add_api_route("/oubli", lambda: None, methods=["GET"])
    with pytest.raises(UndeclaredError, match="GET /oubli"):
        access_table(app)


def test_open_and_closed_are_told_apart() -> None:
    class Route:
        dependant = type("Dependant", (), {"dependencies": []})()

    assert declared(Route()) is None  # type: ignore[arg-type]
    assert Open("parce que").why == "parce que"
