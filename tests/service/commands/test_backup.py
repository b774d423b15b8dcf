"""`backup` and `restore` as commands: what they say, and what they refuse."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from ptce_match.cli.main import main
from service.settings import FILE_VARIABLE, PREFIX, Settings
from tests.service.commands.processes import SECRET, environment, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.service.databases import SqliteMaker


@pytest.fixture
def data(tmp_path: Path, sqlite_maker: SqliteMaker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the data folder of the service that the environment describes, with a migrated database."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    monkeypatch.delenv(FILE_VARIABLE, raising=False)
    monkeypatch.setenv(f"{PREFIX}SECRET_KEY", SECRET)
    monkeypatch.setenv(f"{PREFIX}DATA_FOLDER", str(folder))
    for _ in sqlite_maker.make(folder):
        yield folder


def test_both_say_in_french_what_they_did(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "copie.zip"
    assert main(["backup", str(file)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert " ".join(said.out.split()).startswith(f"Sauvegarde faite : {file}")
    assert "gardez-la en lieu sûr" in " ".join(said.out.split())
    (data / "ptce.sqlite").unlink()
    assert main(["restore", str(file)]) == 0
    said = capsys.readouterr()
    assert "remise en place" in said.out
    assert "Vous pouvez remettre le service en marche." in said.out
    with sqlite3.connect(data / "ptce.sqlite") as database:
        assert database.execute("SELECT count(*) FROM revision").fetchone() == (1,)


def test_both_say_it_in_json(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "copie.zip"
    assert main(["backup", str(file), "--json"]) == 0
    taken = json.loads(capsys.readouterr().out)
    assert taken["file"] == str(file)
    assert taken["counts"]["revision"] == 1
    assert main(["restore", str(file), "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert done["manifest"]["sha256"] == taken["sha256"]
    assert (done["erased"], done["upgraded"]) == (0, False)
    assert data.is_dir()


@pytest.mark.parametrize("arguments", [["restore", "rien.zip"], ["backup", "/nulle/part/copie.zip"]])
def test_what_cannot_be_is_one_sentence(data: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Vérifiez" in said.err
    assert data.is_dir()


def test_a_backup_is_taken_while_the_service_runs_and_restored_only_when_it_does_not(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "copie.zip"
    with serving(env=environment(secret_key=SECRET, data_folder=data)) as service:
        assert main(["backup", str(file)]) == 0
        capsys.readouterr()
        assert main(["restore", str(file), "--force"]) == 2
        assert "arrêtez-le avant de restaurer" in capsys.readouterr().err
        assert service.get("/health/live")[0] == 200, "the service is none the worse"
        assert service.get("/api/v1/mentors")[0] == 401
        assert service.end()[0] == 0
    assert main(["restore", str(file), "--force"]) == 0
