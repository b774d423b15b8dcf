"""Connections: one engine a process, sessions that read, sessions that write and commit once."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlmodel import Session, create_engine

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_PATIENCE_MS: Final = 15_000
_RESTED_SECONDS: Final = 10
_SINCE: Final = "since"
_WRITES: Final = "writes"
_TURN: Final = "turn"


def open_database(url: str, *, pool_size: int = 20) -> Engine:
    """Return an engine for a database; nothing is opened before the first session.

    SQLite runs in WAL mode with foreign keys, secure deletion and a busy timeout; sessions of `writing` take the write
    lock at once, so that two writers wait for each other instead of failing halfway. Within one process they queue for
    it first: SQLite itself lets a waiting writer sleep up to 100 ms at a time while others slip past.
    """
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=pool_size, max_overflow=4)
        event.listen(engine, "checkin", _put_down)
        event.listen(engine, "checkout", _try_after_rest)
        return engine
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
    event.listen(engine, "checkin", _pass_on)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by `_begin_sqlite`: the driver must not begin its own.
    connection.isolation_level = None
    for pragma in (
        # First of all: two processes that open a new file at once both switch it to WAL.
        f"busy_timeout = {_PATIENCE_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _put_down(_connection: object, record: Any) -> None:
    record.info[_SINCE] = time.monotonic()


def _try_after_rest(connection: Any, record: Any, _proxy: object) -> None:
    """Make sure that the server is still there behind a connection that rested; to ask each time is a tenth of a request."""
    if time.monotonic() - record.info.get(_SINCE, math.inf) > _RESTED_SECONDS:
        try:
            connection.execute("SELECT 1")
            connection.rollback()
        except Exception as error:  # the driver's errors; the pool then connects anew
            raise DisconnectionError from error


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session that is never committed.

    On SQLite it sees one moment of the database; on PostgreSQL each of its queries sees the present, as it would inside
    a transaction of the usual isolation, which is therefore not begun.
    """
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    with Session(engine, expire_on_commit=False, autoflush=False) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session that is committed once, at the end, or rolled back whole."""
    with write_session(engine) as session, session.begin():
        yield session


def write_session(engine: Engine) -> Session:
    """Return a session that writes, for whoever ends it themselves; it connects with its first query."""
    return Session(engine.execution_options(**{_WRITES: True, _TURN: True}), expire_on_commit=False)


def _pass_on(_connection: object, record: Any) -> None:
    """Let the next writer begin: a connection goes back when its transaction has ended."""
    turn = record.info.pop(_TURN, None)
    if turn is not None:
        turn.release()
