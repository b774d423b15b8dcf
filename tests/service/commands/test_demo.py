"""`serve --demo`: a fictional network, an account for each role, nothing left behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ptce_match.network import Network
from ptce_match.resources import resource
from service.access.roles import Role
from service.accounts.models import Account, AccountRole
from service.commands import demo
from service.investors.models import Investor
from service.mentors.models import Mentor
from service.partners.models import Partner
from service.people.models import Person
from service.projects.models import Project
from service.settings import read_settings
from tests.service.commands.processes import environment, serving

if TYPE_CHECKING:
    from tests.service.house import House


@pytest.fixture
def loaded(sqlite_house: House) -> House:
    """Return a service on the demo network."""
    demo.load(sqlite_house.state)
    return sqlite_house


def test_the_network_is_in_the_registry(loaded: House) -> None:
    network = Network.read(resource("data", "demo"))
    assert len(loaded.rows(Mentor)) == len(network.mentors)
    assert len(loaded.rows(Project)) == len(network.projects)
    assert len(loaded.rows(Investor)) == len(network.investors)
    assert len(loaded.rows(Partner)) == len(network.partners)


def test_each_role_has_an_account_that_logs_in(loaded: House) -> None:
    assert {account.role for account in demo.ACCOUNTS} == set(Role)
    for account in demo.ACCOUNTS:
        client = loaded.stranger()
        answer = client.post("/api/v1/auth/login", json={"email": account.email, "password": demo.PASSWORD})
        assert answer.status_code == 200, answer.text
        assert client.get("/api/v1/auth/me").json()["roles"] == [account.role]


def test_accounts_belong_to_people_of_the_network(loaded: House) -> None:
    people = {row.id: row for row in loaded.rows(Person)}
    accounts = {row.email: row for row in loaded.rows(Account)}
    roles = {row.account_id: row.role for row in loaded.rows(AccountRole)}
    by_role = {Role(roles[account.id]): people[account.person_id] for account in accounts.values()}
    with loaded.reading() as session:
        assert by_role[Role.MENTOR].id == session.get_one(Mentor, "B001").person_id
        assert by_role[Role.MENTOR].name == "Monique Barribaud"
        assert by_role[Role.HOLDER].id == session.get_one(Project, "P02").holder_id
        assert by_role[Role.HOLDER].name == "Thierry Guilbaud"
        assert by_role[Role.INVESTOR].id == session.get_one(Investor, "F01").contact_id
        assert by_role[Role.PARTNER].id == session.get_one(Partner, "T01").contact_id


def test_its_settings_win_over_those_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever tries the demo on the machine of the real service must touch neither its database nor its people."""
    monkeypatch.setenv("PTCE_MATCH_DATABASE_URL", "postgresql://ptce@127.0.0.1/ptce")
    monkeypatch.setenv("PTCE_MATCH_SMTP_HOST", "smtp.exemple.fr")
    monkeypatch.setenv("PTCE_MATCH_DATA_FOLDER", "/var/lib/ptce-match")
    settings = read_settings(**demo.settings(tmp_path))
    assert settings.database == f"sqlite:///{tmp_path}/ptce.sqlite"
    assert (settings.smtp_host, settings.demo) == ("", True)


def test_it_says_where_to_look_and_leaves_nothing(tmp_path: Path) -> None:
    with serving("--demo", env=environment() | {"TMPDIR": str(tmp_path)}) as service:
        assert service.process.stdout is not None
        said = list(iter(service.process.stdout.readline, "Ctrl+C arrête le service et efface tout.\n"))
        text = "".join(said)
        assert demo.PASSWORD in text
        assert all(account.email in text for account in demo.ACCOUNTS)
        folder = Path(next(line for line in said if "messages" in line).rsplit(" : ")[-1].strip()).parent
        assert folder.parent == tmp_path
        assert (folder / "ptce.sqlite").is_file()
        assert service.get("/api/v1/mentors")[0] == 401
        status, err = service.end()
    assert (status, err) == (0, "")
    assert not folder.exists()
