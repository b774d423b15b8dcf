"""Each request has an id, a line in the log and a place in the metrics, under its route's pattern."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from service.access.roles import Role

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House


def noted(client: TestClient, method: str, path: str, **options: Any) -> Any:
    """Send a request, and return the line that the log has of it."""
    with capture_logs() as lines:
        client.request(method, path, **options)
    [line] = [line for line in lines if line["event"] == "request"]
    return line


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("GET", "/api/v1/mentors/B-inconnu", "/api/v1/mentors/{mentor_id}", 404),
        ("PATCH", "/api/v1/mentors/B-inconnu", "/api/v1/mentors/{mentor_id}", 422),
        ("GET", "/api/v1/mentors", "/api/v1/mentors", 200),
        ("PUT", "/api/v1/mentors/B-inconnu", "/api/v1/mentors/{mentor_id}", 405),
        ("GET", "/health/live", "/health/live", 200),
        ("GET", "/api/v1/rien/du/tout", "(none)", 404),
        ("GET", "/Annick Rullier", "(none)", 404),
    ],
)
def test_the_log_names_the_whole_pattern_and_never_the_path(
    sqlite_house: House, method: str, path: str, route: str, status: int
) -> None:
    line = noted(sqlite_house.login(Role.ANIMATION), method, path)
    assert (line["route"], line["method"], line["status"]) == (route, method, status)
    assert "inconnu" not in str(line)
    assert "Annick" not in str(line)


def test_a_stranger_makes_the_same_line(sqlite_house: House) -> None:
    line = noted(sqlite_house.stranger(), "GET", "/api/v1/mentors/B1")
    assert (line["route"], line["status"]) == ("/api/v1/mentors/{mentor_id}", 401)


def test_an_id_is_given_and_told(sqlite_house: House) -> None:
    answer = sqlite_house.stranger().get("/api/v1/mentors")
    assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"])
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_a_sound_id_is_kept(sqlite_house: House) -> None:
    answer = sqlite_house.stranger().get("/health/live", headers={"X-Request-ID": "proxy-0042-abcd"})
    assert answer.headers["x-request-id"] == "proxy-0042-abcd"


@pytest.mark.parametrize("given", ["court", "a" * 65, "<script>alert(1)</script>", "ligne 1%0aligne 2"])
def test_any_other_is_replaced(sqlite_house: House, given: str) -> None:
    answer = sqlite_house.stranger().get("/health/live", headers={"X-Request-ID": given})
    assert answer.headers["x-request-id"] != given


def test_requests_are_counted_by_pattern(sqlite_house: House) -> None:
    labels = {"method": "GET", "route": "/api/v1/mentors/{mentor_id}", "status": "401"}
    before = REGISTRY.get_sample_value("ptce_requests_total", labels) or 0
    for number in range(3):
        sqlite_house.stranger().get(f"/api/v1/mentors/B{number}")
    assert REGISTRY.get_sample_value("ptce_requests_total", labels) == before + 3


def test_methods_that_nobody_knows_do_not_make_series_without_end(sqlite_house: House) -> None:
    for number in range(3):
        assert noted(sqlite_house.stranger(), f"BREW{number}", "/health/live")["method"] == "OTHER"
