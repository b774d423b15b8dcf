"""The last word about a need and a mentor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from ptce_match.network import Outcome
from service.decisions.models import Decision

if TYPE_CHECKING:
    from sqlalchemy import Subquery


def last_words() -> Subquery:
    """Return the decisions that say yes, no, or that it is done; `place` 1 is the last one about its need and mentor."""
    place = func.row_number().over(
        partition_by=(col(Decision.need_id), col(Decision.mentor_id)),
        order_by=(col(Decision.date).desc(), col(Decision.id).desc()),
    )
    return (
        select(
            col(Decision.need_id).label("need_id"),
            col(Decision.mentor_id).label("mentor_id"),
            col(Decision.outcome).label("outcome"),
            col(Decision.pairing_id).label("pairing_id"),
            place.label("place"),
        )
        .where(col(Decision.outcome).in_([Outcome.ACCEPTED, Outcome.REFUSED, Outcome.COMPLETED]))
        .subquery()
    )
