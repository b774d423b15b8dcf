"""Reading the audit log, the newest entries first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlmodel import col, select

from service.audit.models import AuditEntry
from service.insight.period import Period
from service.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from service.audit.schemas import AuditView
    from service.paging import Page


@dataclass(frozen=True)
class Filter:
    """Which entries; what is None does not matter."""

    kind: str | None = None
    entity_id: str | None = None
    actor: str | None = None
    action: str | None = None
    period: Period = field(default_factory=Period)


def page(
    session: Session, wanted: Filter, after: str | None, limit: int, show: Callable[[AuditEntry], AuditView]
) -> Page[AuditView]:
    """Return one page of entries, by descending number; `action` is what the action begins with."""
    statement = select(AuditEntry).where(wanted.period.holds(col(AuditEntry.at)))
    for name in ("kind", "entity_id", "actor"):
        value = getattr(wanted, name)
        if value is not None:
            statement = statement.where(getattr(AuditEntry, name) == value)
    if wanted.action is not None:
        statement = statement.where(col(AuditEntry.action).startswith(wanted.action, autoescape=True))
    return page_of(session, statement, [AuditEntry.id], after, limit, show, descending=True)
