"""What a pairing tells the engine: one row of `historique` at each step that counts.

asked -> « proposée »; agreed -> « acceptée »; a refusal for a lasting reason -> « refusée », which keeps the engine from
suggesting the mentor for this need again; closed -> « terminée », with the rounded mean of both ratings once both are
there. A request that expired, a pause, or a "not now" leave « proposée »: nobody said no, and the mentor may be suggested
for the need another day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from ptce_match.network import Outcome
from service.changes import feed
from service.clock import local_day
from service.decisions.models import Decision
from service.pairings.reasons import LABELS, LASTING
from service.pairings.states import Kind, Move

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.pairings.models import Pairing

_REFUSALS = frozenset({Move.REJECT, Move.DECLINE, Move.DISAGREE})
_OUTCOMES = {Move.ASK: Outcome.PROPOSED, Move.AGREE: Outcome.ACCEPTED, Move.CLOSE: Outcome.COMPLETED}


def note(session: Session, now: datetime, pairing: Pairing, move: Move) -> None:
    """Write what a move means for the engine, where it means anything."""
    if pairing.kind != Kind.MENTOR:
        return
    if move in _REFUSALS and pairing.reason in LASTING:
        _write(session, now, pairing, Outcome.REFUSED, LABELS[pairing.reason])
    elif move in _OUTCOMES:
        _write(session, now, pairing, _OUTCOMES[move])


def rate(session: Session, pairing: Pairing, ratings: list[int]) -> None:
    """Put the rounded mean of both ratings on the row that closed a pairing; a half counts upwards."""
    if len(ratings) < 2:
        return
    row = session.exec(
        select(Decision).where(Decision.pairing_id == pairing.id, Decision.outcome == Outcome.COMPLETED.value)
    ).first()
    if row is not None:
        row.rating = (sum(ratings) * 2 + len(ratings)) // (2 * len(ratings))
        session.add(row)
        feed.tell(session, ("decision", str(row.id)))


def _write(session: Session, now: datetime, pairing: Pairing, outcome: Outcome, reason: str = "") -> None:
    """Add a row; the last word of a day takes the place of an earlier one, since `historique` knows no hours.

    What is finished stays: another request on the same day does not undo it.
    """
    day = local_day(now)
    row = session.exec(
        select(Decision)
        .where(
            Decision.need_id == pairing.need_id,
            Decision.mentor_id == pairing.mentor_id,
            Decision.date == day,
            Decision.outcome != Outcome.COMPLETED.value,
        )
        .order_by(col(Decision.id).desc())
    ).first()
    if row is None:
        row = Decision(
            need_id=pairing.need_id or "",
            mentor_id=pairing.mentor_id or "",
            position=int(now.timestamp() * 1_000_000),
            date=day,
            outcome=outcome.value,
        )
    row.outcome, row.reason, row.rating, row.pairing_id = outcome.value, reason, None, pairing.id
    session.add(row)
    session.flush()
    feed.tell(session, ("decision", str(row.id)))
