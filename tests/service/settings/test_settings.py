"""Settings: where they come from, what is refused, and how that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from service.settings import FILE_VARIABLE, PREFIX, UNSAFE_SECRET, Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "abcdefghijklmnopqrstuvwxyz-0123456789"  # noqa: S105 - of a test


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them, and those of a test from the next."""
    monkeypatch.setenv(FILE_VARIABLE, "")
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)


def written(folder: Path, text: str) -> Path:
    file = folder / "réglages.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refused(**given: Any) -> str:
    with pytest.raises(SettingsError) as error:
        read_settings(**given)
    return str(error.value)


def test_the_environment_wins_over_the_file_and_arguments_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, f'secret_key = "{SECRET}"\nport = 1000\nthreads = 3\nhost = "10.0.0.1"\n')
    monkeypatch.setenv(f"{PREFIX}PORT", "2000")
    monkeypatch.setenv(f"{PREFIX}HOST", "10.0.0.2")
    settings = read_settings(file, host="10.0.0.3")
    assert (settings.threads, settings.port, settings.host) == (3, 2000, "10.0.0.3")


def test_the_file_may_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(written(tmp_path, f'secret_key = "{SECRET}"\n')))
    assert read_settings().secret_key.get_secret_value() == SECRET


def test_without_anything_the_secret_is_missing() -> None:
    assert "token_urlsafe" in refused()


@pytest.mark.parametrize("secret", [UNSAFE_SECRET, "hermine-17"])
def test_a_weak_secret_is_refused_outside_the_demo(secret: str) -> None:
    said = refused(secret_key=secret)
    assert "secret_key" in said
    assert secret not in said
    assert Settings(secret_key=SecretStr(secret), demo=True).demo


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"port": "huit"}, "port : « huit » ne convient pas (attendu : un nombre entier)"),
        ({"port": 70_000}, "port : « 70000 » ne convient pas (la valeur est trop grande)"),
        ({"threads": 0}, "threads : « 0 » ne convient pas (la valeur est trop petite)"),
        ({"worker": "peut-être"}, "worker : « peut-être » ne convient pas (attendu : true ou false)"),
        ({"log_format": "xml"}, "log_format : « xml » ne convient pas (la valeur n'est pas dans la liste admise"),
        ({"base_url": "ptce.fr"}, "base_url : attendu : une adresse qui commence par https://"),
        ({"database_url": "mysql://u:motdepasse@h/b"}, "database_url : attendu : sqlite:///chemin"),
        ({"database_url": "postgresql://:motdepasse::/"}, "database_url : attendu : sqlite:///chemin"),
        ({"inconnu": 1}, "inconnu : ce réglage n'existe pas ; la liste se trouve dans docs/settings.md"),
        ({"reminder_days": 7}, "reminder_days : le rappel doit partir avant l'échéance"),
        ({"smtp_password": 12}, "smtp_password : la valeur ne convient pas"),
    ],
)
def test_each_fault_names_the_setting_and_the_way_out(given: dict[str, Any], expected: str) -> None:
    said = refused(secret_key=SECRET, **given)
    assert expected in said
    assert "motdepasse" not in said
    assert SECRET not in said


def test_all_faults_are_told_at_once() -> None:
    said = refused(secret_key=SECRET, port=-1, threads=1000)
    assert "- port" in said
    assert "- threads" in said


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "introuvable" in refused(file=tmp_path / "rien.toml")


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    assert "n'est pas du TOML" in refused(file=written(tmp_path, "port: 8000"))


def test_postgresql_is_spoken_to_through_psycopg() -> None:
    settings = Settings(secret_key=SecretStr(SECRET), database_url="postgresql://u@h/base")
    assert settings.database == "postgresql+psycopg://u@h/base"


def test_sqlite_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert Settings(secret_key=SecretStr(SECRET), data_folder=tmp_path).database == f"sqlite:///{tmp_path}/ptce.sqlite"


def test_secrets_are_not_shown() -> None:
    settings = Settings(secret_key=SecretStr(SECRET), smtp_password=SecretStr("passoire-à-thé"))
    assert SECRET not in repr(settings)
    assert "passoire" not in repr(settings)
