"""Telling that something of the network changed, and reading what did.

Whoever writes takes the next number inside its own transaction. The row of the last number is locked until that
transaction ends, so numbers appear in their order: a reader that has seen number n has seen everything before it,
on SQLite and on PostgreSQL, from any process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlmodel import col, delete, insert, select, update

from service.changes.models import Change, Revision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

EVERYTHING: Final = "network"
"""The kind of change that says: read all again."""
_KEPT: Final = 10_000


def tell(session: Session, *changes: tuple[str, str]) -> None:
    """Note that things (kind, identifier) change in this transaction; for the same thing twice, once."""
    if not changes:
        return
    number = session.exec(
        update(Revision).where(col(Revision.id) == 1).values(number=Revision.number + 1).returning(col(Revision.number))
    ).scalar_one()
    rows = [{"number": number, "kind": kind, "entity_id": entity_id} for kind, entity_id in dict.fromkeys(changes)]
    session.exec(insert(Change).values(rows))
    if number % 1000 == 0:
        prune(session)


def prune(session: Session) -> int:
    """Forget changes that are so old that whoever has not seen them reads all again; return how many that were."""
    return session.exec(delete(Change).where(col(Change.number) < last_number(session) - _KEPT)).rowcount


def last_number(session: Session) -> int:
    """Return the number of the last change."""
    return session.exec(select(Revision.number).where(Revision.id == 1)).one()


def since(session: Session, number: int) -> Iterable[Change] | None:
    """Return what changed after `number`, oldest first; None when that is too long ago to know."""
    last = last_number(session)
    if last - number > _KEPT:
        return None
    return session.exec(select(Change).where(Change.number > number).order_by(col(Change.number))).all()
