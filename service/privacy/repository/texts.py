"""Reading and replacing the free texts of any table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, tuple_, update

from service.database.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Texts:
    """The free texts of one row: its primary key, and the values by column."""

    key: tuple[Any, ...]
    values: dict[str, Any]


def rows(session: Session, table: str, columns: Sequence[str]) -> Iterator[Texts]:
    """Yield the texts of every row of a table."""
    found = METADATA.tables[table]
    keys = list(found.primary_key.columns)
    statement = select(*keys, *(found.c[name] for name in columns))
    for row in session.connection().execute(statement).all():
        yield Texts(tuple(row[: len(keys)]), dict(zip(columns, row[len(keys) :], strict=True)))


def replace(session: Session, table: str, key: tuple[Any, ...], values: dict[str, Any]) -> None:
    """Replace texts of one row."""
    found = METADATA.tables[table]
    place = (
        tuple_(*found.primary_key.columns) == tuple_(*key) if len(key) > 1 else found.primary_key.columns[0] == key[0]
    )
    session.connection().execute(update(found).where(place).values(**values))
