"""What supervisors and reverse proxies ask: does it answer, and is it ready?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from service.app import create_app
from service.database import migrate
from service.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder
    from tests.service.house import House


def missing(house: House) -> list[str]:
    """Return which parts are missing, [] when the service is ready."""
    answer = house.stranger().get("/health/ready")
    body: dict[str, Any] = answer.json()
    if answer.status_code == 200:
        assert body == {"status": "ok"}
        return []
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"]
    assert body["detail"].startswith("Le service n'est pas prêt.")
    return [error["field"] for error in body["errors"]]


def test_it_is_ready_once_the_engine_has_read_the_network(house: House) -> None:
    assert missing(house) == ["engine"]
    house.state.matcher.prepare()
    assert missing(house) == []


def test_tables_of_another_version_are_told(house: House) -> None:
    house.state.matcher.prepare()
    with house.state.database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert missing(house) == ["migrations"]


def test_it_lives_whatever_is_missing(house: House) -> None:
    answer = house.stranger().get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_database_that_cannot_be_reached_is_told(tmp_path: Path, encoder: CachedEncoder) -> None:
    settings = Settings(
        demo=True, worker=False, data_folder=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/nowhere"
    )
    # Without its start, at which a database that is away ends the program.
    client = TestClient(create_app(settings, encoder=encoder))
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert [error["field"] for error in answer.json()["errors"]] == ["database"]
    assert client.get("/health/live").status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_it_is_no_part_of_the_described_api(sqlite_house: House, path: str) -> None:
    assert path not in sqlite_house.app.openapi()["paths"]


def test_the_newest_revision_is_known() -> None:
    assert migrate.known(migrate.newest())
    assert not migrate.known("9999")
