"""How each side rates what was done together: once, from closing to thirty days later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.pairings import decided, training
from service.pairings.models import Feedback
from service.pairings.standing import RATING_DAYS
from service.pairings.states import Kind, Side
from service.problems import conflict, invalid

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.pairings.standing import Standing


def add(
    session: Session,
    now: datetime,
    standing: Standing,
    sides: frozenset[Side],
    rating: int,
    comment: str,
    wanted: Side | None,
) -> Side:
    """Keep the rating of one side of a closed pairing; return the side.

    Raises
    ------
    ProblemError
        It is too late, or this side has rated already (409); whose rating it is is not clear (422).
    """
    if standing.kind is not Kind.MENTOR:
        raise invalid("rating", "seul un accompagnement par un bénévole se note")
    rating_sides = sides & {Side.MENTOR, Side.HOLDER}
    if wanted is not None:
        rating_sides &= {wanted}
    if not rating_sides:
        raise invalid("rating", "la note vient du bénévole ou du porteur, chacun depuis son compte")
    missing = rating_sides - set(standing.feedback)
    if not missing:
        raise conflict("Une note a déjà été donnée de ce côté : elle ne se donne qu'une fois.")
    if len(missing) > 1:
        raise invalid("rating_side", "dites de qui vient cette note : mentor ou holder")
    (side,) = missing
    if not standing.may_rate(missing, now):
        raise conflict(f"La note se donne dans les {RATING_DAYS} jours qui suivent la fin de l'accompagnement.")
    row = Feedback(pairing_id=standing.pairing.id, side=side.value, rating=rating, comment=comment, created_at=now)
    session.add(row)
    session.flush()
    standing.feedback[side] = row
    training.rate(session, row)
    decided.rate(session, standing.pairing, [each.rating for each in standing.feedback.values()])
    return side
