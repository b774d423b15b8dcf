"""Migrations on both kinds of database: there and back, whole or not at all, one process at a time."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING, Final

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from service.audit.models import AuditEntry
from service.changes.models import Revision
from service.database import migrate
from service.database.connection import open_database, reading, writing
from service.database.tables import METADATA, belongs
from service.people.models import Membership, Person
from tests.service.databases import KINDS
from tests.service.house import START

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Give an empty database of each kind."""
    urls = (
        iter([f"sqlite:///{tmp_path / 'ptce.sqlite'}"])
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_maker").make(empty=True)
    )
    for url in urls:
        engine = open_database(url, pool_size=4)
        yield engine
        engine.dispose()


@pytest.fixture
def full(database_url: str) -> Iterator[Engine]:
    """Give a migrated database of each kind."""
    engine = open_database(database_url, pool_size=4)
    yield engine
    engine.dispose()


def names(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def wanted(engine: Engine) -> set[str]:
    return {table.name for table in METADATA.sorted_tables if belongs(table, engine.dialect.name)}


_FAILING: Final = """
from alembic import op
from sqlalchemy import text
revision = '9999'
down_revision = 'PRESENT'
def upgrade():
    op.execute(text('CREATE TABLE halfway (id INTEGER PRIMARY KEY)'))
    op.execute(text('UPDATE revision SET number = 77'))
    op.execute(text('DROP TABLE feedback'))
    op.execute(text('SELECT * FROM no_such_table'))
"""
_ANEW: Final = """
import sqlalchemy as sa
from alembic import op
revision = '9999'
down_revision = 'PRESENT'
def upgrade():
    with op.batch_alter_table('person', recreate='always') as batch:
        batch.add_column(sa.Column('nickname', sa.String(), nullable=True))
"""


def with_one_more(migration: str, folder: Path) -> Path:
    """Return the folder of all migrations and one more."""
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = migration.replace("PRESENT", migrate.newest())
    (folder / "versions" / "9999_one_more.py").write_text(text, encoding="utf-8")
    return folder


def test_there_back_and_there_again(empty: Engine) -> None:
    assert migrate.current(empty) is None
    for _ in range(2):
        migrate.upgrade(empty)
        assert migrate.current(empty) == migrate.newest()
        assert migrate.pending(empty) == []
        assert names(empty) == wanted(empty) | {"alembic_version"}
        migrate.downgrade(empty)
        assert names(empty) == {"alembic_version"}


def test_nothing_is_pending(full: Engine) -> None:
    assert migrate.pending(full) == []


def test_a_second_time_changes_nothing(full: Engine) -> None:
    with writing(full) as session:
        session.get_one(Revision, 1).number = 5
    migrate.upgrade(full)
    with reading(full) as session:
        assert session.exec(select(Revision.number)).one() == 5


def test_a_migration_that_fails_leaves_nothing_half_done(full: Engine, tmp_path: Path) -> None:
    with pytest.raises(DBAPIError):
        migrate.upgrade(full, migrations=with_one_more(_FAILING, tmp_path / "migrations"))
    assert migrate.current(full) == migrate.newest()
    assert names(full) == wanted(full) | {"alembic_version"}
    with reading(full) as session:
        assert session.exec(select(Revision.number)).one() == 0
    migrate.upgrade(full)


def test_a_migration_that_fails_on_an_empty_database_leaves_it_empty(empty: Engine, tmp_path: Path) -> None:
    with pytest.raises(DBAPIError):
        migrate.upgrade(empty, migrations=with_one_more(_FAILING, tmp_path / "migrations"))
    assert names(empty) == set()


def test_a_database_of_a_newer_version_is_refused(full: Engine) -> None:
    with full.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrate.NewerDatabaseError, match="« 9999 »") as refused:
        migrate.upgrade(full)
    assert refused.value.revision == "9999"
    assert "Installez" in str(refused.value)


def test_two_processes_that_start_at_once_take_turns(empty: Engine) -> None:
    other = open_database(empty.url.render_as_string(hide_password=False), pool_size=2)
    failures: list[Exception] = []

    def migrated(engine: Engine) -> None:
        try:
            migrate.upgrade(engine)
        except Exception as error:  # noqa: BLE001 - asserted on below
            failures.append(error)

    threads = [threading.Thread(target=migrated, args=(engine,)) for engine in (empty, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.dispose()
    assert failures == []
    assert migrate.pending(empty) == []


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_audit_log_only_grows(full: Engine, statement: str) -> None:
    with writing(full) as session:
        session.add(AuditEntry(at=START, actor="A", action="need.create", kind="need", entity_id="N1"))
    with pytest.raises(DBAPIError, match="append-only"), full.begin() as connection:
        connection.execute(text(statement))
    with reading(full) as session:
        assert session.exec(select(AuditEntry.actor)).all() == ["A"]


class TestSqlite:
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[Engine]:
        engine = open_database(f"sqlite:///{tmp_path / 'ptce.sqlite'}", pool_size=2)
        migrate.upgrade(engine)
        yield engine
        engine.dispose()

    @pytest.mark.parametrize(
        ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("secure_delete", 1), ("synchronous", 1)]
    )
    def test_it_is_set_up_for_safety(self, engine: Engine, pragma: str, value: str | int) -> None:
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value

    def test_a_migration_may_make_a_table_anew_without_losing_what_refers_to_it(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        """SQLite changes a table by copying it and dropping the old one: rows that refer to it must survive."""
        with writing(engine) as session:
            session.add(Person(id="X1", name="Camille", created_at=START, last_active_at=START))
            session.flush()
            day = START.date()
            session.add(
                Membership(id="S1", person_id="X1", charter_version="1", charter_accepted_on=day, joined_on=day)
            )
        migrate.upgrade(engine, migrations=with_one_more(_ANEW, tmp_path / "migrations"))
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM membership").scalar_one() == 1
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert "nickname" in {column["name"] for column in inspect(engine).get_columns("person")}
