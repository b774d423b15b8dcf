"""Somebody who was erased does not come back with a backup, wherever the erasure is still known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.actor import SYSTEM
from service.backup.restoring import restore
from service.backup.taking import take
from service.database.connection import open_database
from service.privacy.erasure import erase
from service.privacy.journal import Journal
from service.privacy.models import Erasure
from tests.service.backup.content import enter, people, rows
from tests.service.house import START

if TYPE_CHECKING:
    from pathlib import Path

    from service.settings import Settings


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> Path:
    """Return a backup of Annick and Paulo; Annick was erased after it."""
    enter(settings, ["Annick", "Paulo"])
    file, _ = take(settings, tmp_path / "copie.zip", START)
    engine = open_database(settings.database, pool_size=2)
    erase(engine, lambda: START, None, SYSTEM, "X-annick", settings=settings)
    engine.dispose()
    assert people(settings) == {"Paulo"}
    return file


def test_the_present_database_knows(settings: Settings, backup: Path) -> None:
    Journal(settings.data_folder).path.unlink()
    assert restore(settings, backup, lambda: START, force=True).erased == 1
    assert people(settings) == {"Paulo"}
    assert rows(settings, Erasure) == 1


def test_the_journal_knows_where_the_database_was_lost(settings: Settings, tmp_path: Path, backup: Path) -> None:
    """The first restore forgets nothing either: the erasure stays in the journal and in the database."""
    if settings.database.startswith("sqlite"):
        (tmp_path / "ptce.sqlite").unlink()
    for _ in range(2):
        assert restore(settings, backup, lambda: START, force=True).erased == 1
        assert people(settings) == {"Paulo"}
    assert [entry.person_id for entry in Journal(settings.data_folder).read()] == ["X-annick"]


def test_somebody_whom_the_backup_does_not_know_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    enter(settings, ["Paulo"])
    file, _ = take(settings, tmp_path / "copie.zip", START)
    enter(settings, ["Annick"])
    engine = open_database(settings.database, pool_size=2)
    erase(engine, lambda: START, None, SYSTEM, "X-annick", settings=settings)
    engine.dispose()
    assert restore(settings, file, lambda: START, force=True).erased == 0
    assert people(settings) == {"Paulo"}
