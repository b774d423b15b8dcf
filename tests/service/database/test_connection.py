"""Sessions that read, sessions that write, and whose turn it is."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, event, text
from sqlmodel import func, select

from service.changes.models import Revision
from service.database import connection
from service.database.connection import reading, write_session, writing

if TYPE_CHECKING:
    from tests.service.house import House

WAIT = 20


def numbers(database: Engine) -> int:
    """Return the number of the last change."""
    with reading(database) as session:
        return session.exec(select(Revision.number)).one()


def add_one(database: Engine, *, fail: bool = False) -> None:
    """Count one change, or break off in the middle."""
    with writing(database) as session:
        session.exec(select(Revision).with_for_update()).one().number += 1
        session.flush()
        1 / (not fail)


def test_what_is_written_is_committed_once_and_whole(house: House) -> None:
    before = numbers(house.state.database)
    add_one(house.state.database)
    with pytest.raises(ZeroDivisionError):
        add_one(house.state.database, fail=True)
    assert numbers(house.state.database) == before + 1


def test_writers_take_turns_even_when_one_fails(house: House) -> None:
    database = house.state.database
    before = numbers(database)

    def write(number: int) -> None:
        with suppress(ZeroDivisionError):
            add_one(database, fail=number % 3 == 0)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert numbers(database) == before + 8


def test_a_session_that_is_only_closed_gives_its_turn_back(house: House) -> None:
    database = house.state.database
    session = write_session(database)
    session.exec(select(Revision).with_for_update()).one()
    session.close()
    add_one(database)


def test_a_session_that_never_asked_holds_nothing(house: House) -> None:
    session = write_session(house.state.database)
    add_one(house.state.database)
    session.close()


def test_reading_on_postgresql_begins_no_transaction(house: House) -> None:
    with reading(house.state.database) as session:
        session.exec(select(func.count()).select_from(Revision)).one()
        if session.get_bind().dialect.name == "postgresql":
            open_since = session.connection().exec_driver_sql(
                "SELECT count(*) FROM pg_stat_activity WHERE pid = pg_backend_pid() AND xact_start < query_start"
            )
            assert open_since.scalar_one() == 0
        else:
            assert session.connection().in_transaction()


def test_a_connection_that_the_server_ended_is_replaced_after_its_rest(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = house.state.database
    if database.dialect.name != "postgresql":
        pytest.skip("SQLite has no server that could end a connection")
    monkeypatch.setattr(connection, "_RESTED_SECONDS", -1)
    with reading(database) as killer:
        killer.connection()
        with reading(database) as session:
            victim = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        killer.connection().execute(text("SELECT pg_terminate_backend(:victim, 5000)").bindparams(victim=victim))
        assert numbers(database) >= 0


def test_a_connection_in_use_is_not_asked_again_and_again(house: House) -> None:
    database = house.state.database
    if database.dialect.name != "postgresql":
        pytest.skip("only a server is asked whether it is there")
    asked: list[str] = []

    @event.listens_for(database, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    numbers(database)
    numbers(database)
    event.remove(database, "before_cursor_execute", note)
    assert len(asked) == 2
