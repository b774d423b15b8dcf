"""What `doctor` says of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.roles import Role
from service.commands.findings import examine
from service.database import migrate
from service.settings import FILE_VARIABLE, PREFIX, Settings
from tests.service.commands.processes import SECRET

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.cli.doctor import Finding
    from tests.service.house import House


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    monkeypatch.delenv(FILE_VARIABLE, raising=False)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)


def set_up(monkeypatch: pytest.MonkeyPatch, **settings: object) -> None:
    for name, value in {"secret_key": SECRET, **settings}.items():
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", str(value))


def found() -> dict[str, Finding]:
    return {finding.name: finding for finding in examine()}


def test_where_the_service_is_not_set_up_nothing_is_wrong() -> None:
    [finding] = examine()
    assert (finding.name, finding.ok) == ("base de données", None)


def test_a_database_that_is_well(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.login(Role.ANIMATION)
    smtp = {"smtp_host": "smtp.exemple.fr", "smtp_password": "s3cr3t"}
    set_up(monkeypatch, database_url=house.settings.database_url, **smtp)
    said = found()
    assert said["base de données"].ok
    assert f"révision {migrate.newest()} à jour, 1 personnes" in said["base de données"].detail
    assert said["messages"].detail == "par smtp.exemple.fr:587 (starttls)"
    assert "s3cr3t" not in str(said)
    assert SECRET not in str(said)


def test_tables_that_are_to_be_upgraded(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate.downgrade(house.state.database)
    set_up(monkeypatch, database_url=house.settings.database_url)
    assert "« ptce-match serve » l'amènera" in found()["base de données"].detail


def test_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_up(monkeypatch, data_folder=tmp_path, database_url="postgresql://ptce:motdepasse@127.0.0.1:1/ptce")
    finding = found()["base de données"]
    assert finding.ok is False
    assert "ne répond pas" in finding.detail
    assert "motdepasse" not in finding.detail


def test_a_database_that_is_not_there_yet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_up(monkeypatch, data_folder=tmp_path)
    said = found()
    assert said["base de données"].ok is None
    assert "la crée" in said["base de données"].detail
    assert not (tmp_path / "ptce.sqlite").exists(), "to look changes nothing"
    assert str(tmp_path / "messages") in said["messages"].detail


def test_settings_that_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, threads="beaucoup")
    [finding] = examine()
    assert finding.ok is False
    assert "threads" in finding.detail
