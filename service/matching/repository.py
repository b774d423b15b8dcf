"""Queries about the queue of texts and about rankings that were shown."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func, select

from service.changes import feed
from service.matching.mirror import READ
from service.matching.models import Run, Shown, TextTask
from service.matching.rows import KINDS
from service.paging import Page, page_of
from service.people.models import Person
from service.projects.models import Need, Project
from service.projects.ownership import held_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from service.matching.rows import Loaded
    from service.matching.schemas import RunSummary

_AT_ONCE: Final = 500


def begin_reading(session: Session) -> int:
    """Make everything that this session reads one moment of the database, and return the number of the last change."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return feed.last_number(session)


def waiting(session: Session, kind: str | None = None, ids: Iterable[str] | None = None) -> dict[str, set[str]]:
    """Return the identifiers, by kind, of those whose texts are still to be embedded."""
    statement = sa.select(col(TextTask.kind), col(TextTask.entity_id))
    if kind is not None:
        statement = statement.where(col(TextTask.kind) == kind)
    found: dict[str, set[str]] = defaultdict(set)
    wanted = None if ids is None else list(ids)
    for start in range(0, 1 if wanted is None else len(wanted), _AT_ONCE):
        part = (
            statement
            if wanted is None
            else statement.where(col(TextTask.entity_id).in_(wanted[start : start + _AT_ONCE]))
        )
        for own, entity_id in session.connection().execute(part):
            found[own].add(entity_id)
    return found


def oldest(session: Session, limit: int) -> list[tuple[str, str]]:
    """Return the entries (kind, identifier) whose texts have waited longest."""
    kind, entity_id, since = col(TextTask.kind), col(TextTask.entity_id), col(TextTask.queued_at)
    statement = sa.select(kind, entity_id).order_by(since, kind, entity_id).limit(limit)
    return [(own, key) for own, key in session.connection().execute(statement)]


def lock_tasks(session: Session, entries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Hold the tasks of entries until the transaction ends, and return those that nobody else holds."""
    statement = sa.select(col(TextTask.kind), col(TextTask.entity_id)).where(_tasks(entries))
    return [(kind, key) for kind, key in session.connection().execute(statement.with_for_update(skip_locked=True))]


def delete_tasks(session: Session, entries: Sequence[tuple[str, str]]) -> None:
    """Take entries out of the queue."""
    if entries:
        session.connection().execute(sa.delete(TextTask).where(_tasks(entries)))


def _tasks(entries: Sequence[tuple[str, str]]) -> sa.ColumnElement[bool]:
    return sa.tuple_(col(TextTask.kind), col(TextTask.entity_id)).in_(entries)


def number_waiting(session: Session) -> int:
    """Return how many entries have texts to be embedded."""
    return session.exec(select(func.count()).select_from(TextTask)).one()


class Asked(NamedTuple):
    """A need for which somebody asks, and what may stand in the way."""

    need: Need
    archived_at: datetime | None
    objected_at: datetime | None


def asked(session: Session, need_id: str, person_id: str | None) -> Asked | None:
    """Return a need with when its project was archived and its holder objected, in the one query of a suggestion.

    Parameters
    ----------
    person_id : str or None
        Only if this person may act for its project; None for whoever sees all.
    """
    statement = (
        select(Need, Project.archived_at, Person.objected_at)
        .join(Project, col(Project.id) == col(Need.project_id))
        .join(Person, col(Person.id) == col(Project.holder_id), isouter=True)
        .where(col(Need.id) == need_id)
    )
    if person_id is not None:
        statement = statement.where(held_by(person_id))
    found = session.exec(statement).first()
    return None if found is None else Asked(*found)


def shown(session: Session, run_id: str) -> list[tuple[Shown, str, bool]]:
    """Return what a run showed, in order, each with the full name and whether the person can still be matched."""
    rows = session.exec(select(Shown).where(Shown.run_id == run_id).order_by(col(Shown.position))).all()
    people: dict[tuple[str, str], Loaded] = {}
    for kind in READ:
        keys = [key for row in rows if (key := getattr(row, f"{kind}_id")) is not None]
        if keys:
            people |= {(kind, found.key): found for found in KINDS[kind].read(session, keys)}
    found = [(row, people.get(_party(row))) for row in rows]
    return [(row, person.entity.name, person.open) for row, person in found if person is not None]


def runs_of_need(
    session: Session, need_id: str, after: str | None, limit: int, show: Callable[[Run], RunSummary]
) -> Page[RunSummary]:
    """Return one page of the rankings that were shown for a need."""
    statement = select(Run).where(Run.need_id == need_id)
    return page_of(session, statement, [Run.position, Run.id], after, limit, show, descending=True)


def _party(row: Shown) -> tuple[str, str]:
    return next((kind, key) for kind in READ if (key := getattr(row, f"{kind}_id")) is not None)
