"""Whole tables of the registry, read and written row by row without building an object for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import defer
from sqlmodel import col, select

from service.exchange.models import ImportDraft
from service.exchange.records import MENTORS, RECORDS
from service.matching.models import TextTask
from service.mentors.models import Mentor
from service.paging import Page, page_of
from service.people.models import Person
from service.privacy.models import Erasure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlmodel import Session, SQLModel
    from sqlmodel.sql.expression import SelectOfScalar

    from service.exchange.records import Record, Row
    from service.exchange.schemas import ImportSummary

CONTACT = ("name", "email", "phone")
"""What a mentor's row of the contract says that is kept with the person."""
_CONTENT: Any = ImportDraft.content
_IMPORTS = 7_017_341
"""Any number, the same for all: who imports into a PostgreSQL database holds this lock."""


def one_import_at_a_time(session: Session) -> None:
    """Wait until no other import is under way; SQLite has but one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.exec(select(sa.func.pg_advisory_xact_lock(_IMPORTS))).one()


def stored(session: Session, record: Record, *, lock: bool) -> list[Row]:
    """Return every row of a table, with its person's contact details for a mentor.

    Parameters
    ----------
    lock : bool
        Whether others must not change them until this transaction ends.
    """
    statement = sa.select(record.table)
    if record is MENTORS:
        person = Person.__table__  # type: ignore[attr-defined]
        contact = [person.c[name] for name in CONTACT]
        statement = sa.select(record.table, *contact).join(person, person.c.id == record.table.c.person_id)
    if lock:
        statement = statement.with_for_update()
    return [dict(row) for row in session.connection().execute(statement).mappings()]


def insert_rows(session: Session, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """Add rows; what they do not say takes the default of the model."""
    if not rows:
        return
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    defaults = {
        name: field.get_default(call_default_factory=True)
        for name, field in model.model_fields.items()
        if not field.is_required() and table.c[name].default is None and not table.c[name].primary_key
    }
    session.connection().execute(sa.insert(table), [defaults | row for row in rows])


def update_rows(session: Session, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """Change rows, all in the same columns; each has the identifier of the one it changes."""
    if not rows:
        return
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    names = [name for name in rows[0] if name != "id"]
    statement = (
        sa.update(table).where(table.c.id == sa.bindparam("_id")).values({name: sa.bindparam(name) for name in names})
    )
    session.connection().execute(statement, [{"_id": row["id"], **{n: row[n] for n in names}} for row in rows])


def delete_rows(session: Session, model: type[SQLModel], ids: Sequence[Any]) -> None:
    """Delete rows."""
    if ids:
        table: sa.Table = model.__table__  # type: ignore[attr-defined]
        session.connection().execute(
            sa.delete(table).where(table.c.id == sa.bindparam("_id")), [{"_id": key} for key in ids]
        )


def queue_texts(session: Session, now: datetime, texts: Iterable[tuple[str, str]]) -> None:
    """Queue the texts of many entries, as `service.matching.queue.embed` does for one."""
    rows = [{"kind": kind, "entity_id": key, "queued_at": now} for kind, key in texts]
    if not rows:
        return
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(TextTask.__table__)  # type: ignore[attr-defined]
    statement = insert.on_conflict_do_update(
        index_elements=["kind", "entity_id"], set_={"queued_at": insert.excluded.queued_at}
    )
    session.connection().execute(statement, rows)


def known_people(session: Session) -> Sequence[Any]:
    """Return `id`, `name`, `email`, `phone` of everybody who has an address, and `is_mentor`."""
    is_mentor = sa.exists().where(col(Mentor.person_id) == col(Person.id)).label("is_mentor")
    statement = sa.select(col(Person.id), col(Person.name), col(Person.email), col(Person.phone), is_mentor)
    return session.connection().execute(statement.where(col(Person.email) != "").order_by(col(Person.id))).all()


def set_aside(session: Session) -> dict[str, set[str]]:
    """Return the identifiers of what is archived or closed, by kind."""
    found = {}
    for record in RECORDS:
        if record.ended:
            ended = record.table.c[record.ended].is_not(None)
            found[record.kind] = set(session.connection().scalars(sa.select(record.table.c.id).where(ended)))
    return found


def erased(session: Session) -> set[str]:
    """Return every identifier of somebody who was erased."""
    found: set[str] = set()
    for identifiers in session.exec(select(Erasure.identifiers)).all():
        for value in identifiers.values():
            found.update([value] if isinstance(value, str) else value)
    return found


def find_draft(session: Session, id: str, now: datetime, *, lock: bool = False) -> ImportDraft | None:
    """Return a draft that has not expired, None where there is none; others wait if it is to be changed."""
    statement = _without_content(now).where(ImportDraft.id == id)
    return session.exec(statement.with_for_update() if lock else statement).first()


def take_draft(session: Session, id: str) -> bool:
    """Mark a draft as committed and forget what it holds; return False when it is not there, or was committed."""
    taken = session.exec(
        sa.update(ImportDraft)
        .where(col(ImportDraft.id) == id, col(ImportDraft.state) == "ready")
        .values(state="committed", content=b"", faults=[], warnings=[])
    )
    return bool(taken.rowcount)


def note_done(session: Session, id: str, counts: Row) -> None:
    """Keep with a draft what committing it changed."""
    session.exec(sa.update(ImportDraft).where(col(ImportDraft.id) == id).values(counts=counts))


def drafts(
    session: Session, now: datetime, after: str | None, limit: int, show: Callable[[ImportDraft], ImportSummary]
) -> Page[ImportSummary]:
    """Return one page of the drafts that have not expired, newest first, without their content."""
    statement = _without_content(now)
    return page_of(session, statement, [ImportDraft.id], after, limit, show, descending=True)


def _without_content(now: datetime) -> SelectOfScalar[ImportDraft]:
    return select(ImportDraft).where(col(ImportDraft.expires_at) > now).options(defer(_CONTENT))
