"""Signing up at one of the three doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import update

from service.accounts.models import Account, AccountRole, OneTimeLink
from service.audit.models import AuditEntry
from service.mail.models import OutgoingMessage
from service.people.charter import CHARTER_VERSION
from service.people.models import Membership, Person
from service.privacy.models import Consent
from tests.service.accounts.steps import (
    API,
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    joined,
    letters,
    log_in,
    secret_of,
    sign_up,
)
from tests.service.house import House

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder
    from tests.service.databases import SqliteMaker


def test_each_door_gives_its_role(house: House) -> None:
    doors = {"créer": "holder", "accompagner": "mentor", "financer": "investor"}
    for door, role in doors.items():
        email = f"{role}@exemple.fr"
        me = log_in(joined(house, door=door, email=email), email).json()
        assert (me["roles"], me["name"]) == ([role], "Annick Rullier")
    assert {each.role for each in house.rows(AccountRole)} == set(doors.values())


def test_nothing_enters_the_registry_before_the_address_is_confirmed(house: House) -> None:
    client = house.stranger()
    assert sign_up(client).status_code == 202
    assert house.rows(Person) == []
    assert house.rows(Account) == []
    assert log_in(client).status_code == 401
    client.post(f"{API}/auth/confirm", json={"token": secret_of(letters(house)[0])})
    (person,) = house.rows(Person)
    assert (person.name, person.email, person.adult) == ("Annick Rullier", EMAIL, True)
    (membership,) = house.rows(Membership)
    assert (membership.person_id, membership.charter_version) == (person.id, CHARTER_VERSION)
    assert {consent.purpose for consent in house.rows(Consent)} == {"registry", "messages", "matching"}


def test_the_link_works_once_and_not_for_ever(house: House) -> None:
    client = house.stranger()
    sign_up(client)
    sign_up(client, email="paulo@exemple.fr", name="Paulo Esteves")
    token = {"token": secret_of(letters(house)[0])}
    late = {"token": secret_of(letters(house, "paulo@exemple.fr")[0])}
    assert client.post(f"{API}/auth/confirm", json=token).status_code == 200
    again = client.post(f"{API}/auth/confirm", json=token)
    house.clock.advance(days=2, seconds=1)
    expired = client.post(f"{API}/auth/confirm", json=late)
    never = client.post(f"{API}/auth/confirm", json={"token": "jamais"})
    assert again.status_code == expired.status_code == never.status_code == 422
    assert again.json()["detail"] == expired.json()["detail"] == never.json()["detail"]


def test_a_link_for_one_thing_does_no_other(sqlite_house: House) -> None:
    client = sqlite_house.stranger()
    sign_up(client)
    token = secret_of(letters(sqlite_house)[0])
    answer = client.post(f"{API}/auth/password/reset", json={"token": token, "password": PASSWORD})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "token"


def test_under_eighteen_one_creates_but_neither_supports_nor_funds(sqlite_house: House) -> None:
    client = sqlite_house.stranger()
    for door in ("accompagner", "financer"):
        answer = sign_up(client, door=door, date_of_birth="2008-11-26")
        assert answer.status_code == 422
        assert "18 ans" in answer.json()["detail"]
        assert "18 ans" in sign_up(client, door=door, date_of_birth=None).json()["detail"]
    assert sqlite_house.rows(OneTimeLink) == []
    assert sign_up(client, door="créer", date_of_birth=None).status_code == 202


def test_eighteen_today_is_eighteen(sqlite_house: House) -> None:
    assert sign_up(sqlite_house.stranger(), date_of_birth="2008-11-25").status_code == 202


def test_an_impossible_date_of_birth_is_told(sqlite_house: House) -> None:
    for born in ("2030-01-01", "1850-01-01", "0001-01-01", "hier"):
        answer = sign_up(sqlite_house.stranger(), date_of_birth=born)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "date_of_birth"


def test_the_date_of_birth_is_kept_nowhere(sqlite_house: House) -> None:
    joined(sqlite_house)
    for table in (Person, Account, OneTimeLink, AuditEntry, OutgoingMessage, Membership):
        assert not any("1958" in str(row) for row in sqlite_house.rows(table))


def test_a_known_address_gets_the_same_answer_and_another_message(house: House) -> None:
    client = joined(house)
    first = sign_up(client, email="paulo@exemple.fr", name="Paulo Esteves")
    second = sign_up(client, name="Quelqu'un d'autre", password=OTHER_PASSWORD)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert len(letters(house, about="Vous avez déjà un compte")) == 1
    assert len(house.rows(Account)) == 1
    assert log_in(client).status_code == 200
    assert log_in(client, password=OTHER_PASSWORD).status_code == 401


def test_a_stranger_writes_nothing_into_somebody_elses_mailbox(sqlite_house: House) -> None:
    sign_up(sqlite_house.stranger(), name="Gagnez 1000 euros sur http://mechant.example")
    assert "mechant" not in letters(sqlite_house)[0].body + letters(sqlite_house)[0].subject


def test_a_closed_account_is_told_so(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    with sqlite_house.writing() as session:
        session.exec(update(Account).values(disabled_at=sqlite_house.clock()))
    assert sign_up(client).status_code == 202
    (told,) = letters(sqlite_house, about="Votre compte est fermé")
    assert "#jeton=" not in told.body


def test_who_is_in_the_registry_already_gets_an_account_and_no_twin(house: House) -> None:
    now = house.clock()
    with house.writing() as session:
        session.add(Person(id="X-table", name="Annick Rullier", email=EMAIL, created_at=now, last_active_at=now))
    joined(house)
    assert [account.person_id for account in house.rows(Account)] == ["X-table"]


def test_an_address_shared_by_several_says_nothing_about_who_one_is(sqlite_house: House) -> None:
    now = sqlite_house.clock()
    with sqlite_house.writing() as session:
        for name in ("X-1", "X-2"):
            session.add(Person(id=name, name="Collectif", email=EMAIL, created_at=now, last_active_at=now))
    joined(sqlite_house)
    assert [account.person_id not in ("X-1", "X-2") for account in sqlite_house.rows(Account)] == [True]


def test_of_two_sign_ups_the_one_confirmed_counts(sqlite_house: House) -> None:
    client = sqlite_house.stranger()
    sign_up(client)
    sqlite_house.clock.advance(minutes=1)
    sign_up(client, password=OTHER_PASSWORD)
    mine, theirs = (secret_of(message) for message in letters(sqlite_house))
    assert client.post(f"{API}/auth/confirm", json={"token": mine}).status_code == 200
    assert client.post(f"{API}/auth/confirm", json={"token": theirs}).status_code == 422
    assert log_in(client).status_code == 200
    assert log_in(client, password=OTHER_PASSWORD).status_code == 401


def test_by_invitation_only(sqlite_maker: SqliteMaker, tmp_path: Path, encoder: CachedEncoder) -> None:
    for url in sqlite_maker.make(tmp_path):
        with House(url, tmp_path, encoder, open_sign_up=False) as closed:
            answer = sign_up(closed.stranger())
            assert answer.status_code == 403
            assert "invitation" in answer.json()["detail"]
            assert closed.rows(OneTimeLink) == []


WRONG: list[tuple[str, Any]] = [
    ("door", "gérer"),
    ("name", "  "),
    ("name", "a\x00b"),
    ("email", "annick"),
    ("email", "annick@exemple.fr\r\nBcc: b@exemple.fr"),
    ("password", "court"),
    ("password", "x" * 1001),
    ("charter_version", ""),
    ("charter_version", "1789-1"),
    ("charter_version", None),
    ("role", "admin"),
]


def test_wrong_values_are_named(sqlite_house: House) -> None:
    for field, value in WRONG:
        answer = sign_up(sqlite_house.stranger(), **{field: value})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == field
        assert PASSWORD not in answer.text


def test_the_log_names_nobody(sqlite_house: House) -> None:
    log_in(joined(sqlite_house))
    entries = sqlite_house.rows(AuditEntry)
    assert {"account.sign_up", "account.create", "membership.begin", "account.login"} <= {
        each.action for each in entries
    }
    assert not any("nnick" in str(entry) or "exemple" in str(entry) for entry in entries)
