"""Writing the audit log."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from structlog.contextvars import get_contextvars

from service.audit.models import AuditEntry

if TYPE_CHECKING:
    from sqlmodel import Session

    from service.access.actor import Actor


def record(
    session: Session,
    now: datetime,
    actor: Actor,
    action: str,
    kind: str,
    entity_id: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add one entry, in the transaction of what it tells of.

    Parameters
    ----------
    action : str
        A verb and what it was done to, such as ``pairing.accept``.
    before, after : dict or None
        States, numbers, dates and closed-list values only: the log outlives the people in it, so it must not name
        them. For a text, say that it changed: ``{"profile": "changed"}``.
    """
    session.add(
        AuditEntry(
            at=now,
            actor=actor.account_id,
            action=action,
            kind=kind,
            entity_id=entity_id,
            before=_plain(before),
            after=_plain(after),
            request_id=get_contextvars().get("request_id"),
        )
    )


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {key: value.isoformat() if isinstance(value, date | datetime) else value for key, value in values.items()}
