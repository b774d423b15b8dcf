"""A backup holds everything as it stood at one moment, and says so; what is damaged is found out."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from ptce_match.errors import InputError
from service.accounts.models import Account
from service.backup.manifest import MANIFEST, BackupError, read_manifest
from service.backup.restoring import restore
from service.backup.taking import take
from service.database import migrate
from service.database.connection import open_database, writing
from service.people.models import Person
from service.settings import Settings
from tests.service.backup.content import enter, people
from tests.service.house import START

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.databases import PostgresMaker


def test_it_says_what_is_in_it(settings: Settings, tmp_path: Path) -> None:
    enter(settings, ["Annick", "Paulo"])
    file, manifest = take(settings, tmp_path / "copie.zip", START)
    assert manifest.counts["person"] == manifest.counts["account"] == 2
    assert (manifest.revision, manifest.taken_at) == (migrate.newest(), START)
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == sorted([MANIFEST, manifest.content])
        assert read_manifest(archive.read(MANIFEST)) == manifest
    assert manifest.kind == ("sqlite" if settings.database.startswith("sqlite") else "postgresql")


def test_only_its_owner_reads_it(settings: Settings, tmp_path: Path) -> None:
    file, _ = take(settings, tmp_path / "copie.zip", START)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_in_a_folder_it_is_named_after_the_moment(sqlite_settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    file, _ = take(sqlite_settings, folder, START)
    assert file == folder / "ptce-20261125-090000.zip"
    assert list(folder.iterdir()) == [file], "nothing is left beside it"


def test_it_is_taken_while_others_write(settings: Settings, tmp_path: Path) -> None:
    """What is written while the copy is under way is not in it, and is not held up."""
    enter(settings, ["Annick"])
    engine = open_database(settings.database, pool_size=2)
    written: list[str] = []

    def write(_done: int, _total: int) -> None:
        name = f"Pendant-{len(written)}"
        with writing(engine) as session:
            session.add(Person(id=name, name=name, created_at=START, last_active_at=START))
        written.append(name)

    file, manifest = take(settings, tmp_path / "copie.zip", START, write)
    engine.dispose()
    assert written
    assert people(settings) == {"Annick", *written}
    assert manifest.counts["person"] == 1
    restore(settings, file, lambda: START, force=True)
    assert people(settings) == {"Annick"}


def test_a_database_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    settings = Settings(demo=True, data_folder=tmp_path / "data")
    with pytest.raises(BackupError, match="n'existe pas"):
        take(settings, tmp_path / "copie.zip", START)
    assert not settings.data_folder.exists()


def test_a_target_that_cannot_be_written_is_told(sqlite_settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="Vérifiez le dossier"):
        take(sqlite_settings, tmp_path / "nulle" / "part.zip", START)


def test_a_database_of_a_newer_version_is_refused(settings: Settings, tmp_path: Path) -> None:
    engine = open_database(settings.database, pool_size=2)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(migrate.NewerDatabaseError):
        take(settings, tmp_path / "copie.zip", START)


def test_an_empty_database_has_nothing_to_save(settings: Settings, tmp_path: Path) -> None:
    engine = open_database(settings.database, pool_size=2)
    migrate.downgrade(engine)
    engine.dispose()
    with pytest.raises(BackupError, match="vide"):
        take(settings, tmp_path / "copie.zip", START)


def test_a_damaged_database_is_found_out(sqlite_settings: Settings, tmp_path: Path) -> None:
    enter(sqlite_settings, [f"Personne-{number}" for number in range(200)])
    file = tmp_path / "ptce.sqlite"
    with file.open("r+b") as content:
        content.seek(-file.stat().st_size // 3, os.SEEK_END)
        content.write(b"\xff" * 8192)
    with pytest.raises(InputError, match=r"abîmée|malformed"):
        take(sqlite_settings, tmp_path / "copie.zip", START)
    assert not (tmp_path / "copie.zip").exists()


class TestPutBack:
    def test_everything_is_back(self, settings: Settings, tmp_path: Path) -> None:
        enter(settings, ["Annick", "Paulo"])
        file, _ = take(settings, tmp_path / "copie.zip", START)
        enter(settings, ["Trop tard"])
        done = restore(settings, file, lambda: START, force=True)
        assert people(settings) == {"Annick", "Paulo"}
        assert (done.sessions, done.messages, done.upgraded, done.erased) == (2, 2, False, 0)
        engine = open_database(settings.database, pool_size=2)
        assert migrate.pending(engine) == []
        engine.dispose()

    def test_into_an_empty_place_it_needs_no_force(self, settings: Settings, tmp_path: Path) -> None:
        enter(settings, ["Annick"])
        file, _ = take(settings, tmp_path / "copie.zip", START)
        engine = open_database(settings.database, pool_size=2)
        migrate.downgrade(engine)
        engine.dispose()
        restore(settings, file, lambda: START)
        assert people(settings) == {"Annick"}

    def test_into_a_folder_that_is_not_there_yet(self, sqlite_settings: Settings, tmp_path: Path) -> None:
        enter(sqlite_settings, ["Annick"])
        file, _ = take(sqlite_settings, tmp_path / "copie.zip", START)
        elsewhere = Settings(demo=True, data_folder=tmp_path / "ailleurs")
        restore(elsewhere, file, lambda: START)
        assert people(elsewhere) == {"Annick"}
        assert stat.S_IMODE((tmp_path / "ailleurs" / "ptce.sqlite").stat().st_mode) == 0o600

    def test_into_another_server_s_empty_database(self, postgres_maker: PostgresMaker, tmp_path: Path) -> None:
        for old_url in postgres_maker.make():
            old = Settings(demo=True, database_url=old_url, data_folder=tmp_path / "old")
            enter(old, ["Annick"])
            file, _ = take(old, tmp_path / "copie.zip", START)
        for new_url in postgres_maker.make(empty=True):
            new = Settings(demo=True, database_url=new_url, data_folder=tmp_path / "new")
            restore(new, file, lambda: START)
            assert people(new) == {"Annick"}

    def test_a_database_that_holds_something_is_not_overwritten_by_accident(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        file, _ = take(settings, tmp_path / "copie.zip", START)
        enter(settings, ["Annick"])
        with pytest.raises(BackupError, match="--force"):
            restore(settings, file, lambda: START)
        assert people(settings) == {"Annick"}

    def test_it_is_refused_while_the_service_runs(self, settings: Settings, tmp_path: Path) -> None:
        enter(settings, ["Annick"])
        file, _ = take(settings, tmp_path / "copie.zip", START)
        engine = open_database(settings.database, pool_size=2)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1 FROM person"))
        with pytest.raises(BackupError, match="arrêtez"):
            restore(settings, file, lambda: START, force=True)
        engine.dispose()
        assert people(settings) == {"Annick"}

    def test_over_a_database_of_a_newer_version(self, settings: Settings, tmp_path: Path) -> None:
        """Going back after an upgrade that went wrong: tables that this version does not know go too."""
        enter(settings, ["Annick"])
        file, _ = take(settings, tmp_path / "copie.zip", START)
        engine = open_database(settings.database, pool_size=2)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE later (id INTEGER PRIMARY KEY, person_id VARCHAR REFERENCES person)"))
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        engine.dispose()
        restore(settings, file, lambda: START, force=True)
        engine = open_database(settings.database, pool_size=2)
        assert migrate.pending(engine) == []
        engine.dispose()

    def test_over_a_damaged_file(self, sqlite_settings: Settings, tmp_path: Path) -> None:
        enter(sqlite_settings, ["Annick"])
        file, _ = take(sqlite_settings, tmp_path / "copie.zip", START)
        (tmp_path / "ptce.sqlite").write_bytes(b"ce n'est plus une base" * 500)
        with pytest.raises(BackupError, match="--force"):
            restore(sqlite_settings, file, lambda: START)
        restore(sqlite_settings, file, lambda: START, force=True)
        assert people(sqlite_settings) == {"Annick"}

    def test_accounts_still_open(self, settings: Settings, tmp_path: Path) -> None:
        enter(settings, ["Annick"])
        file, _ = take(settings, tmp_path / "copie.zip", START)
        restore(settings, file, lambda: START, force=True)
        engine = open_database(settings.database, pool_size=2)
        with writing(engine) as session:
            assert session.get_one(Account, "A-annick").email == "annick@exemple.fr"
        engine.dispose()


class TestDamaged:
    @pytest.fixture
    def backup(self, sqlite_settings: Settings, tmp_path: Path) -> Path:
        enter(sqlite_settings, ["Annick"])
        return take(sqlite_settings, tmp_path / "copie.zip", START)[0]

    @pytest.fixture(autouse=True)
    def unharmed(self, sqlite_settings: Settings, backup: Path) -> object:
        del backup
        yield
        assert people(sqlite_settings) == {"Annick"}

    def rewritten(self, backup: Path, **changes: object) -> Path:
        """Return the backup with some of its manifest changed."""
        with zipfile.ZipFile(backup) as archive:
            manifest, content = read_manifest(archive.read(MANIFEST)), archive.read("ptce.sqlite")
        file = backup.with_name("autre.zip")
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(MANIFEST, manifest.model_copy(update=changes).model_dump_json())
            archive.writestr("ptce.sqlite", content)
        return file

    def refused(self, settings: Settings, file: Path) -> str:
        with pytest.raises(BackupError) as error:
            restore(settings, file, lambda: START, force=True)
        return str(error.value)

    def test_one_that_is_not_there(self, sqlite_settings: Settings, tmp_path: Path) -> None:
        assert "introuvable" in self.refused(sqlite_settings, tmp_path / "rien.zip")

    def test_one_that_was_cut_short(self, sqlite_settings: Settings, backup: Path) -> None:
        backup.write_bytes(backup.read_bytes()[:-2000])
        assert "abîmée" in self.refused(sqlite_settings, backup)

    def test_one_in_which_a_bit_fell_over(self, sqlite_settings: Settings, backup: Path) -> None:
        content = bytearray(backup.read_bytes())
        content[len(content) // 2] ^= 1
        backup.write_bytes(content)
        assert "abîmée" in self.refused(sqlite_settings, backup)

    @pytest.mark.parametrize("changes", [{"sha256": "0" * 64}, {"bytes": 4096}, {"bytes": 10**9}])
    def test_one_whose_content_is_another(self, sqlite_settings: Settings, backup: Path, changes: object) -> None:
        assert isinstance(changes, dict)
        assert "abîmée" in self.refused(sqlite_settings, self.rewritten(backup, **changes))

    def test_one_of_a_newer_version(self, sqlite_settings: Settings, backup: Path) -> None:
        assert "plus récente" in self.refused(sqlite_settings, self.rewritten(backup, revision="9999"))

    def test_one_of_a_later_format(self, sqlite_settings: Settings, backup: Path) -> None:
        assert "manifeste" in self.refused(sqlite_settings, self.rewritten(backup, format=2))

    def test_one_of_the_other_kind_of_database(self, sqlite_settings: Settings, backup: Path) -> None:
        with zipfile.ZipFile(backup, "a") as archive:
            archive.writestr("ptce.dump", b"PGDMP")
        file = backup.with_name("autre.zip")
        with zipfile.ZipFile(backup) as old, zipfile.ZipFile(file, "w") as new:
            manifest = read_manifest(old.read(MANIFEST)).model_copy(
                update={"kind": "postgresql", "sha256": hashlib.sha256(b"PGDMP").hexdigest(), "bytes": 5}
            )
            new.writestr(MANIFEST, manifest.model_dump_json())
            new.writestr("ptce.dump", b"PGDMP")
        assert "PostgreSQL" in self.refused(sqlite_settings, file)

    def test_any_other_archive(self, sqlite_settings: Settings, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
            archive.writestr("plage.jpg", b"")
        assert "n'est pas une sauvegarde" in self.refused(sqlite_settings, tmp_path / "photos.zip")
