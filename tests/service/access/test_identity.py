"""From a request to the account behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import update

from service.access.identity import COOKIE, cookie_name, digest
from service.access.roles import Role
from service.accounts.models import Account, AccountRole, ApiToken, LoginSession
from service.settings import Settings

if TYPE_CHECKING:
    from tests.service.house import House

ME = "/api/v1/auth/me"


def test_nobody_is_known_by_a_made_up_cookie(sqlite_house: House) -> None:
    for cookie in ("inconnu", "", "\N{LATIN SMALL LETTER E WITH ACUTE}".encode().decode("latin-1"), "a" * 5000):
        headers = [(b"cookie", f"{COOKIE}={cookie}".encode("latin-1"))]
        assert sqlite_house.stranger().get(ME, headers=headers).status_code == 401


def test_the_digest_in_the_database_opens_nothing(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    stolen = sqlite_house.rows(LoginSession)[0].digest
    client.cookies.clear()
    client.cookies.set(COOKIE, stolen)
    assert client.get(ME).status_code == 401


def test_a_wrong_token_is_not_saved_by_a_right_cookie(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    for authorization in ("Bearer inconnu", "Bearer", "Basic YTpi", "n'importe quoi"):
        answer = client.get(ME, headers=[(b"authorization", authorization.encode())])
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    assert client.get(ME).status_code == 200


def test_who_has_no_role_any_more_sees_nothing(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    with sqlite_house.writing() as session:
        session.delete(session.get_one(AccountRole, (client.headers["x-account"], "holder")))
    assert client.get(ME).status_code == 404


def test_a_closed_account_is_nobody(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    with sqlite_house.writing() as session:
        session.exec(update(Account).values(disabled_at=sqlite_house.clock()))
    assert client.get(ME).status_code == 401


def test_use_is_noted_every_ten_minutes(house: House) -> None:
    client = house.login(Role.HOLDER)
    start = house.clock()
    house.clock.advance(minutes=9)
    client.get(ME)
    house.work()
    assert house.rows(LoginSession)[0].last_seen_at == start
    later = house.clock.advance(minutes=2)
    client.get(ME)
    house.work()
    assert house.rows(LoginSession)[0].last_seen_at == later


def test_a_scope_of_another_version_opens_nothing(house: House) -> None:
    owner = house.login(Role.HOLDER)
    now = house.clock()
    with house.writing() as session:
        session.add(
            ApiToken(
                id="T-1",
                digest=digest("ptce_essai"),
                account_id=owner.headers["x-account"],
                name="ancien",
                scopes=["account", "disparu"],
                created_at=now,
                expires_at=now.replace(year=now.year + 1),
            )
        )
    answer = house.stranger().get(ME, headers={"authorization": "bearer ptce_essai"})
    assert answer.json()["scopes"] == ["account"]


@pytest.mark.parametrize(
    ("base_url", "name"), [("http://127.0.0.1:8000", COOKIE), ("https://registre.example", f"__Host-{COOKIE}")]
)
def test_the_cookie_has_a_stricter_name_over_https(base_url: str, name: str) -> None:
    assert cookie_name(Settings(demo=True, base_url=base_url)) == name
