"""The second factor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyotp
from pydantic import SecretStr

from service.access.roles import Role
from service.accounts.models import Account, AccountRole
from service.accounts.vault import Vault
from service.audit.models import AuditEntry
from tests.service.accounts.steps import API, OTHER_PASSWORD, joined, log_in

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

TOTP = f"{API}/auth/totp"


def team_member(house: House) -> TestClient:
    """Return somebody with a password, logged in, of the animation team."""
    client = joined(house)
    with house.writing() as session:
        session.add(AccountRole(account_id=house.rows(Account)[0].id, role=Role.ANIMATION.value))
    log_in(client)
    return client


def code(house: House, secret: str, steps: int = 0) -> str:
    """Return the code that a telephone shows, some steps of 30 seconds from now."""
    return pyotp.TOTP(secret).at(house.clock() + timedelta(seconds=30 * steps))


def guarded(house: House) -> tuple[TestClient, str, list[str]]:
    """Return a member of the team with the second factor in use, its secret and the codes on paper."""
    client = team_member(house)
    begun = client.post(TOTP).json()
    answer = client.post(f"{TOTP}/confirm", json={"code": code(house, begun["secret"])})
    assert answer.status_code == 200, answer.text
    return client, begun["secret"], answer.json()["recovery_codes"]


def remove(client: TestClient, given: str) -> Any:
    return client.request("DELETE", TOTP, json={"code": given})


def test_it_begins_with_a_secret_and_a_first_code(sqlite_house: House) -> None:
    client = team_member(sqlite_house)
    begun = client.post(TOTP).json()
    assert begun["uri"].startswith("otpauth://totp/")
    assert begun["secret"] in begun["uri"]
    assert log_in(client).status_code == 200
    assert client.post(f"{TOTP}/confirm", json={"code": "000000"}).status_code == 422
    codes = client.post(f"{TOTP}/confirm", json={"code": code(sqlite_house, begun["secret"])}).json()["recovery_codes"]
    assert len(set(codes)) == 8
    assert client.get(f"{API}/auth/me").json()["totp"]
    assert client.post(TOTP).status_code == 409
    assert client.post(f"{TOTP}/confirm", json={"code": code(sqlite_house, begun["secret"], 1)}).status_code == 409


def test_secrets_are_stored_closed(sqlite_house: House) -> None:
    _, secret, codes = guarded(sqlite_house)
    stored = str(sqlite_house.rows(Account)[0])
    assert secret not in stored
    assert not any(each in stored or each.replace("-", "") in stored for each in codes)
    assert not any(secret in str(entry) for entry in sqlite_house.rows(AuditEntry))


def test_a_login_needs_a_code_then(house: House) -> None:
    client, secret, _ = guarded(house)
    house.clock.advance(minutes=5)
    without = log_in(client)
    assert without.status_code == 401
    assert without.json()["errors"][0]["field"] == "code"
    wrong = log_in(client, code="000000")
    assert wrong.status_code == 401
    assert wrong.json()["errors"][0]["field"] == "code"
    assert log_in(client, password=OTHER_PASSWORD, code=code(house, secret)).json()["errors"] == []
    assert log_in(client, code=code(house, secret)).status_code == 200


def test_a_code_is_good_once(house: House) -> None:
    client, secret, _ = guarded(house)
    assert log_in(client, code=code(house, secret)).status_code == 401
    house.clock.advance(seconds=30)
    shown = code(house, secret)
    assert log_in(client, code=f" {shown[:3]} {shown[3:]}").status_code == 200
    assert log_in(client, code=shown).status_code == 401


def test_a_telephone_may_be_half_a_minute_off(sqlite_house: House) -> None:
    client, secret, _ = guarded(sqlite_house)
    for steps, status in ((-2, 401), (-1, 200), (0, 200), (1, 200), (2, 401)):
        sqlite_house.clock.advance(minutes=5)
        assert log_in(client, code=code(sqlite_house, secret, steps)).status_code == status


def test_an_older_code_is_not_taken_after_a_newer_one(sqlite_house: House) -> None:
    client, secret, _ = guarded(sqlite_house)
    sqlite_house.clock.advance(minutes=5)
    assert log_in(client, code=code(sqlite_house, secret, 1)).status_code == 200
    assert log_in(client, code=code(sqlite_house, secret)).status_code == 401


def test_the_codes_on_paper_work_once_each(sqlite_house: House) -> None:
    client, _, codes = guarded(sqlite_house)
    assert log_in(client, code=codes[0].upper()).status_code == 200
    assert log_in(client, code=codes[0]).status_code == 401
    assert log_in(client, code=codes[1].replace("-", " ")).status_code == 200


def test_it_goes_with_a_code(house: House) -> None:
    client, secret, codes = guarded(house)
    assert remove(client, "000000").status_code == 422
    house.clock.advance(seconds=30)
    assert remove(client, code(house, secret)).status_code == 204
    assert remove(client, codes[0]).status_code == 409
    assert log_in(client).status_code == 200
    account = house.rows(Account)[0]
    assert (account.totp_secret, account.totp_recovery) == (None, [])
    assert {"account.totp_on", "account.totp_off"} <= {entry.action for entry in house.rows(AuditEntry)}


def test_when_the_secret_key_has_changed_the_paper_still_opens(sqlite_house: House) -> None:
    client, secret, codes = guarded(sqlite_house)
    with sqlite_house.writing() as session:
        account = session.get_one(Account, sqlite_house.rows(Account)[0].id)
        account.totp_secret = Vault(SecretStr("un autre secret de trente-deux lettres"), "totp").closed(secret)
        session.add(account)
    sqlite_house.clock.advance(minutes=5)
    assert log_in(client, code=code(sqlite_house, secret)).status_code == 401
    assert log_in(client, code=codes[0]).status_code == 200


def test_codes_are_not_guessed(sqlite_house: House) -> None:
    client, _, _ = guarded(sqlite_house)
    statuses = [remove(client, f"{number:06}").status_code for number in range(12)]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_it_is_for_those_who_see_much(sqlite_house: House) -> None:
    for role in (Role.HOLDER, Role.MENTOR, Role.STEERING_COMMITTEE):
        assert sqlite_house.login(role).post(TOTP).status_code == 404


def test_a_vault_opens_its_own_alone() -> None:
    key = SecretStr("un secret de plus de trente-deux lettres")
    closed = Vault(key, "totp").closed("sésame")
    assert Vault(key, "totp").opened(closed) == "sésame"
    assert Vault(key, "autre").opened(closed) is None
    assert Vault(SecretStr("un tout autre secret, aussi long que lui"), "totp").opened(closed) is None
    assert Vault(key, "totp").opened("") is None
