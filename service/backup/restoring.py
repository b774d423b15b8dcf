"""Putting a backup back: checked first, brought to this version, without those who were erased since."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, delete, func, select

from service.access.actor import SYSTEM
from service.accounts.models import Account, LoginSession
from service.backup import postgres_copy, sqlite_copy
from service.backup.archive import unpack
from service.backup.manifest import BackupError, Manifest
from service.backup.workshop import put_in_place, workshop
from service.changes import feed
from service.database import migrate
from service.database.connection import open_database, reading, writing
from service.database.reach import UnreachableError, file_of, reached, shown
from service.mail.models import OutgoingMessage
from service.people.models import Person
from service.privacy.journal import Entry, Journal
from service.privacy.models import Erasure
from service.projects.models import Project

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from service.clock import Clock
    from service.settings import Settings

_FRENCH: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done.

    Attributes
    ----------
    upgraded : bool
        The tables were brought from an earlier version to this one.
    erased : int
        People of the backup who had been erased since, and were erased again.
    sessions, messages : int
        Open sessions that were ended, and queued messages that were not sent a second time.
    """

    manifest: Manifest
    upgraded: bool
    erased: int
    sessions: int
    messages: int


def restore(settings: Settings, source: Path, clock: Clock, *, force: bool = False) -> Restored:
    """Replace the database of the settings by a backup.

    Parameters
    ----------
    force : bool
        Replace a database that holds people, projects or accounts too.

    Raises
    ------
    BackupError
        The backup is damaged, of another kind of database or of a newer version; the present database is in use, or
        holds something and `force` is off. Nothing has changed then.
    """
    file = file_of(settings.database)
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file is None:
        with tempfile.TemporaryDirectory(prefix="ptce-") as folder:
            return _into_server(settings, source, clock, Path(folder), force=force)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with workshop(file.parent) as work:
        return _into_file(settings, source, clock, work, file, force=force)


def _into_file(settings: Settings, source: Path, clock: Clock, work: Path, file: Path, *, force: bool) -> Restored:
    manifest, content = _checked(source, work, "sqlite")
    sqlite_copy.release(file)
    if file.exists():
        _look_at_present(settings, force=force)
    engine = open_database(f"sqlite:///{content}", pool_size=2)
    try:
        restored = _finish(engine, settings, clock, manifest)
    finally:
        engine.dispose()
    sqlite_copy.release(content)
    sqlite_copy.release(file)
    # A log that stayed behind would be taken for the new file's own.
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    content.chmod(0o600)
    put_in_place(content, file)
    return restored


def _into_server(settings: Settings, source: Path, clock: Clock, work: Path, *, force: bool) -> Restored:
    manifest, content = _checked(source, work, "postgresql")
    _look_at_present(settings, force=force)
    engine = open_database(settings.database, pool_size=2)
    try:
        postgres_copy.put_back(engine, content, manifest.tool)
        return _finish(engine, settings, clock, manifest)
    finally:
        engine.dispose()


def _checked(source: Path, work: Path, kind: str) -> tuple[Manifest, Path]:
    manifest, content = unpack(source, work)
    if manifest.kind != kind:
        raise BackupError(
            f"Cette sauvegarde vient d'une base {_FRENCH[manifest.kind]}, les réglages désignent une base {_FRENCH[kind]}. "
            "Donnez les réglages qui vont avec, ou passez par « ptce-match export » puis « ptce-match import »."
        )
    if not migrate.known(manifest.revision):
        raise BackupError(
            f"Cette sauvegarde a été faite par la version {manifest.version} de ptce-match, plus récente que celle-ci "
            f"(révision {manifest.revision}). Installez cette version, puis recommencez."
        )
    return manifest, content


def _look_at_present(settings: Settings, *, force: bool) -> None:
    """Refuse to overwrite what nobody said to; note who was erased, outside the database that is about to go."""
    holds, gone = _seen(settings)
    if holds and not force:
        raise BackupError(
            f"La base {shown(settings.database)} contient déjà des données. Pour la remplacer entièrement, ajoutez --force "
            "(faites d'abord une sauvegarde de ce qui s'y trouve)."
        )
    journal = Journal(settings.data_folder)
    for entry in gone:
        journal.add(entry)


def _seen(settings: Settings) -> tuple[bool, list[Entry]]:
    """Return whether the present database holds anything, and who was erased from it."""
    try:
        engine = reached(settings.database)
    except migrate.NewerDatabaseError:
        # Going back to an earlier version is one of the things that backups are for.
        engine = open_database(settings.database, pool_size=2)
    except UnreachableError:
        if file_of(settings.database) is None:
            raise
        return True, []  # a damaged file: what one restores over
    try:
        return _holds(engine), _erased(engine)
    except SQLAlchemyError:
        return True, []  # tables of another version
    finally:
        engine.dispose()


def _holds(engine: Engine) -> bool:
    present = set(inspect(engine).get_table_names())
    with reading(engine) as session:
        return any(
            session.exec(select(func.count()).select_from(table)).one() > 0
            for table in (Person, Account, Project)
            if table.__tablename__ in present
        )


def _erased(engine: Engine) -> list[Entry]:
    if not inspect(engine).has_table("erasure"):
        return []
    with reading(engine) as session:
        rows = session.exec(select(Erasure.id, Erasure.erased_at, Erasure.identifiers)).all()
    return [Entry(key, erased_at.isoformat(), dict(identifiers)) for key, erased_at, identifiers in rows]


def _finish(engine: Engine, settings: Settings, clock: Clock, manifest: Manifest) -> Restored:
    """Bring what was put back to this version and to this day."""
    from service.privacy.erasure import replay

    before = migrate.current(engine)
    migrate.upgrade(engine)
    entries = [*Journal(settings.data_folder).read(), *_erased(engine)]
    erased = replay(engine, entries, clock=clock, actor=SYSTEM)
    with writing(engine) as session:
        # Who logged out since the backup must not find the session open again.
        sessions = session.exec(delete(LoginSession)).rowcount
        # They went out since.
        messages = session.exec(delete(OutgoingMessage).where(col(OutgoingMessage.sent_at).is_(None))).rowcount
        feed.tell(session, (feed.EVERYTHING, ""))
    return Restored(manifest, before != migrate.newest(), erased, sessions, messages)
