"""Logging in and out, and sessions."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from service.access.identity import COOKIE, digest
from service.access.roles import Role
from service.accounts import passwords
from service.accounts.models import Account, LoginSession
from service.audit.models import AuditEntry
from service.people.models import Person
from tests.service.accounts.steps import API, EMAIL, OTHER_PASSWORD, PASSWORD, joined, log_in, sign_up
from tests.service.house import House

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder
    from tests.service.databases import SqliteMaker

UNKNOWN = "personne@exemple.fr"


def test_one_enters_and_leaves(house: House) -> None:
    client = joined(house)
    answer = log_in(client, email=EMAIL.upper())
    assert answer.status_code == 200
    assert answer.json() == client.get(f"{API}/auth/me").json()
    assert answer.json()["email"] == EMAIL
    assert client.post(f"{API}/auth/logout").status_code == 204
    assert client.get(f"{API}/auth/me").status_code == 401
    assert house.rows(LoginSession) == []


def test_the_cookie_is_kept_from_scripts_and_other_sites(sqlite_house: House) -> None:
    header = log_in(joined(sqlite_house)).headers["set-cookie"]
    assert header.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=1209600"} <= set(header.split("; "))
    assert "Secure" not in header


def test_over_https_no_other_machine_can_set_it(
    sqlite_maker: SqliteMaker, tmp_path: Path, encoder: CachedEncoder
) -> None:
    for url in sqlite_maker.make(tmp_path):
        with House(url, tmp_path, encoder, base_url="https://registre.example") as house:
            client = joined(house)
            header = log_in(client).headers["set-cookie"]
            assert header.startswith(f"__Host-{COOKIE}=")
            assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(header.split("; "))
            assert "Domain" not in header
            secret = header.partition("=")[2].partition(";")[0]
            client.cookies.clear()
            for name, status in ((f"__Host-{COOKIE}", 200), (COOKIE, 401)):
                answer = client.get(f"{API}/auth/me", headers={"cookie": f"{name}={secret}"})
                assert answer.status_code == status


def test_the_cookie_is_stored_as_a_digest(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    log_in(client)
    (session,) = sqlite_house.rows(LoginSession)
    assert session.digest == digest(client.cookies[COOKIE])
    assert client.cookies[COOKIE] not in str(session)


def test_each_login_is_a_new_session_and_ends_the_one_before(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    log_in(client)
    first = client.cookies[COOKIE]
    log_in(client)
    assert client.cookies[COOKIE] != first
    assert len(sqlite_house.rows(LoginSession)) == 1


def test_a_session_ends_by_itself(house: House) -> None:
    client = joined(house)
    log_in(client)
    house.clock.advance(hours=house.settings.session_hours - 1)
    assert client.get(f"{API}/auth/me").status_code == 200
    house.clock.advance(hours=1)
    assert client.get(f"{API}/auth/me").status_code == 401


def test_one_sees_and_ends_ones_own_sessions(house: House) -> None:
    phone, laptop, other = joined(house), house.stranger(), house.login(Role.HOLDER)
    phone.headers["user-agent"] = "Telephone\tdu salon " + "x" * 300
    log_in(phone)
    log_in(laptop)
    sessions = laptop.get(f"{API}/auth/sessions").json()
    assert len(sessions) == 2
    assert [each["present"] for each in sessions].count(True) == 1
    assert all(len(each["user_agent"]) <= 200 for each in sessions)
    theirs = next(each["id"] for each in sessions if not each["present"])
    assert other.delete(f"{API}/auth/sessions/{theirs}").status_code == 404
    assert laptop.delete(f"{API}/auth/sessions/{theirs}").status_code == 204
    assert laptop.delete(f"{API}/auth/sessions/{theirs}").status_code == 404
    assert phone.get(f"{API}/auth/me").status_code == 401
    log_in(phone)
    assert laptop.delete(f"{API}/auth/sessions").status_code == 204
    assert phone.get(f"{API}/auth/me").status_code == 401
    assert laptop.get(f"{API}/auth/me").status_code == 200
    assert other.get(f"{API}/auth/me").status_code == 200


def test_logging_in_is_activity(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    later = sqlite_house.clock.advance(days=30)
    log_in(client)
    assert sqlite_house.rows(Person)[0].last_active_at == later
    assert sqlite_house.rows(Account)[0].last_login_at == later


class Work:
    """What the service does for an answer: passwords compared and hashed, statements sent to the database."""

    def __init__(self, house: House) -> None:
        self.statements: list[str] = []
        event.listen(house.state.database, "before_cursor_execute", self._note)
        event.listen(house.state.database, "savepoint", lambda *_: self.statements.append("savepoint"))

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.statements.append(statement)

    def of(self, act: Callable[[], Any]) -> tuple[Any, dict[str, float], list[str]]:
        """Return the answer, the passwords' work and the statements of an act."""
        self.statements.clear()
        before = {kind: passwords.WORK.labels(kind)._value.get() for kind in ("verify", "hash")}
        answer = act()
        work = {kind: passwords.WORK.labels(kind)._value.get() - count for kind, count in before.items()}
        return answer, work, [each for each in self.statements if "SAVEPOINT" not in each]


SAME = {"x-request-id": "0123456789abcdef"}


def known_without_password(house: House) -> str:
    """Return the address of an account that was never given a password."""
    client = house.login(Role.HOLDER)
    return str(client.get(f"{API}/auth/me").json()["email"])


def test_a_wrong_password_and_an_unknown_address_look_and_cost_the_same(house: House) -> None:
    client = joined(house)
    work = Work(house)
    client.headers.update(SAME)
    known = work.of(lambda: log_in(client, password=OTHER_PASSWORD))
    unknown = work.of(lambda: log_in(client, email=UNKNOWN, password=OTHER_PASSWORD))
    closed = work.of(lambda: log_in(client, email=known_without_password(house), password=OTHER_PASSWORD))
    assert known[0].status_code == 401
    assert known[0].content == unknown[0].content == closed[0].content
    assert dict(known[0].headers) == dict(unknown[0].headers)
    assert known[1] == unknown[1] == closed[1] == {"verify": 1, "hash": 0}
    assert known[2] == unknown[2]


def test_signing_up_costs_the_same_for_a_known_address(house: House) -> None:
    client = joined(house)
    work = Work(house)
    known = work.of(lambda: sign_up(client))
    unknown = work.of(lambda: sign_up(client, email=UNKNOWN))
    assert (known[0].status_code, known[0].content) == (unknown[0].status_code, unknown[0].content)
    assert known[1] == unknown[1] == {"verify": 0, "hash": 1}
    assert known[2] == unknown[2]


def test_forgetting_costs_the_same_for_a_known_address(house: House) -> None:
    client = joined(house)
    work = Work(house)
    known = work.of(lambda: client.post(f"{API}/auth/password/forgot", json={"email": EMAIL}))
    unknown = work.of(lambda: client.post(f"{API}/auth/password/forgot", json={"email": UNKNOWN}))
    assert known[0].status_code == 202
    assert known[0].content == unknown[0].content
    assert known[2] == unknown[2]
    assert len(known[2]) > 3


def test_a_closed_account_does_not_open(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    with sqlite_house.writing() as session:
        account = session.get_one(Account, sqlite_house.rows(Account)[0].id)
        account.disabled_at = sqlite_house.clock()
        session.add(account)
    assert log_in(client).status_code == 401


def test_failures_are_noted_without_the_address(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    log_in(client, password=OTHER_PASSWORD)
    log_in(client, email=UNKNOWN)
    failed = [entry for entry in sqlite_house.rows(AuditEntry) if entry.action == "account.login_failed"]
    assert {entry.entity_id for entry in failed} == {sqlite_house.rows(Account)[0].id, "unknown"}
    assert not any("exemple" in str(entry) for entry in sqlite_house.rows(AuditEntry))


def test_outdated_hashes_are_renewed_at_login(sqlite_house: House) -> None:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    client = joined(sqlite_house)
    weak = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),)).hash(PASSWORD)
    with sqlite_house.writing() as session:
        account = session.get_one(Account, sqlite_house.rows(Account)[0].id)
        account.password_hash = weak
        session.add(account)
    assert log_in(client).status_code == 200
    renewed = sqlite_house.rows(Account)[0].password_hash
    assert "m=19456,t=2,p=1" in renewed
    assert log_in(client).status_code == 200
    assert sqlite_house.rows(Account)[0].password_hash == renewed


def test_after_ten_tries_an_address_waits(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    for _ in range(10):
        assert log_in(client, password=OTHER_PASSWORD).status_code == 401
    answer = log_in(client)
    assert answer.status_code == 429
    assert answer.headers["content-type"] == "application/problem+json"
    assert 0 < int(answer.headers["retry-after"]) <= 900
    assert "Réessayez dans" in answer.json()["detail"]
    assert log_in(client, email=UNKNOWN).status_code == 401


def test_a_machine_does_not_go_through_a_list_of_addresses(
    sqlite_maker: SqliteMaker, tmp_path: Path, encoder: CachedEncoder
) -> None:
    for url in sqlite_maker.make(tmp_path):
        with House(url, tmp_path, encoder, login_attempts=1) as house:
            client = house.stranger()
            statuses = [log_in(client, email=f"a{number}@exemple.fr").status_code for number in range(11)]
            assert statuses == [401] * 10 + [429]


def test_whoever_gets_in_starts_counting_anew(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    for _ in range(3):
        for _ in range(6):
            log_in(client, password=OTHER_PASSWORD)
        assert log_in(client).status_code == 200


def test_wrong_values_are_told(sqlite_house: House) -> None:
    for sent in ({}, {"email": EMAIL}, {"email": EMAIL, "password": ""}, {"email": "x", "password": "y"}):
        assert sqlite_house.stranger().post(f"{API}/auth/login", json=sent).status_code == 422


def test_unpaired_surrogates_are_no_password(sqlite_house: House) -> None:
    body = b'{"email": "a@exemple.fr", "password": "\\ud800"}'
    answer = sqlite_house.stranger().post(
        f"{API}/auth/login", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422


def test_an_accent_may_be_typed_in_two_ways(sqlite_house: House) -> None:
    client = joined(sqlite_house, password=OTHER_PASSWORD)
    assert log_in(client, password=unicodedata.normalize("NFD", OTHER_PASSWORD)).status_code == 200
