"""`ptce-match import` and `ptce-match export`, on both databases."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ptce_match.network import Network
from service.audit.models import AuditEntry
from service.changes.models import Change
from service.mentors.models import Mentor
from tests.cli.conftest import Said
from tests.service.exchange.networks import registry, small, written
from tests.service.small_network import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.house import House

Command = Callable[..., Said]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Said]:
    """Return a function that runs a command in this process, on a database that it is told."""
    from ptce_match.cli.main import main

    def run(url: str | None, *arguments: str) -> Said:
        monkeypatch.setenv("PTCE_MATCH_DEMO", "1")
        monkeypatch.setenv("PTCE_MATCH_DATA_FOLDER", str(tmp_path / "data"))
        if url is not None:
            monkeypatch.setenv("PTCE_MATCH_DATABASE_URL", url)
        status = main(arguments)
        out, err = capsys.readouterr()
        return Said(status, out, err)

    return run


def test_in_and_out_again(command: Command, house: House, database_url: str, tmp_path: Path) -> None:
    folder = str(written(tmp_path / "reseau"))
    said = command(database_url, "import", folder)
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("Import terminé.\n- benevoles : 3 lignes, 3 nouvelles\n")
    assert registry(house) == small(tmp_path / "reseau")
    assert [change.kind for change in house.rows(Change)] == ["network"]
    said = command(database_url, "export", str(tmp_path / "out.ods"))
    assert said.status == 0
    assert "données personnelles" in said.out
    assert Network.read(tmp_path / "out.ods") == small(tmp_path / "reseau")
    assert [(entry.actor, entry.action) for entry in house.rows(AuditEntry)] == [
        ("system", "network.import"),
        ("system", "network.export"),
    ]


def test_a_dry_run_says_what_would_change(command: Command, house: House, database_url: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "reseau")
    said = command(database_url, "import", str(folder), "--dry-run", "--json")
    assert said.document["dry_run"] is True
    assert said.document["tables"]["benevoles"]["new"] == 3
    assert house.rows(Mentor) == []
    command(database_url, "import", str(folder))
    written(tmp_path / "reseau", benevoles="".join(TABLES["benevoles"].splitlines(keepends=True)[:2]),
            historique=None, conflits=None)  # fmt: skip
    for name in ("historique", "conflits"):
        (folder / f"{name}.csv").unlink()
    told = command(database_url, "import", str(folder), "--dry-run").out
    assert told.startswith("Rien n'a été changé. Voici ce que ferait l'import :\n")
    assert "- benevoles : 1 ligne, 1 inchangée, absentes de ces tables et laissées telles quelles : 2\n" in told
    said = command(database_url, "import", str(folder), "--mode", "replace", "--json")
    assert (said.document["mode"], said.document["tables"]["benevoles"]["missing"]) == ("replace", 2)
    assert [mentor.id for mentor in registry(house).mentors] == ["B1"]


def test_looking_creates_no_registry(command: Command, tmp_path: Path) -> None:
    said = command(None, "import", str(written(tmp_path / "reseau")), "--dry-run")
    assert said.status == 0
    assert "3 nouvelles" in said.out
    assert not (tmp_path / "data").exists()
    said = command(None, "export", str(tmp_path / "out"))
    assert said.status == 2
    assert "Il n'y a pas encore de registre" in said.err
    assert not (tmp_path / "data").exists()


def test_an_export_is_for_oneself_alone(command: Command, tmp_path: Path) -> None:
    command(None, "import", str(written(tmp_path / "reseau")))
    said = command(None, "export", str(tmp_path / "out"), "--json")
    assert said.document["tables"]["projets"] == 2
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "out").iterdir()}
    assert modes == {0o600}
    before = os.umask(0o022)
    os.umask(before)
    assert before != 0o077


def test_faults_and_doubts_go_to_standard_error(command: Command, tmp_path: Path) -> None:
    faulty = written(tmp_path / "reseau", projets=TABLES["projets"].replace("création", "creatoin"))
    said = command(None, "import", str(faulty), "--json")
    assert (said.status, said.out) == (2, "")
    assert "« creatoin » n'existe pas, vouliez-vous dire « création »" in said.err
    written(tmp_path / "reseau", benevoles=TABLES["benevoles"].replace("annick@exemple.fr", "au bar"))
    said = command(None, "import", str(faulty), "--json")
    assert said.status == 0
    assert "Attention : benevoles, colonne « email » : « B1 » : ce n'est pas une adresse électronique" in said.err
