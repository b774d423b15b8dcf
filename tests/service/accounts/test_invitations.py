"""Inviting people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.actor import SYSTEM
from service.access.roles import Role
from service.accounts import invitations
from service.accounts.administration_schemas import NewInvitation
from service.accounts.models import Account, OneTimeLink
from service.audit.models import AuditEntry
from service.people.charter import CHARTER_VERSION
from service.people.models import Membership, Person
from tests.service.accounts.steps import API, EMAIL, PASSWORD, joined, letters, log_in, secret_of

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

INVITATIONS = f"{API}/invitations"
ACCEPT = f"{API}/auth/invitation/accept"
NEW: dict[str, Any] = {"email": EMAIL, "name": "Annick Rullier", "roles": ["mentor"]}
ACCEPTED = {"password": PASSWORD, "charter_version": CHARTER_VERSION, "date_of_birth": "1958-04-12"}


def invited(client: TestClient, **changes: Any) -> dict[str, Any]:
    answer = client.post(INVITATIONS, json=NEW | changes)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def accept(house: House, **changes: Any) -> Any:
    token = secret_of(letters(house, about="Invitation")[-1])
    return house.stranger().post(ACCEPT, json=ACCEPTED | {"token": token} | changes)


def test_the_team_invites_and_the_person_enters(house: House) -> None:
    shown = invited(house.login(Role.ANIMATION), roles=["partner", "mentor"])
    assert shown["roles"] == ["mentor", "partner"]
    (letter,) = letters(house)
    assert letter.body.startswith("Bonjour Annick Rullier,")
    assert "bénévole et partenaire" in letter.body
    assert "Annick" not in letter.subject
    assert accept(house).status_code == 200
    me = log_in(house.stranger()).json()
    assert me["roles"] == ["mentor", "partner"]
    person = next(each for each in house.rows(Person) if each.id == me["person_id"])
    assert (person.name, person.email, person.adult) == ("Annick Rullier", EMAIL, True)
    assert [each.charter_version for each in house.rows(Membership) if each.person_id == person.id] == [CHARTER_VERSION]
    assert {"invitation.create", "invitation.accept", "account.create"} <= {e.action for e in house.rows(AuditEntry)}
    assert not any("nnick" in str(entry) for entry in house.rows(AuditEntry))


def test_it_works_once_and_for_two_weeks(house: House) -> None:
    team = house.login(Role.ANIMATION)
    invited(team)
    assert accept(house).status_code == 200
    assert accept(house).status_code == 422
    invited(team, email="paulo@exemple.fr", name="Paulo Esteves")
    token = secret_of(letters(house, "paulo@exemple.fr")[0])
    house.clock.advance(days=14)
    late = house.stranger().post(ACCEPT, json=ACCEPTED | {"token": token})
    assert late.status_code == 422
    assert late.json()["errors"][0]["field"] == "token"


def test_a_mentor_from_a_table_gets_an_account(house: House) -> None:
    now = house.clock()
    with house.writing() as session:
        session.add(
            Person(id="X-t", name="Annick Rullier", email=EMAIL, adult=True, created_at=now, last_active_at=now)
        )
        session.add(Person(id="X-sans", name="Sans Adresse", created_at=now, last_active_at=now))
    team = house.login(Role.ANIMATION)
    sent = {"person_id": "X-t", "roles": ["mentor"]}
    assert team.post(INVITATIONS, json=sent).status_code == 201
    assert accept(house, date_of_birth=None).status_code == 200
    assert log_in(house.stranger()).json()["person_id"] == "X-t"
    assert team.post(INVITATIONS, json=sent | {"email": "autre@exemple.fr"}).status_code == 409
    assert team.post(INVITATIONS, json=sent | {"person_id": "X-jamais"}).status_code == 422
    nowhere = team.post(INVITATIONS, json=sent | {"person_id": "X-sans"})
    assert nowhere.json()["errors"][0]["field"] == "email"
    assert team.post(INVITATIONS, json=sent | {"person_id": "X-sans", "email": "s@exemple.fr"}).status_code == 201


def test_roles_beyond_members_are_given_by_administrators(sqlite_house: House) -> None:
    team, admin = sqlite_house.login(Role.ANIMATION), sqlite_house.login(Role.ADMIN)
    for role in ("admin", "animation", "steering_committee", "analyst"):
        refused = team.post(INVITATIONS, json=NEW | {"roles": ["mentor", role]})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == "roles"
    shown = invited(admin, roles=["animation"])
    assert team.get(INVITATIONS).json()["items"] == []
    assert team.delete(f"{INVITATIONS}/{shown['id']}").status_code == 404
    assert [each["id"] for each in admin.get(INVITATIONS).json()["items"]] == [shown["id"]]
    assert accept(sqlite_house, date_of_birth=None).status_code == 200


def test_one_taken_back_no_longer_works(sqlite_house: House) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    shown = invited(team)
    assert team.delete(f"{INVITATIONS}/{shown['id']}").status_code == 204
    assert team.delete(f"{INVITATIONS}/{shown['id']}").status_code == 404
    assert accept(sqlite_house).status_code == 422
    assert team.get(INVITATIONS).json()["items"] == []


def test_pages_hold_every_invitation_once(house: House) -> None:
    team = house.login(Role.ANIMATION)
    ids = {invited(team, email=f"p{number}@exemple.fr")["id"] for number in range(3)}
    first = team.get(INVITATIONS, params={"limit": 2}).json()
    second = team.get(INVITATIONS, params={"limit": 2, "after": first["next"]}).json()
    assert {each["id"] for each in first["items"] + second["items"]} == ids
    assert second["next"] is None


def test_an_address_with_an_account_is_not_invited(sqlite_house: House) -> None:
    joined(sqlite_house)
    answer = sqlite_house.login(Role.ANIMATION).post(INVITATIONS, json=NEW)
    assert answer.status_code == 409


def test_of_two_invitations_one_opens_the_account(sqlite_house: House) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    invited(team)
    invited(team)
    first, second = (secret_of(letter) for letter in letters(sqlite_house, about="Invitation"))
    assert sqlite_house.stranger().post(ACCEPT, json=ACCEPTED | {"token": first}).status_code == 200
    assert sqlite_house.stranger().post(ACCEPT, json=ACCEPTED | {"token": second}).status_code == 422
    assert len([each for each in sqlite_house.rows(Account) if each.email == EMAIL]) == 1


def test_a_minor_does_not_accept_to_be_a_mentor(sqlite_house: House) -> None:
    invited(sqlite_house.login(Role.ANIMATION))
    for born in ("2010-01-01", None):
        answer = accept(sqlite_house, date_of_birth=born)
        assert answer.status_code == 422
        assert "18 ans" in answer.json()["detail"]
    assert accept(sqlite_house).status_code == 200


def test_who_accepts_may_correct_the_name(sqlite_house: House) -> None:
    invited(sqlite_house.login(Role.ANIMATION))
    accept(sqlite_house, name="Annick Rullier-Morin")
    assert log_in(sqlite_house.stranger()).json()["name"] == "Annick Rullier-Morin"


def test_others_do_not_invite(sqlite_house: House) -> None:
    for role in (Role.HOLDER, Role.MENTOR, Role.OPERATIONAL_GROUP, Role.STEERING_COMMITTEE):
        client = sqlite_house.login(role)
        assert client.post(INVITATIONS, json=NEW).status_code == 404
        assert client.get(INVITATIONS).status_code == 404


def test_the_first_administrator_comes_by_a_command(sqlite_house: House) -> None:
    new = NewInvitation(email=EMAIL, name="Annick Rullier", roles=[Role.ADMIN])
    with sqlite_house.writing() as session:
        made = invitations.invite(session, sqlite_house.settings, sqlite_house.clock(), SYSTEM, new)
    assert made.url == f"{sqlite_house.settings.base_url}/invitation#jeton={secret_of(letters(sqlite_house)[0])}"
    assert made.url not in repr(made)
    assert accept(sqlite_house, date_of_birth=None).status_code == 200
    assert log_in(sqlite_house.stranger()).json()["roles"] == ["admin"]


WRONG: list[tuple[str, Any]] = [
    ("roles", []),
    ("roles", ["roi"]),
    ("email", None),
    ("name", None),
    ("person_id", "a\x00"),
]


def test_wrong_values_are_named(sqlite_house: House) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    for field, value in WRONG:
        answer = team.post(INVITATIONS, json=NEW | {field: value})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"].startswith(field)
    assert sqlite_house.rows(OneTimeLink) == []
