"""Which of PostgreSQL's programs are used, and what is said where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.engine import make_url

from service.backup import postgres_tools
from service.backup.manifest import BackupError
from service.backup.postgres_tools import Tools, connection, tools

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = ("pg_dump", "pg_restore", "psql")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which a machine keeps its versions of PostgreSQL; it has none yet, nor on its PATH."""
    monkeypatch.setattr(postgres_tools, "_DEBIAN", tmp_path / "postgresql")
    monkeypatch.setattr(postgres_tools, "_EMBEDDED", ("no_such_package", "bin"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "postgresql"


def installed(folder: Path, major: int, programs: tuple[str, ...] = PROGRAMS, fails: str = "") -> Path:
    """Install programs that say their version, or fail with what PostgreSQL's would say."""
    folder.mkdir(parents=True)
    for program in programs:
        file = folder / program
        file.write_text(
            f'#!/bin/sh\nif [ "$1" = --version ]; then echo "{program} (PostgreSQL) {major}.2 (Debian)"; exit; fi\n'
            f'printf "{fails}" >&2; exit 1\n',
            encoding="utf-8",
        )
        file.chmod(0o755)
    return folder


def test_without_any_the_package_is_named(machine: Path) -> None:
    assert not machine.exists()
    with pytest.raises(BackupError, match="postgresql-client-17"):
        tools(17, "pg_dump")


def test_older_ones_do_not_do(machine: Path) -> None:
    installed(machine / "13" / "bin", 13)
    installed(machine / "15" / "bin", 15)
    with pytest.raises(BackupError, match=r"version 13, 15.*il faut la version 17"):
        tools(17, "pg_dump")


def test_the_nearest_version_is_taken(machine: Path) -> None:
    for major in (13, 16, 18):
        installed(machine / str(major) / "bin", major)
    assert tools(15, "pg_dump") == Tools(machine / "16" / "bin", 16)


def test_half_an_installation_does_not_count(machine: Path) -> None:
    installed(machine / "17" / "bin", 17, ("pg_dump",))
    with pytest.raises(BackupError, match="introuvable"):
        tools(17, "pg_restore")


def test_those_on_the_path_are_found(machine: Path) -> None:
    folder = installed(machine.parent / "bin", 17)
    assert tools(17, "pg_dump").folder == folder


def test_what_a_program_says_is_passed_on_without_the_rows(machine: Path) -> None:
    fails = "psql:a.sql:3: ERROR:  duplicate key\\nDETAIL:  Key (email)=(annick@exemple.fr) exists.\\n"
    found = Tools(installed(machine / "17" / "bin", 17, fails=fails), 17)
    with pytest.raises(BackupError, match=r"psql 17 s'est arrêté : .*duplicate key") as error:
        found.run("psql", make_url("postgresql://h/b"), [])
    assert "annick" not in str(error.value)


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://ptce:secret@h:5433/b?sslmode=require", "postgresql://h/b?user=ptce&password=secret"]
)
def test_the_password_is_in_no_argument(url: str) -> None:
    """Everybody on the machine reads the arguments of a program; its environment, nobody."""
    address, environment = connection(make_url(url))
    assert "secret" not in address
    assert environment == {"PGPASSWORD": "secret"}
    assert address.startswith("postgresql://")


def test_without_a_password_there_is_none() -> None:
    assert connection(make_url("postgresql+psycopg://ptce@/b?host=/run/postgresql")) == (
        "postgresql://ptce@/b?host=%2Frun%2Fpostgresql",
        {},
    )
