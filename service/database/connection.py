"""Connections: one engine a process, sessions that read, sessions that write and commit once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlmodel import Session, create_engine

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_PATIENCE_MS: Final = 15_000
_WRITES: Final = "writes"
_TURN: Final = "turn"


def open_database(url: str, *, pool_size: int = 20) -> Engine:
    """Return an engine for a database; nothing is opened before the first session.

    SQLite runs in WAL mode with foreign keys, secure deletion and a busy timeout; sessions of `writing` take the write
    lock at once, so that two writers wait for each other instead of failing halfway. Within one process they queue for
    it first: SQLite itself lets a waiting writer sleep up to 100 ms at a time while others slip past.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=pool_size, max_overflow=4, pool_pre_ping=True)
    file = make_url(url).database
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, pool_size=pool_size, max_overflow=4, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    turn = threading.Lock()

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get(_TURN):
            # Whoever does not get their turn in time is told by SQLite that the database is locked.
            connection.info[_TURN] = turn if turn.acquire(timeout=_PATIENCE_MS / 1000) else None
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by `_begin_sqlite`: the driver must not begin its own.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"busy_timeout = {_PATIENCE_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session that is never committed."""
    with Session(engine, expire_on_commit=False, autoflush=False) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session that is committed once, at the end, or rolled back whole."""
    with engine.connect().execution_options(**{_WRITES: True, _TURN: True}) as connection:
        try:
            with Session(connection, expire_on_commit=False) as session, session.begin():
                yield session
        finally:
            _pass_on(connection)


def settle(session: Session) -> None:
    """Commit what a session of `writing` wrote, and let the next writer begin; the session must not be used any more."""
    session.commit()
    _pass_on(session.get_bind())


def _pass_on(connection: Any) -> None:
    turn = connection.info.pop(_TURN, None)
    if turn is not None:
        turn.release()
