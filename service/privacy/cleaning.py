"""What an erasure leaves to do outside its transaction, and the duty that does it after a crash."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from service.database.connection import reading, writing
from service.privacy import message_files
from service.privacy.journal import Entry, Journal
from service.privacy.repository import erasures, removal

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from service.clock import Clock
    from service.privacy.models import Erasure
    from service.settings import Settings

LATE: Final = timedelta(minutes=10)
"""How long work that was under way at the erasure may still write something that it had read before."""
_PATIENCE_MS: Final = 2_000


class FinishErasures:
    """The duty that cleans up after erasures, once more after a while, and then forgets what it had to look for."""

    name = "finish erasures"

    def __init__(self, settings: Settings, database: Engine, clock: Clock) -> None:
        self._folder, self._database, self._clock = settings.data_folder, database, clock

    def run(self) -> bool:
        """Do what is due; return whether there was anything."""
        return clean_up(self._database, self._clock, self._folder)


def clean_up(database: Engine, clock: Clock, folder: Path) -> bool:
    """Clean up after every erasure that is due; return whether one made progress."""
    now = clock()
    with reading(database) as session:
        due = erasures.unfinished(session, now - LATE)
    for erasure in due:
        _clean(database, folder, erasure)
    if not due or not forget_pages(database):
        return False
    with writing(database) as session:
        for erasure in due:
            row = session.merge(erasure)
            row.cleaned_at = row.cleaned_at or now
            if row.erased_at <= now - LATE:
                row.finished_at, row.left = now, {}
    return True


def forget_pages(database: Engine) -> bool:
    """Empty SQLite's write-ahead log, where pages stand as they were; return whether nobody was reading them.

    PostgreSQL keeps no such file of ours: its vacuum takes old rows away.
    """
    if database.dialect.name != "sqlite":
        return True
    connection: Any = database.raw_connection()
    try:
        cursor = connection.cursor()
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        (busy, _, _) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {usual}")
        return not busy
    finally:
        connection.close()


def _clean(database: Engine, folder: Path, erasure: Erasure) -> None:
    left = erasure.left
    Journal(folder).add(Entry.of(erasure))
    with writing(database) as session:
        removal.remove_vectors(session, [bytes.fromhex(key) for key in left.get("keys", [])])
        removal.remove_messages(session, left.get("messages", []))
    message_files.remove(folder, left.get("files", []), left.get("messages", []))
