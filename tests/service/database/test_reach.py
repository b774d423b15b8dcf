"""A database that can be used, or a sentence that says why not and never a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.database.reach import UnreachableError, file_of, reached, shown

if TYPE_CHECKING:
    from pathlib import Path


def test_one_that_answers(database_url: str) -> None:
    engine = reached(database_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM revision").scalar_one() == 1
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://ptce:motdepasse@127.0.0.1:1/ptce",
        "postgresql+psycopg://127.0.0.1:1/ptce?user=ptce&password=motdepasse",
    ],
)
def test_a_server_that_is_not_there(url: str) -> None:
    with pytest.raises(UnreachableError, match="database_url") as error:
        reached(url)
    assert "motdepasse" not in str(error.value)
    assert "motdepasse" not in error.value.url


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    with pytest.raises(UnreachableError, match="data_folder"):
        reached(f"sqlite:///{tmp_path}/fichier/base/ptce.sqlite")


def test_what_is_shown_holds_no_password() -> None:
    assert shown("postgresql+psycopg://ptce:motdepasse@h:5432/b") == "postgresql+psycopg://ptce:***@h:5432/b"
    assert shown("n'importe quoi") == "(adresse illisible)"


def test_a_file_is_known_as_one(tmp_path: Path) -> None:
    assert file_of(f"sqlite:///{tmp_path}/ptce.sqlite") == tmp_path / "ptce.sqlite"
    assert file_of("postgresql+psycopg://h/b") is None
