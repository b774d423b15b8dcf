"""What another site's page can make a browser send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.identity import COOKIE, digest
from service.access.roles import Role, Scope
from service.accounts.models import ApiToken

if TYPE_CHECKING:
    from datetime import datetime

    from fastapi.testclient import TestClient

    from tests.service.house import House

OWN = "http://127.0.0.1:8000"
ENDING = "/api/v1/auth/sessions"
LOGIN = {"email": "annick@exemple.fr", "password": "quatre chevaux gris"}


def ending(client: TestClient, **headers: str) -> int:
    """Send what ends one's other sessions, as a browser would."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.delete(ENDING, headers=named).status_code


def test_another_site_does_nothing_with_our_cookie(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    assert {ending(client, sec_fetch_site=site) for site in ("cross-site", "same-site", "", "autre")} == {403}


def test_our_pages_and_the_person_in_front_of_them_do(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    assert {ending(client, sec_fetch_site=site) for site in ("same-origin", "none")} == {204}


def test_the_fetch_header_wins_over_the_origin(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    assert ending(client, sec_fetch_site="cross-site", origin=OWN) == 403
    assert ending(client, sec_fetch_site="same-origin", origin="https://ailleurs.example") == 204


FOREIGN = (
    "https://ailleurs.example",
    "http://127.0.0.1:8001",
    "http://127.0.0.1",
    "http://127.0.0.1:8000.ailleurs.example",
    "http://127.0.0.1:8000@ailleurs.example",
    "null",
    "",
    "http://[",
)


def test_without_it_the_origin_decides(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    assert {origin: ending(client, origin=origin) for origin in FOREIGN} == dict.fromkeys(FOREIGN, 403)


def test_our_own_origin_is_the_host_asked_or_the_public_address(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    assert ending(client, origin=OWN) == 204
    assert ending(client, origin="HTTP://127.0.0.1:8000") == 204
    assert ending(client, host="registre.example", origin="https://registre.example") == 204
    assert ending(client, host="interne:9000", origin=OWN) == 204
    assert ending(client, host="", origin="null") == 403


def test_a_program_sends_neither(sqlite_house: House) -> None:
    assert ending(sqlite_house.login(Role.HOLDER)) == 204


def test_a_cookie_in_a_second_header_is_seen(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    secret = client.cookies[COOKIE]
    client.cookies.clear()
    headers = [("cookie", "autre=1"), ("cookie", f"{COOKIE}={secret}"), ("sec-fetch-site", "cross-site")]
    assert client.delete(ENDING, headers=headers).status_code == 403


def test_reading_is_not_changing(sqlite_house: House) -> None:
    answer = sqlite_house.login(Role.HOLDER).get("/api/v1/auth/me", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def test_a_token_is_sent_by_nobody_but_its_program(sqlite_house: House) -> None:
    holder = sqlite_house.login(Role.ANIMATION)
    token = given_token(sqlite_house, holder.headers["x-account"], sqlite_house.clock())
    answer = sqlite_house.stranger().post(
        "/api/v1/mentors",
        json={},
        headers={
            "authorization": f"Bearer {token}",
            "sec-fetch-site": "cross-site",
            "origin": "https://ailleurs.example",
        },
    )
    assert answer.status_code == 422


def test_nobody_is_logged_in_to_somebody_elses_account(sqlite_house: House) -> None:
    client = sqlite_house.stranger()
    for path in ("/api/v1/auth/login", "/api/v1/auth/sign-up", "/connexion"):
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://ailleurs.example"}):
            assert client.post(path, json=LOGIN, headers=headers).status_code == 403


def test_the_refusal_is_a_problem(sqlite_house: House) -> None:
    answer = sqlite_house.login(Role.HOLDER).delete(ENDING, headers={"sec-fetch-site": "cross-site"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert "autre site" in answer.json()["detail"]


def given_token(house: House, account_id: str, now: datetime) -> str:
    """Give an account a token behind the service's back."""
    secret = "ptce_essai"  # noqa: S105
    with house.writing() as session:
        session.add(
            ApiToken(
                id="T-essai",
                digest=digest(secret),
                account_id=account_id,
                name="essai",
                scopes=[Scope.REGISTRY_WRITE.value],
                created_at=now,
                expires_at=now.replace(year=now.year + 1),
            )
        )
    return secret
