"""Entering, changing, setting aside and taking out an entry of the registry; nothing here commits.

Each of them is noted in the audit log without a word of what people wrote, told to the engines that follow the network,
and puts texts in the queue of the encoder where the encoder reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import SQLModel

from service.audit import log
from service.changes import feed
from service.database.base import new_id
from service.matching import queue
from service.people import activity
from service.places import placed
from service.problems import conflict, invalid, not_found

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.registry.sent import Change

_PLACE: Final = frozenset({"commune", "postal_code"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry.

    Attributes
    ----------
    name : str
        That of its table.
    prefix : str
        What its new identifiers begin with.
    told : frozenset of str
        Attributes whose values the audit log may hold: states, numbers, dates, closed lists. Of the others it tells
        that they changed.
    read : frozenset of str
        Attributes that the encoder reads.
    blank : frozenset of str
        Attributes that may be unknown: a null empties them, and is refused anywhere else.
    ended : str
        The attribute that tells since when an entry is set aside.
    verbs : tuple of str
        What setting it aside, and taking it up again, are called in the audit log.
    """

    name: str
    prefix: str
    told: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    ended: str = "archived_at"
    verbs: tuple[str, str] = ("archive", "restore")


def fresh(kind: Kind, now: datetime) -> dict[str, Any]:
    """Return what every new entry begins with: an identifier, its place behind all others, the moment."""
    return {
        "id": new_id(kind.prefix),
        "position": int(now.timestamp() * 1_000_000),
        "created_at": now,
        "updated_at": now,
    }


def enter(session: Session, now: datetime, actor: Actor, kind: Kind, row: SQLModel) -> None:
    """Add a new entry."""
    session.add(row)
    session.flush()
    if kind.read:
        queue.embed(session, now, kind.name, _id(row))
    _note(session, now, actor, kind, "create", row, after=_told(kind, row))


def held(session: Session, kind: Kind, row: SQLModel, sent: Change) -> dict[str, Any]:
    """Return what is to be changed of an entry, which nobody else changes until this transaction ends.

    A place that is among it comes with its official name and code.

    Raises
    ------
    ProblemError
        A null where a value is needed (422); the entry has changed since the sender read it (409), or is gone (404).
    """
    values = sent.model_dump(exclude_unset=True, exclude={"updated_at"})
    if empty := sorted(name for name, value in values.items() if value is None and name not in kind.blank):
        raise invalid(empty[0], "une valeur est attendue ; laissez le champ de côté pour ne rien changer")
    _hold(session, row)
    if sent.updated_at is not None and sent.updated_at != getattr(row, "updated_at", None):
        raise conflict(
            "Cette fiche a été modifiée depuis que vous l'avez lue. Relisez-la, puis refaites votre changement."
        )
    if values.keys() & _PLACE:
        place = placed(*(values.get(name, getattr(row, name)) for name in ("commune", "postal_code")))
        values |= place._asdict()
    return values


def change(
    session: Session,
    now: datetime,
    actor: Actor,
    kind: Kind,
    row: SQLModel,
    values: dict[str, Any],
    verb: str = "change",
) -> frozenset[str]:
    """Give an entry new values, and return the names of those that differ from before; nothing happens without one."""
    before = {name: getattr(row, name) for name in values}
    changed = {name: value for name, value in values.items() if value != before[name]}
    if not changed:
        return frozenset()
    for name, value in (changed | {"updated_at": now}).items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    if changed.keys() & kind.read:
        queue.embed(session, now, kind.name, _id(row))
    told = {name: before[name] for name in changed if name in kind.told}
    after = {name: value if name in kind.told else "changed" for name, value in changed.items()}
    _note(session, now, actor, kind, verb, row, told, after)
    return frozenset(changed)


def set_aside(session: Session, now: datetime, actor: Actor, kind: Kind, row: SQLModel, *, ended: bool) -> None:
    """Archive or close an entry, or take it up again; saying so twice changes nothing."""
    _hold(session, row)
    if (getattr(row, kind.ended) is not None) == ended:
        return
    change(session, now, actor, kind, row, {kind.ended: now if ended else None}, kind.verbs[0 if ended else 1])
    if not ended and kind.read:
        queue.embed(session, now, kind.name, _id(row))


def take_out(session: Session, now: datetime, actor: Actor, kind: Kind, row: SQLModel) -> None:
    """Delete an entry that was wrong, of which the audit log keeps what it may hold."""
    session.delete(row)
    session.flush()
    _note(session, now, actor, kind, "delete", row, before=_told(kind, row))


def _hold(session: Session, row: SQLModel) -> None:
    session.flush()
    # On PostgreSQL what was read may have changed since; on SQLite nobody else writes.
    if session.get(type(row), _id(row), populate_existing=True, with_for_update=True) is None:
        raise not_found()


def _note(
    session: Session,
    now: datetime,
    actor: Actor,
    kind: Kind,
    verb: str,
    row: SQLModel,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    feed.tell(session, (kind.name, _id(row)))
    if actor.person_id:
        activity.touch(session, actor.person_id, now)
    log.record(session, now, actor, f"{kind.name}.{verb}", kind.name, _id(row), before, after)


def _told(kind: Kind, row: SQLModel) -> dict[str, Any] | None:
    values = {name: getattr(row, name) for name in sorted(kind.told)}
    return {name: value for name, value in values.items() if value is not None} or None


def _id(row: Any) -> str:
    return str(row.id)
