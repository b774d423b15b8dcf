"""The queue of texts to embed, in the database: written with the change itself, so that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.matching.models import TextTask

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def embed(session: Session, now: datetime, kind: str, entity_id: str) -> None:
    """Queue the texts of a mentor, need, project, investor or partner; once, however often it changes."""
    task = session.get(TextTask, (kind, entity_id))
    if task is None:
        session.add(TextTask(kind=kind, entity_id=entity_id, queued_at=now))
    else:
        task.queued_at = now
        session.add(task)
