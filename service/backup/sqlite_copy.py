"""Copies of a SQLite database while others write to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from service.backup.manifest import BackupError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PAGES: Final = 256
"""Copied in one step; between two steps the progress is told."""
_PATIENCE: Final = 15.0
_PRIVATE: Final = 0o600


def copy(source: Path, target: Path, progress: Callable[[int, int], None]) -> None:
    """Copy a database through SQLite's online backup, as it stands at this moment; whoever writes is not held up.

    Raises
    ------
    BackupError
        The file is no database, or its copy does not pass SQLite's own check.
    """
    target.touch(_PRIVATE)
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.isolation_level = None
            # A transaction that has begun to read keeps its moment: without it each write elsewhere would make the
            # copy begin again, for ever on a busy service.
            old.execute("BEGIN")
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
            old.backup(new, pages=_PAGES, progress=lambda _status, left, total: progress(total - left, total))
            old.execute("ROLLBACK")
            # The copy stands alone, without a write-ahead log beside it.
            new.execute("PRAGMA journal_mode = DELETE")
            check(new)
    except sqlite3.Error as error:
        raise BackupError(f"La base « {source} » n'a pas pu être copiée ({error}).") from error


def check(database: sqlite3.Connection) -> None:
    """Raise `BackupError` where SQLite finds the database damaged."""
    if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise BackupError("La copie ne passe pas le contrôle de SQLite : la base est abîmée. Restaurez une sauvegarde.")


def counts(file: Path) -> dict[str, int]:
    """Return the number of rows of each table."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        tables = sorted(name for (name,) in names)
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 - names from the schema


def revision(file: Path) -> str:
    """Return the revision of the tables, empty where there is none."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        try:
            row = database.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            return ""
        return str(row[0]) if row else ""


def release(file: Path) -> None:
    """Close a database's write-ahead log so that the file can be replaced.

    Raises
    ------
    BackupError
        Another process has the database open.
    """
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=0.0)) as database:
            # SQLite leaves WAL mode only for the last connection: this is how it says that nobody else is there.
            database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if "locked" not in str(error):
            return  # a damaged database is what one restores over
        raise BackupError(
            f"La base « {file} » est ouverte par un service en marche : arrêtez-le avant de restaurer."
        ) from error
