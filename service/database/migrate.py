"""Bringing a database to the tables of this version, with Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.database.tables import METADATA, belongs

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply the migrations up to `revision`; all of them are applied, or none."""
    _run(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take migrations back, down to `revision`."""
    _run(engine, lambda config: command.downgrade(config, revision))


def current(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """Return the revision that this version of the program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None  # noqa: S101 - the migrations come with the program
    return head


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


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _run(engine: Engine, act: Any) -> None:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        act(_config(connection))
