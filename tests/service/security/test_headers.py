"""Every answer carries the headers that keep a browser from doing more than it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from service.access.roles import Role
from tests.service.house import House

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/health/live", 200),
        ("GET", "/api/v1/mentors", 401),
        ("GET", "/rien", 404),
        ("DELETE", "/health/live", 405),
        ("POST", "/api/v1/mentors", 401),
    ],
)
def test_answers_and_refusals_alike(sqlite_house: House, method: str, path: str, status: int) -> None:
    answer = sqlite_house.stranger().request(method, path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_peoples_data_is_not_kept_by_any_cache(sqlite_house: House) -> None:
    answer = sqlite_house.login(Role.ANIMATION).get("/api/v1/mentors")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


def test_the_documentation_alone_runs_its_own_scripts(sqlite_house: House) -> None:
    """Swagger's page has its start written into it."""
    client = sqlite_house.stranger()
    assert "'unsafe-inline'" in client.get("/api/docs").headers["content-security-policy"]
    for path in ("/", "/api/v1/mentors", "/api/v1/docs", "/connexion"):
        assert "unsafe" not in client.get(path).headers["content-security-policy"], path


def test_https_is_insisted_on_only_where_it_is_used(
    sqlite_house: House, tmp_path: Path, encoder: CachedEncoder
) -> None:
    assert "strict-transport-security" not in sqlite_house.stranger().get("/health/live").headers
    url = f"sqlite:///{tmp_path}/https.sqlite"
    with House(url, tmp_path, encoder, base_url="https://ptce.exemple.fr") as house:
        told = house.stranger().get("/health/live").headers["strict-transport-security"]
    assert "max-age=31536000" in told


def test_the_program_does_not_name_itself(sqlite_house: House) -> None:
    assert "server" not in sqlite_house.stranger().get("/health/live").headers


def test_a_crash_is_answered_with_them_too(sqlite_house: House) -> None:
    def crash() -> None:
        raise RuntimeError("Annick Rullier")

    sqlite_house.app.add_api_route("/crash", crash)
    client = TestClient(sqlite_house.app, raise_server_exceptions=False)
    answer = client.get("/crash", headers={"X-Request-ID": "proxy-0042-abcd"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert answer.json()["request_id"] == answer.headers["x-request-id"] == "proxy-0042-abcd"
    assert "Annick" not in answer.text


def test_a_body_that_is_too_big_too(sqlite_house: House) -> None:
    answer = sqlite_house.stranger().post("/api/v1/mentors", json={"name": "a" * 600_000})
    assert answer.status_code == 413
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert answer.headers["x-request-id"]
