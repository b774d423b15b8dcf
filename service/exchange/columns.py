"""The team's own columns: kept beside the contract's, and given back in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, delete, insert, select

from ptce_match.tables import ExtraColumn
from service.exchange.models import OwnColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

Cells = dict[str, str]
"""The cells of one row that are not blank, by the key of their column."""


def place_columns(session: Session, table: str, extras: Sequence[ExtraColumn], *, replace: bool) -> list[str]:
    """Make the columns of an import those of the registry, and return the key of each.

    Parameters
    ----------
    replace : bool
        Whether columns that the import lacks go, instead of staying in front.
    """
    known = present(session, table)
    keys = keys_for(known, extras)
    sent = {key: extra.title for key, extra in zip(keys, extras, strict=True)}
    wanted = sent if replace else known | sent
    if list(wanted.items()) != list(known.items()):
        session.exec(delete(OwnColumn).where(col(OwnColumn.table) == table))
        rows = [
            {"table": table, "key": key, "title": title, "place": place}
            for place, (key, title) in enumerate(wanted.items())
        ]
        if rows:
            session.exec(insert(OwnColumn), params=rows)
    return keys


def present(session: Session, table: str) -> dict[str, str]:
    """Return the titles of a table's columns by their keys, in their order."""
    statement = select(OwnColumn).where(OwnColumn.table == table).order_by(col(OwnColumn.place))
    return {column.key: column.title for column in session.exec(statement).all()}


def keys_for(known: Mapping[str, str], extras: Sequence[ExtraColumn]) -> list[str]:
    """Return the key of each column of an import: that of the registry's column of the same title, or a new one.

    Parameters
    ----------
    known : mapping of str to str
        Titles of the registry's columns by their keys, in their order.
    """
    free: dict[str, list[str]] = {}
    for key, title in known.items():
        free.setdefault(title, []).append(key)
    taken = set(known)
    keys = []
    for extra in extras:
        same = free.get(extra.title)
        key = same.pop(0) if same else _new_key(extra.title, taken)
        taken.add(key)
        keys.append(key)
    return keys


def _new_key(title: str, taken: set[str]) -> str:
    key, number = title, 1
    while key in taken:
        number += 1
        key = f"{title} ({number})".strip()
    return key


def cells(extras: Sequence[ExtraColumn], keys: Sequence[str], rows: int) -> list[Cells]:
    """Return the cells of each row of an import."""
    found: list[Cells] = [{} for _ in range(rows)]
    for extra, key in zip(extras, keys, strict=True):
        for row, value in zip(found, extra.values, strict=True):
            if value:
                row[key] = value
    return found


def extra_columns(session: Session, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> tuple[ExtraColumn, ...]:
    """Return the team's own columns as a network has them.

    Parameters
    ----------
    rows : mapping of str to iterable of mappings
        For each table of the contract, by its name, the `extras` of its rows in their order.
    """
    found = []
    for table, kept in rows.items():
        cells_of_rows = list(kept)
        for key, title in present(session, table).items():
            values = tuple(str(cells.get(key, "")) for cells in cells_of_rows)
            found.append(ExtraColumn(table, title, values))
    return tuple(found)
