"""Bringing a database to the tables of this version, with Alembic."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from ptce_match.errors import InputError
from service.database.tables import METADATA, belongs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

MIGRATIONS: Final = Path(__file__).with_name("migrations")
_LOCK: Final = 7_017_340
"""Any number, the same for all: who migrates a PostgreSQL database holds this lock."""


class NewerDatabaseError(InputError):
    """The tables are those of another version of the program."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        super().__init__(
            f"La base est à la révision « {revision} », que cette version du programme ne connaît pas : elle vient d'une "
            "version plus récente. Installez la version la plus récente de ptce-match, ou restaurez une sauvegarde plus "
            "ancienne."
        )


def upgrade(engine: Engine, revision: str = "head", *, migrations: Path = MIGRATIONS) -> None:
    """Apply the migrations up to `revision`; all of them are applied, or none.

    Two processes that start at once take turns.

    Raises
    ------
    NewerDatabaseError
        The database was made by a version of the program that is newer than this one.
    """
    with _migrating(engine) as connection:
        config = _config(connection, migrations)
        refuse_newer(connection, config)
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take migrations back, down to `revision`."""
    with _migrating(engine) as connection:
        command.downgrade(_config(connection), revision)


def current(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """Return the revision that this version of the program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None  # noqa: S101 - the migrations come with the program
    return head


def known(revision: str) -> bool:
    """Tell whether this version of the program knows a revision."""
    return any(script.revision == revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def refuse_newer(connection: Connection, config: Config | None = None) -> None:
    """Raise `NewerDatabaseError` where the database is at a revision that the program does not know."""
    revision = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(config or _config())
    if revision is not None and all(script.revision != revision for script in scripts.walk_revisions()):
        raise NewerDatabaseError(revision)


def pending(engine: Engine) -> list[Any]:
    """Return how the tables of the database differ from those of the program; empty when they agree."""
    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": include_for(connection.dialect.name)}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


def include_for(dialect: str) -> Any:
    """Return the filter that leaves out tables which another kind of database has."""

    def include(object_: Any, _name: str | None, type_: str, _reflected: bool, _compare_to: Any) -> bool:  # noqa: FBT001
        table = object_ if type_ == "table" else getattr(object_, "table", None)
        return table is None or belongs(table, dialect)

    return include


def _config(connection: Connection | None = None, migrations: Path = MIGRATIONS) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """Give a connection inside one transaction that nobody else's migration can share."""
    with engine.connect().execution_options(writes=True) as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection
            return
        # SQLite changes a table by making it anew and dropping the old one, which must not delete what refers to it.
        # The driver is spoken to directly: the setting is ignored inside a transaction.
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - just connected
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise RuntimeError("the migration left rows that refer to nothing; it was undone")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")
