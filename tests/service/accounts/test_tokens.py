"""Tokens for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import delete

from service.access.identity import digest
from service.access.roles import Role, Scope
from service.accounts.models import Account, AccountRole, ApiToken
from service.accounts.tokens import USEFUL
from service.audit.models import AuditEntry
from tests.service.accounts.steps import API, OTHER_PASSWORD, PASSWORD

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

TOKENS = f"{API}/auth/tokens"


def made(client: TestClient, *scopes: Scope, **changes: Any) -> dict[str, Any]:
    sent = {"name": "tableau de bord", "scopes": [scope.value for scope in scopes]} | changes
    answer = client.post(TOKENS, json=sent)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def program(house: House, token: str) -> TestClient:
    client = house.stranger()
    client.headers["authorization"] = f"Bearer {token}"
    return client


def test_a_token_is_shown_once_and_stored_as_a_digest(house: House) -> None:
    client = house.login(Role.ANIMATION)
    token = made(client, Scope.REGISTRY_READ)["token"]
    assert token.startswith("ptce_")
    (stored,) = house.rows(ApiToken)
    assert stored.digest == digest(token)
    assert token not in str(stored)
    (listed,) = client.get(TOKENS).json()
    assert "token" not in listed
    assert listed["last_used_at"] is None
    assert program(house, token).get(f"{API}/mentors").status_code == 200
    house.work()
    assert client.get(TOKENS).json()[0]["last_used_at"] is not None


def test_it_does_what_its_scopes_say_and_no_more(sqlite_house: House) -> None:
    reading = program(sqlite_house, made(sqlite_house.login(Role.ANIMATION), Scope.REGISTRY_READ)["token"])
    assert reading.get(f"{API}/mentors").status_code == 200
    assert reading.post(f"{API}/mentors", json={}).status_code == 404
    assert reading.get(f"{API}/auth/me").status_code == 404


def test_it_follows_the_roles_of_its_owner(sqlite_house: House) -> None:
    owner = sqlite_house.login(Role.ANIMATION, Role.HOLDER)
    client = program(sqlite_house, made(owner, Scope.REGISTRY_READ)["token"])
    with sqlite_house.writing() as session:
        session.exec(delete(AccountRole).where(AccountRole.role == Role.ANIMATION.value))  # type: ignore[arg-type]
    assert client.get(f"{API}/mentors").status_code == 404


def test_the_scope_account_reads_and_changes_nothing(sqlite_house: House) -> None:
    owner = sqlite_house.login(Role.ADMIN, Role.ANIMATION)
    token = made(owner, *Scope)
    client = program(sqlite_house, token["token"])
    me = client.get(f"{API}/auth/me").json()
    assert set(me["scopes"]) == {scope.value for scope in Scope}
    assert client.get(f"{API}/auth/sessions").status_code == 200
    assert client.get(f"{API}/accounts").status_code == 200
    account = owner.headers["x-account"]
    refused = [
        client.post(TOKENS, json={"name": "autre", "scopes": ["account"]}),
        client.delete(f"{TOKENS}/{token['id']}"),
        client.post(f"{API}/auth/password", json={"present": PASSWORD, "password": OTHER_PASSWORD}),
        client.post(f"{API}/auth/totp"),
        client.post(f"{API}/auth/logout"),
        client.delete(f"{API}/auth/sessions"),
        client.delete(f"{API}/auth/sessions/S-1"),
        client.post(f"{API}/invitations", json={"email": "a@exemple.fr", "name": "A", "roles": ["holder"]}),
        client.delete(f"{API}/invitations/L-1"),
        client.patch(f"{API}/accounts/{account}", json={"roles": ["admin"]}),
    ]
    assert {answer.status_code for answer in refused} == {404}


def test_scopes_that_open_nothing_are_refused(sqlite_house: House) -> None:
    for role in Role:
        client = sqlite_house.login(role)
        for scope in Scope:
            answer = client.post(TOKENS, json={"name": "essai", "scopes": [scope.value]})
            assert answer.status_code == (201 if role in USEFUL[scope] else 422), (role, scope)


def test_it_ends_by_itself_and_when_told(house: House) -> None:
    client, other = house.login(Role.HOLDER), house.login(Role.HOLDER)
    short, long = made(client, Scope.ACCOUNT, days=1), made(client, Scope.ACCOUNT)
    house.clock.advance(days=1)
    assert program(house, short["token"]).get(f"{API}/auth/me").status_code == 401
    assert program(house, long["token"]).get(f"{API}/auth/me").status_code == 200
    assert [each["id"] for each in client.get(TOKENS).json()] == [long["id"]]
    assert other.delete(f"{TOKENS}/{long['id']}").status_code == 404
    assert client.delete(f"{TOKENS}/{long['id']}").status_code == 204
    assert program(house, long["token"]).get(f"{API}/auth/me").status_code == 401
    assert {"token.create", "token.delete"} <= {entry.action for entry in house.rows(AuditEntry)}


def test_a_closed_account_closes_its_tokens(sqlite_house: House) -> None:
    token = made(sqlite_house.login(Role.HOLDER), Scope.ACCOUNT)["token"]
    with sqlite_house.writing() as session:
        account = session.get_one(Account, sqlite_house.rows(Account)[0].id)
        account.disabled_at = sqlite_house.clock()
        session.add(account)
    assert program(sqlite_house, token).get(f"{API}/auth/me").status_code == 401


def test_fifty_are_enough(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    for _ in range(50):
        made(client, Scope.ACCOUNT)
    answer = client.post(TOKENS, json={"name": "de trop", "scopes": ["account"]})
    assert answer.status_code == 409
    assert "50" in answer.json()["detail"]


def test_wrong_values_are_told(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    wrong: list[dict[str, Any]] = [
        {"name": ""},
        {"scopes": []},
        {"scopes": ["tout"]},
        {"days": 0},
        {"days": 367},
        {"days": 10**20},
    ]
    for changes in wrong:
        answer = client.post(TOKENS, json={"name": "essai", "scopes": ["account"]} | changes)
        assert answer.status_code == 422, changes
