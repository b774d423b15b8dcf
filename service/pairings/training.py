"""What the ranker learns from: one `TrainingRow` for each suggestion that somebody judged.

What a row means:

- `signals`, `score`, `position` (from 1), `shown` (how many were shown together), `encoder`, `ranker`, `shown_at`: the
  suggestion as it was made and seen. All empty where the team had the idea itself: such a row says who works well
  together, not how good a ranking was.
- `outcome`: the last decisive state. `agreed`, `introduced` and `closed` are positives, graded by the ratings once they
  are there; `rejected`, `declined` and `declined_by_holder` are negatives of the kind that `reason` names;
  `expired`, and `declined` with the reason `pause`, speak of the moment and not of the match.
- `position` and `shown` are there because people choose what they are shown first: whoever trains corrects for it.
- Withdrawn pairings leave no row: nobody judged anything. Suggestions that were shown and not taken up stand in `Shown`.

There is no text and no name in a row; erasing a person erases the rows that speak of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from service.matching.models import Run, Shown
from service.pairings.models import TrainingRow
from service.pairings.states import DECISIVE, Side, State

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.pairings.models import Feedback, Pairing


def note(session: Session, now: datetime, pairing: Pairing) -> None:
    """Write the row of a pairing that has just come to a decisive state, or bring it up to date."""
    if State(pairing.state) not in DECISIVE:
        return
    row = session.get(TrainingRow, pairing.id) or _new(session, now, pairing)
    row.outcome, row.reason, row.decided_at = pairing.state, pairing.reason, now
    session.add(row)


def rate(session: Session, feedback: Feedback) -> None:
    """Note a rating."""
    row = session.get_one(TrainingRow, feedback.pairing_id)
    if feedback.side == Side.MENTOR:
        row.mentor_rating = feedback.rating
    else:
        row.holder_rating = feedback.rating
    session.add(row)


def _new(session: Session, now: datetime, pairing: Pairing) -> TrainingRow:
    row = TrainingRow(
        pairing_id=pairing.id,
        kind=pairing.kind,
        need_id=pairing.need_id,
        project_id=pairing.project_id,
        party_id=pairing.mentor_id or pairing.investor_id or pairing.partner_id or "",
        score=pairing.score,
        position=pairing.run_position,
        encoder=pairing.encoder,
        ranker=pairing.ranker,
        outcome=pairing.state,
        decided_at=now,
    )
    run = session.get(Run, pairing.run_id) if pairing.run_id else None
    if run is not None:
        shown = session.get(Shown, (run.id, pairing.run_position))
        row.signals = dict(shown.signals) if shown is not None else {}
        row.shown = session.exec(select(func.count()).where(col(Shown.run_id) == run.id)).one()
        row.shown_at = run.asked_at
    return row
