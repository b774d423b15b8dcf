"""Rows as the driver gives them, some at a time: a hundred thousand objects at once would be slow to make and to sweep up."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.sql import Executable
    from sqlmodel import Session

_AT_ONCE: Final = 500


def rows_of(session: Session, statement: Executable) -> Iterator[Any]:
    """Return the rows of a statement of columns, to go through once."""
    return chain.from_iterable(session.connection().execute(statement).partitions(_AT_ONCE))
