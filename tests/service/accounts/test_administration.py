"""Who may enter, and as what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from service.access.actor import SYSTEM
from service.access.roles import Role
from service.accounts import passwords, repository
from service.accounts.models import Account, ApiToken, LoginSession, OneTimeLink
from service.accounts.service import create_account
from service.audit.models import AuditEntry
from service.problems import ProblemError
from tests.service.accounts.steps import API, EMAIL, PASSWORD, joined, log_in, sign_up

if TYPE_CHECKING:
    from tests.service.house import House

ACCOUNTS = f"{API}/accounts"


def test_an_administrator_sees_accounts(house: House) -> None:
    admin = house.login(Role.ADMIN)
    log_in(joined(house))
    shown = admin.get(ACCOUNTS).json()["items"]
    assert len(shown) == 2
    mine = next(each for each in shown if each["email"] == EMAIL)
    assert (mine["name"], mine["roles"], mine["totp"]) == ("Annick Rullier", ["mentor"], False)
    assert not {"password_hash", "totp_secret"} & set(mine)
    assert admin.get(f"{ACCOUNTS}/{mine['id']}").json() == mine
    assert admin.get(f"{ACCOUNTS}/A-jamais").status_code == 404


def test_roles_change_at_once(house: House) -> None:
    admin, client = house.login(Role.ADMIN), house.login(Role.HOLDER)
    account = f"{ACCOUNTS}/{client.headers['x-account']}"
    assert client.get(f"{API}/mentors").status_code == 404
    changed = admin.patch(account, json={"roles": ["animation", "holder"]})
    assert changed.json()["roles"] == ["holder", "animation"]
    assert client.get(f"{API}/mentors").status_code == 200
    entry = next(entry for entry in house.rows(AuditEntry) if entry.action == "account.roles")
    assert (entry.before, entry.after) == ({"roles": ["holder"]}, {"roles": ["holder", "animation"]})
    assert admin.patch(account, json={"roles": []}).status_code == 422


def test_closing_an_account_ends_all_that_it_opened(house: House) -> None:
    admin, client = house.login(Role.ADMIN), joined(house)
    account_id = log_in(client).json()["account_id"]
    client.post(f"{API}/auth/tokens", json={"name": "essai", "scopes": ["account"]})
    client.post(f"{API}/auth/password/forgot", json={"email": EMAIL})
    closed = admin.patch(f"{ACCOUNTS}/{account_id}", json={"disabled": True}).json()
    assert closed["disabled_at"] is not None
    assert client.get(f"{API}/auth/me").status_code == 401
    assert log_in(client).status_code == 401
    assert [each.account_id for each in house.rows(LoginSession)] == [admin.headers["x-account"]]
    assert house.rows(ApiToken) == []
    assert [each for each in house.rows(OneTimeLink) if each.used_at is None] == []
    assert admin.patch(f"{ACCOUNTS}/{account_id}", json={"disabled": False}).json()["disabled_at"] is None
    assert client.get(f"{API}/auth/me").status_code == 401
    assert log_in(client).status_code == 200
    assert {"account.disable", "account.enable"} <= {entry.action for entry in house.rows(AuditEntry)}


@pytest.mark.parametrize("change", [{"roles": ["holder"]}, {"disabled": True}])
def test_the_last_administrator_stays(house: House, change: dict[str, Any]) -> None:
    admin, closed = house.login(Role.ADMIN), house.login(Role.ADMIN)
    with house.writing() as session:
        account = session.get_one(Account, closed.headers["x-account"])
        account.disabled_at = house.clock()
        session.add(account)
    me = f"{ACCOUNTS}/{admin.headers['x-account']}"
    refused = admin.patch(me, json=change)
    assert refused.status_code == 409
    assert "dernier" in refused.json()["detail"]
    assert admin.patch(f"{ACCOUNTS}/{closed.headers['x-account']}", json={"disabled": False}).status_code == 200
    assert admin.patch(me, json=change).status_code == 200


def test_somebody_who_lost_their_codes_is_let_in_again(sqlite_house: House) -> None:
    from tests.service.accounts.test_second_factor import guarded

    client, _, _ = guarded(sqlite_house)
    sqlite_house.clock.advance(minutes=5)
    assert log_in(client).status_code == 401
    account_id = next(each.id for each in sqlite_house.rows(Account) if each.email == EMAIL)
    assert (
        not sqlite_house.login(Role.ADMIN).patch(f"{ACCOUNTS}/{account_id}", json={"remove_totp": True}).json()["totp"]
    )
    assert log_in(client).status_code == 200


def test_others_do_not_know_that_it_exists(sqlite_house: House) -> None:
    for role in set(Role) - {Role.ADMIN}:
        client = sqlite_house.login(role)
        mine = f"{ACCOUNTS}/{client.headers['x-account']}"
        answers = client.get(ACCOUNTS), client.get(mine), client.patch(mine, json={"roles": ["admin"]})
        assert {answer.status_code for answer in answers} == {404}


def test_a_demo_opens_accounts_ready_to_use(house: House) -> None:
    hashed = passwords.hashed(PASSWORD)
    with house.writing() as session:
        create_account(
            session, house.clock(), SYSTEM, EMAIL, [Role.ANIMATION], name="Annick Rullier", password_hash=hashed
        )
    assert log_in(house.stranger()).json()["roles"] == ["animation"]
    assert next(e.actor for e in house.rows(AuditEntry) if e.action == "account.create") == "system"
    with house.writing() as session, pytest.raises(ProblemError, match="existe déjà"):
        create_account(session, house.clock(), SYSTEM, EMAIL, [Role.HOLDER], name="Annick Rullier")
    person_id = house.rows(Account)[0].person_id
    with house.writing() as session, pytest.raises(ProblemError, match="a déjà un compte"):
        create_account(session, house.clock(), SYSTEM, "autre@exemple.fr", [Role.HOLDER], person_id=person_id)


def test_what_time_has_closed_is_deleted(house: House) -> None:
    client = joined(house)
    log_in(client)
    client.post(f"{API}/auth/tokens", json={"name": "essai", "scopes": ["account"], "days": 1})
    sign_up(client, email="jamais@exemple.fr")
    counts = []
    for days in (0, 3, 7, 12):
        with house.writing() as session:
            counts.append(repository.purge(session, house.clock() + timedelta(days=days)))
    # The token, then the used link, then the unconfirmed sign-up (two days, and a week); the session lasts 14 days.
    assert counts == [0, 1, 1, 1]
    assert house.rows(OneTimeLink) == house.rows(ApiToken) == []
    assert len(house.rows(LoginSession)) == 1
