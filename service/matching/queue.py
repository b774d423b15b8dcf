"""The queue of texts to embed, in the database: written with the change itself, so that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

from service.matching.models import TextTask

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def embed(session: Session, now: datetime, kind: str, entity_id: str) -> None:
    """Queue the texts of a mentor, need, project, investor or partner; once, however often it changes."""
    embed_all(session, now, [(kind, entity_id)])


def embed_all(session: Session, now: datetime, entries: list[tuple[str, str]]) -> None:
    """Queue the texts of many (kind, identifier)."""
    if not entries:
        return
    # One statement: the worker may take the task out between a look at it and a change of it.
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert(TextTask)
    statement = insert.on_conflict_do_update(
        index_elements=["kind", "entity_id"], set_={"queued_at": insert.excluded.queued_at}
    )  # fmt: skip
    rows = [{"kind": kind, "entity_id": entity_id, "queued_at": now} for kind, entity_id in entries]
    session.connection().execute(statement, rows)
