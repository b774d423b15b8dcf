"""`admin`: the first administrator, and a way back in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from ptce_match.cli.main import main
from service.access.roles import Role
from service.accounts.models import Account, AccountRole
from service.people.charter import CHARTER_VERSION
from service.settings import PREFIX

if TYPE_CHECKING:
    from tests.service.house import House

PASSWORD = "une phrase que personne ne devine"  # noqa: S105 - of a test


@pytest.fixture
def served(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Return a running service whose settings the command finds in the environment."""
    for name in ("demo", "database_url", "data_folder"):
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", str(getattr(house.settings, name)))
    return house


def link(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str, bool]:
    """Run the command; return the page and the secret of its link, and whether it opens a new account."""
    assert main(["admin", *arguments, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    parts = urlsplit(said["link"])
    return parts.path, parts.fragment.removeprefix("jeton="), said["new"]


def test_the_first_one(served: House, capsys: pytest.CaptureFixture[str]) -> None:
    page, secret, new = link(capsys, "Ines@Exemple.fr", "--name", "Inès Bardet")
    assert (page, new) == ("/invitation", True)
    client = served.stranger()
    sent = {"token": secret, "password": PASSWORD, "charter_version": CHARTER_VERSION}
    answer = client.post("/api/v1/auth/invitation/accept", json=sent)
    assert answer.status_code < 300, answer.text
    entered = client.post("/api/v1/auth/login", json={"email": "ines@exemple.fr", "password": PASSWORD})
    assert entered.status_code < 300, entered.text
    assert [row.role for row in served.rows(AccountRole)] == [Role.ADMIN]


def test_one_who_is_locked_out(served: House, capsys: pytest.CaptureFixture[str]) -> None:
    served.login(Role.ADMIN)
    served.login(Role.MENTOR)
    with served.writing() as session:
        account = session.get_one(Account, served.rows(Account)[-1].id)
        account.disabled_at = served.clock()
        session.add(account)
    page, secret, new = link(capsys, account.email)
    assert (page, new) == ("/mot-de-passe", False)
    answer = served.stranger().post("/api/v1/auth/password/reset", json={"token": secret, "password": PASSWORD})
    assert answer.status_code < 300, answer.text
    entered = served.stranger().post("/api/v1/auth/login", json={"email": account.email, "password": PASSWORD})
    assert entered.status_code < 300, entered.text
    roles = {row.role for row in served.rows(AccountRole) if row.account_id == account.id}
    assert Role.ADMIN in roles


def test_it_says_whom_the_link_is_for(served: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert served.rows(Account) == []
    assert main(["admin", "ines@exemple.fr", "--name", "Inès Bardet"]) == 0
    said = capsys.readouterr().out
    assert "ne fonctionne qu'une fois" in said
    assert "/invitation#jeton=" in said


@pytest.mark.parametrize(
    ("arguments", "expected"), [(["ines"], "n'est pas une adresse"), (["ines@exemple.fr"], "--name")]
)
def test_what_is_missing_is_said(
    served: House, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert main(["admin", *arguments]) == 2
    assert expected in capsys.readouterr().err
    assert served.rows(Account) == []
