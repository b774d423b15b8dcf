"""The logs, at their most talkative, hold nobody's words, name, address, telephone or token."""

from __future__ import annotations

import io
import logging
import threading
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
import structlog
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import text

from service.access.identity import COOKIE
from service.access.permission import anybody
from service.access.roles import Role
from service.operations.logs import configure_logs
from service.pairings.reasons import MentorReason
from service.settings import Settings
from tests.service.pairings.village import village

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.service.house import House

NAME, EMAIL, PHONE, WORD = "Léonie Tarabiscot", "leonie.tarabiscot@exemple.fr", "0599004455", "zygomatique"
SECRETS = ("Tarabiscot", "Léonie", "leonie", PHONE, WORD, "05 99 00 44 55")
NEW = {
    "name": NAME,
    "email": EMAIL,
    "phone": PHONE,
    "adult": True,
    "status": "retraité",
    "commune": "Matha",
    "postal_code": "17160",
    "profile": f"Je règle des clavecins {WORD}s.",
}


@pytest.fixture(params=["json", "text"])
def logs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Configure the logs as the service does, at the level `debug`, and give what was written."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    structlog_before = structlog.get_config()
    configure_logs(Settings(demo=True, data_folder=tmp_path, log_level="debug", log_format=request.param))
    written = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    # The client of the tests, which is no part of the service, tells what it sends.
    client = logging.getLogger("httpx2")
    client_level = client.level
    client.setLevel(logging.WARNING)
    yield written.getvalue
    client.setLevel(client_level)
    root.handlers = before[0]
    root.setLevel(before[1])
    structlog.configure(**structlog_before)


def quiet(found: str, *tokens: str) -> str:
    assert not [secret for secret in (*SECRETS, *tokens) if secret in found], found
    return found


def test_a_day_of_requests_leaves_no_word(sqlite_house: House, logs: Callable[[], str]) -> None:
    house = sqlite_house
    team, stranger = house.login(Role.ANIMATION, Role.ADMIN), house.stranger()
    mentor = team.post("/api/v1/mentors", json=NEW).json()
    team.patch(f"/api/v1/mentors/{mentor['id']}", json={"profile": f"Autre texte {WORD}."})
    team.get("/api/v1/people", params={"name": NAME})
    team.get(f"/api/v1/people/{mentor['person_id']}/data")
    team.post(f"/api/v1/people/{mentor['person_id']}/objection")
    stranger.post("/api/v1/auth/login", json={"email": EMAIL, "password": f"{WORD} secret"})
    stranger.post("/api/v1/auth/sign-up", json={"email": EMAIL, "name": NAME, "password": WORD})
    stranger.get("/api/v1/mentors", headers={"Authorization": f"Bearer {WORD}"})
    stranger.get(f"/{EMAIL}", params={"q": NAME})
    place = village(house)
    key = place.asked(1)
    place.does(place.mentors[0], key, "decline", reason=next(iter(MentorReason)).value, comment=NAME)
    house.state.matcher.prepare()
    team.post("/api/v1/suggestions/text", json={"text": f"Un besoin {WORD}", "place": "Matha"})
    token = team.cookies[COOKIE]
    found = quiet(logs(), token)
    assert "request" in found


def test_errors_do_not_repeat_what_was_sent(sqlite_house: House, logs: Callable[[], str]) -> None:
    house = sqlite_house
    database = house.state.database

    def breaks() -> None:
        raise ValueError(f"{NAME} {WORD}")

    def contradicts() -> None:
        with database.begin() as connection:
            for _ in range(2):
                connection.execute(
                    text("INSERT INTO collective VALUES ('C-1', :name, :word, '2026-01-01', '2026-01-01')"),
                    {"name": NAME, "word": WORD},
                )

    def misspeaks() -> None:
        with database.connect() as connection:
            connection.execute(text("SELECT :name FROM nowhere"), {"name": NAME})

    for path, call in (("/casse", breaks), ("/contredit", contradicts), ("/bafouille", misspeaks)):
        house.app.add_api_route(path, call, dependencies=[anybody("a test of errors")])
    client = TestClient(house.app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
    assert client.get("/casse").status_code == 500
    assert client.get("/contredit").status_code == 409
    assert client.get("/bafouille").status_code == 503
    team = house.login(Role.ANIMATION)
    assert team.post("/api/v1/mentors", json=NEW | {"status": NAME, "email": WORD}).status_code == 422
    assert team.post("/api/v1/mentors", content=f"{{{NAME}").status_code == 422
    found = quiet(logs())
    assert "ValueError" in found


def test_the_web_server_does_not_either(sqlite_house: House, logs: Callable[[], str]) -> None:
    def breaks() -> None:
        raise ValueError(f"{NAME} {WORD}")

    sqlite_house.app.add_api_route("/casse", breaks, dependencies=[anybody("a test of errors")])
    config = uvicorn.Config(sqlite_house.app, port=0, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    request = urllib.request.Request(f"http://127.0.0.1:{port}/casse?nom={WORD}")
    with pytest.raises(urllib.error.HTTPError, match="500"):
        urllib.request.urlopen(request, timeout=10)  # noqa: S310
    server.should_exit = True
    thread.join(10)
    found = quiet(logs())
    assert "ValueError" in found
