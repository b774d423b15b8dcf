"""What is too big, too deep or no JSON is refused as a problem, before it costs anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.access.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx2
    from fastapi.testclient import TestClient

    from tests.service.house import House


@pytest.fixture
def team(sqlite_house: House) -> TestClient:
    """Return a client of the animation team."""
    return sqlite_house.login(Role.ANIMATION)


def problem(answer: httpx2.Response, status: int) -> dict[str, Any]:
    """Return the problem that an answer tells."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["detail"]
    return body


def test_a_body_that_is_too_big(team: TestClient) -> None:
    answer = team.post("/api/v1/mentors", json={"name": "a" * 600_000})
    assert "dépasse la taille admise" in problem(answer, 413)["detail"]


def test_a_body_that_does_not_say_how_big_it_is(team: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"name": "'
        for _ in range(700):
            yield b"a" * 1000
        yield b'"}'

    answer = team.post("/api/v1/mentors", content=pieces(), headers={"content-type": "application/json"})
    problem(answer, 413)


def test_a_stranger_gets_no_further(sqlite_house: House) -> None:
    answer = sqlite_house.stranger().post("/api/v1/mentors", json={"name": "a" * 600_000})
    problem(answer, 413)


@pytest.mark.parametrize("depth", [100, 5_000, 100_000])
@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ('{"a":', "}")], ids=["lists", "objects"])
def test_a_body_that_is_too_deep(team: TestClient, depth: int, opened: str, closed: str) -> None:
    text = opened * depth + "1" + closed * depth
    if len(text) > 500_000:
        text = text[:500_000]
    answer = team.post("/api/v1/mentors", content=text, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    problem(answer, answer.status_code)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b'{"name": NaN}', b'{"name": "\\ud800"}', b"1" * 5_000, b'"texte"', b"null"]
)
def test_a_body_that_is_no_mentor(team: TestClient, content: bytes) -> None:
    answer = team.post("/api/v1/mentors", content=content, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    problem(answer, answer.status_code)


def test_a_body_of_another_kind(team: TestClient) -> None:
    answer = team.post("/api/v1/mentors", content=b"<mentor/>", headers={"content-type": "application/xml"})
    assert answer.status_code in (415, 422)
    problem(answer, answer.status_code)


def test_a_list_that_is_too_long(team: TestClient) -> None:
    new = {"name": "Annick", "adult": True, "status": "retraité", "tags": ["x"] * 51}
    body = problem(team.post("/api/v1/mentors", json=new), 422)
    assert body["errors"][0]["field"] == "tags"


def test_the_problem_does_not_repeat_what_was_sent(team: TestClient) -> None:
    answer = team.post("/api/v1/mentors", json={"name": "Annick Rullier", "status": "reine de Saba"})
    assert "Annick" not in answer.text
    assert "Saba" not in answer.text
