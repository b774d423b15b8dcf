"""Whether a database can be used, said in French before anything is served from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from ptce_match.errors import InputError, MissingExtraError
from service.database import migrate
from service.database.connection import open_database

if TYPE_CHECKING:
    from sqlalchemy import Engine


class UnreachableError(InputError):
    """A database that does not answer."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = shown(url)
        way_out = "Vérifiez le réglage database_url, et que le serveur de base de données est en marche."
        if url.startswith("sqlite"):
            way_out = "Vérifiez les réglages data_folder et database_url, le dossier et vos droits."
        super().__init__(f"La base de données {self.url} ne répond pas : {reason}. {way_out}")


def shown(url: str) -> str:
    """Return the address of a database without its password."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return "(adresse illisible)"
    return parsed.difference_update_query(["password"]).render_as_string(hide_password=True)


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite database, None for a server's."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.drivername.startswith("sqlite") else None


def reached(url: str) -> Engine:
    """Return an engine for a database that answers, whose tables are none, of this version, or of an earlier one.

    Raises
    ------
    UnreachableError
        It does not answer, or its file cannot be written.
    NewerDatabaseError
        Its tables are those of a newer version.
    MissingExtraError
        The driver of PostgreSQL is not installed.
    """
    try:
        engine = open_database(url, pool_size=4)
    except ModuleNotFoundError as error:
        raise MissingExtraError("Une base PostgreSQL", "postgres") from error
    except (OSError, SQLAlchemyError) as error:
        raise UnreachableError(url, _reason(error)) from error
    try:
        with engine.connect() as connection:
            migrate.refuse_newer(connection)
    except SQLAlchemyError as error:
        engine.dispose()
        raise UnreachableError(url, _reason(error)) from error
    except InputError:
        engine.dispose()
        raise
    return engine


def _reason(error: Exception) -> str:
    """Return the first line of what the driver says: addresses and file names, never rows."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    told = str(error.orig) if isinstance(error, DBAPIError) else type(error).__name__
    return (told.strip().splitlines() or [type(error).__name__])[0].rstrip(".")
