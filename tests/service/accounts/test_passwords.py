"""Passwords: chosen, forgotten, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.access.roles import Role
from service.accounts import passwords
from service.accounts.models import Account, ApiToken, LoginSession, OneTimeLink
from service.accounts.weakness import weakness
from service.audit.models import AuditEntry
from service.problems import ProblemError
from tests.service.accounts.steps import (
    API,
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    joined,
    letters,
    log_in,
    secret_of,
)

if TYPE_CHECKING:
    from tests.service.house import House

FORGOT, RESET, CHANGE = (f"{API}/auth/password{end}" for end in ("/forgot", "/reset", ""))


@pytest.mark.parametrize(
    "password",
    [
        "motdepasse123",
        "M0tD3P@sse2026!",
        "Azertyuiop12",
        "qwertyuiop[]",
        "123456789012",
        "210987654321",
        "aaaaaaaaaaaaaaaa",
        "abababababab",
        "abcdefghijklm",
        "azertyuiopqsdf",
        "1qaz2wsx3edc",
        "Soleil-Soleil-2026",
        "benevole2026",
        "Bienvenue!!!!",
        "password1234",
        "jetaimemaman",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert weakness(password, []) is not None


@pytest.mark.parametrize(
    "password",
    ["quatre chevaux gris", "une meule de comté", "Kx9$vLq2!mPz", "tracteur-rouge-au-col", "le pain lève à l'aube"],
)
def test_a_phrase_is_fine(password: str) -> None:
    assert weakness(password, [EMAIL, "Annick Rullier"]) is None


@pytest.mark.parametrize(
    "password", ["vive RULLIER ici", "annick et ses vaches", "4nn1ck au marché", "x annick.rullier x"]
)
def test_ones_own_name_is_refused(password: str) -> None:
    assert weakness(password, [EMAIL, "Annick Rullier"]) is not None


@given(st.text(min_size=1, max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_can_be_judged(password: str, known: list[str]) -> None:
    assert weakness(password, known) is None or len(password) > 0


@given(st.sampled_from(["soleil", "password", "azerty", "maman"]), st.text("0123456789!?.-_ ", max_size=10))
def test_figures_and_signs_add_nothing_to_a_common_word(word: str, ending: str) -> None:
    assert weakness(word + ending, []) is not None


def test_twelve_characters_at_least() -> None:
    with pytest.raises(ProblemError, match="12 caractères"):
        passwords.check_strength("Kx9$vLq2!mP", [])


def test_the_stand_in_for_unknown_addresses_costs_what_the_others_do() -> None:
    present = passwords.hashed(PASSWORD)
    assert passwords._NOBODY.split("$")[:4] == present.split("$")[:4]
    assert not passwords._HASHER.current_hasher.check_needs_rehash(passwords._NOBODY)
    assert "m=19456,t=2,p=1" in present


def test_comparing() -> None:
    stored = passwords.hashed(PASSWORD)
    assert passwords.compare(PASSWORD, stored) == passwords.Verdict(right=True)
    assert not passwords.compare(OTHER_PASSWORD, stored).right
    assert not passwords.compare(PASSWORD, None).right
    assert not passwords.compare(PASSWORD, "pas un condensat").right


def test_a_forgotten_password_is_chosen_anew_and_everything_ends(house: House) -> None:
    client = joined(house)
    log_in(client)
    assert client.post(f"{API}/auth/tokens", json={"name": "essai", "scopes": ["account"]}).status_code == 201
    assert client.post(FORGOT, json={"email": EMAIL}).status_code == 202
    assert client.post(FORGOT, json={"email": EMAIL}).status_code == 202
    first, second = (secret_of(letter) for letter in letters(house, about="nouveau mot de passe"))
    assert client.post(RESET, json={"token": first, "password": OTHER_PASSWORD}).status_code == 200
    assert house.rows(LoginSession) == house.rows(ApiToken) == []
    assert client.get(f"{API}/auth/me").status_code == 401
    assert log_in(client).status_code == 401
    assert log_in(client, password=OTHER_PASSWORD).status_code == 200
    for used in (first, second):
        assert client.post(RESET, json={"token": used, "password": PASSWORD}).status_code == 422
    assert letters(house, about="a changé")


def test_a_reset_link_lasts_two_hours(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    client.post(FORGOT, json={"email": EMAIL})
    secret = secret_of(letters(sqlite_house, about="nouveau mot de passe")[0])
    sqlite_house.clock.advance(hours=2)
    answer = client.post(RESET, json={"token": secret, "password": OTHER_PASSWORD})
    assert answer.status_code == 422
    assert "délai" in answer.json()["detail"]


def test_a_weak_password_does_not_use_the_link_up(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    client.post(FORGOT, json={"email": EMAIL})
    secret = secret_of(letters(sqlite_house, about="nouveau mot de passe")[0])
    weak = client.post(RESET, json={"token": secret, "password": "vive les rullier"})
    assert weak.json()["errors"][0]["field"] == "password"
    assert client.post(RESET, json={"token": secret, "password": OTHER_PASSWORD}).status_code == 200


def test_nothing_is_sent_to_an_unknown_address(sqlite_house: House) -> None:
    sqlite_house.stranger().post(FORGOT, json={"email": "personne@exemple.fr"})
    assert letters(sqlite_house, "personne@exemple.fr") == []
    assert sqlite_house.rows(OneTimeLink) == []


def test_a_closed_account_is_not_reopened_by_a_link(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    client.post(FORGOT, json={"email": EMAIL})
    secret = secret_of(letters(sqlite_house, about="nouveau mot de passe")[0])
    with sqlite_house.writing() as session:
        account = session.get_one(Account, sqlite_house.rows(Account)[0].id)
        account.disabled_at = sqlite_house.clock()
        session.add(account)
    answer = client.post(RESET, json={"token": secret, "password": OTHER_PASSWORD})
    assert answer.status_code == 422
    assert "fermé" in answer.json()["detail"]
    client.post(FORGOT, json={"email": EMAIL})
    assert len(letters(sqlite_house, about="nouveau mot de passe")) == 1


def test_changing_keeps_the_present_browser_alone(house: House) -> None:
    client, elsewhere = joined(house), house.stranger()
    log_in(client)
    log_in(elsewhere)
    token = client.post(f"{API}/auth/tokens", json={"name": "essai", "scopes": ["account"]}).json()["token"]
    wrong = client.post(CHANGE, json={"present": OTHER_PASSWORD, "password": "encore un tout autre"})
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["field"] == "present"
    same = client.post(CHANGE, json={"present": PASSWORD, "password": PASSWORD})
    assert same.json()["errors"][0]["field"] == "password"
    assert client.post(CHANGE, json={"present": PASSWORD, "password": OTHER_PASSWORD}).status_code == 204
    assert client.get(f"{API}/auth/me").status_code == 200
    assert elsewhere.get(f"{API}/auth/me").status_code == 401
    bearer = {"authorization": f"Bearer {token}"}
    assert house.stranger().get(f"{API}/auth/me", headers=bearer).status_code == 401
    assert "password.change" in {entry.action for entry in house.rows(AuditEntry)}
    assert letters(house, about="a changé")


def test_an_account_without_a_password_does_not_change_it(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.HOLDER)
    answer = client.post(CHANGE, json={"present": "n'importe quoi", "password": OTHER_PASSWORD})
    assert answer.status_code == 422


def test_an_address_is_not_flooded_with_messages(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    statuses = [client.post(FORGOT, json={"email": EMAIL}).status_code for _ in range(6)]
    assert statuses == [202] * 4 + [429] * 2
    unknown = [client.post(FORGOT, json={"email": "personne@exemple.fr"}).status_code for _ in range(6)]
    assert unknown == [202] * 5 + [429]


def test_the_present_password_is_not_guessed_through_a_stolen_session(sqlite_house: House) -> None:
    client = joined(sqlite_house)
    log_in(client)
    sent = {"present": OTHER_PASSWORD, "password": "encore un tout autre"}
    statuses = [client.post(CHANGE, json=sent).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
