"""Rows as the driver gives them, which for a hundred thousand of them is several times faster than objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.sql import Executable
    from sqlmodel import Session


def rows_of(session: Session, statement: Executable) -> Sequence[Any]:
    """Return the rows of a statement of columns."""
    return session.connection().execute(statement).all()
