"""Counts that outlive the people they were about; `service.privacy` says which measures and labels there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from service.insight.repository.rows import rows_of
from service.privacy.models import KeptCount

if TYPE_CHECKING:
    from sqlmodel import Session

    from service.insight.period import Period


def by_label(session: Session, period: Period, measure: str) -> dict[str, int]:
    """Return how often something happened to people erased since, by label, in the months that a period touches."""
    statement = (
        select(col(KeptCount.label), func.sum(col(KeptCount.number)))
        .where(col(KeptCount.measure) == measure, period.months(col(KeptCount.month)))
        .group_by(col(KeptCount.label))
    )
    return {label: int(number) for label, number in rows_of(session, statement)}
