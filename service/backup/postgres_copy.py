"""Copies of a PostgreSQL database while others write to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from alembic.migration import MigrationContext
from sqlalchemy import text

from service.backup.manifest import BackupError
from service.backup.postgres_tools import tools

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

_PRIVATE: Final = 0o600


def copy(engine: Engine, target: Path, progress: Callable[[int, int], None]) -> tuple[str, dict[str, int], str]:
    """Copy a database with pg_dump, as it stands at this moment.

    Returns
    -------
    tuple
        The tool's version, the number of rows by table, and the revision of the tables.
    """
    target.touch(_PRIVATE)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
        found = tools(server_major(connection), "pg_dump")
        # pg_dump looks at the same moment as the counts.
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        progress(0, 1)
        found.run(
            "pg_dump",
            engine.url,
            [
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                "--no-comments",
                f"--snapshot={snapshot}",
                f"--file={target}",
            ],
        )
        counted = counts(connection)
        revision = MigrationContext.configure(connection).get_current_revision() or ""
    progress(1, 1)
    return str(found.major), counted, revision


def counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {
        name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608 - names from the schema
        for name in tables(connection)
    }


def tables(connection: Connection) -> list[str]:
    """Return the names of the tables, whichever version of the program made them."""
    statement = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    return list(connection.execute(text(statement)).scalars())


def server_major(connection: Connection) -> int:
    """Return the major version of the server."""
    return int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000


def put_back(engine: Engine, archive: Path, tool: str) -> None:
    """Replace everything in a database by what an archive of pg_dump holds; wholly, or not at all.

    Raises
    ------
    BackupError
        Somebody is connected, the tools are missing, or the archive does not fit.
    """
    with engine.connect() as connection:
        refuse_others(connection)
        server = server_major(connection)
        empty = _emptying(connection)
    found = tools(max(server, int(tool or 0)), "pg_restore")
    before, script = archive.with_suffix(".before.sql"), archive.with_suffix(".sql")
    before.touch(_PRIVATE)
    before.write_text(empty, encoding="utf-8")
    script.touch(_PRIVATE)
    # Its words are written down first: dropping what is there and filling it again is then one transaction.
    found.unpack(archive, script)
    found.run(
        "psql",
        engine.url,
        [
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--file={before}",
            f"--file={script}",
        ],
    )


def refuse_others(connection: Connection) -> None:
    """Raise `BackupError` where somebody else is connected to the database."""
    others = connection.execute(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
    ).scalar_one()
    if others:
        raise BackupError(
            f"La base est utilisée ({others} connexions ouvertes) : arrêtez le service, fermez les autres programmes qui "
            "s'en servent, puis recommencez."
        )


def _emptying(connection: Connection) -> str:
    """Return the statements that drop what the program made: tables of any version, and functions of its triggers."""
    functions = connection.execute(
        text(
            "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND "
            "NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
    ).scalars()
    return "".join(
        [f'DROP TABLE "{name}" CASCADE;\n' for name in tables(connection)]
        + [f"DROP FUNCTION {name} CASCADE;\n" for name in functions]
    )
