"""What the team can do with past decisions; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ptce_match.network import Outcome
from service.clock import local_day
from service.decisions import repository
from service.decisions.models import Decision
from service.problems import conflict, invalid
from service.registry import entries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.decisions.schemas import NewDecision

DECISION: Final = entries.Kind(
    "decision", "D", told=frozenset({"need_id", "mentor_id", "date", "outcome", "rating", "pairing_id"})
)


def enter(session: Session, now: datetime, actor: Actor, new: NewDecision) -> Decision:
    """Add a decision of the past by hand.

    Raises
    ------
    ProblemError
        The need or the mentor is unknown, the date is in the future, or what is rated is not completed (422).
    """
    if not repository.is_need(session, new.need_id):
        raise invalid("need_id", "aucun besoin ne porte cet identifiant")
    if not repository.is_mentor(session, new.mentor_id):
        raise invalid("mentor_id", "aucun bénévole ne porte cet identifiant")
    if new.date > local_day(now):
        raise invalid("date", "cette date est à venir : donnez une date passée, ou celle d'aujourd'hui")
    if new.rating is not None and new.outcome != Outcome.COMPLETED:
        raise invalid("rating", "seul un accompagnement terminé reçoit une note : laissez ce champ de côté")
    row = Decision(position=int(now.timestamp() * 1_000_000), **new.model_dump())
    entries.enter(session, now, actor, DECISION, row)
    return row


def delete(session: Session, now: datetime, actor: Actor, row: Decision) -> None:
    """Take a decision out, which was entered wrongly: entering it again is how it is corrected.

    Raises
    ------
    ProblemError
        It is the trace of a pairing, which alone says what was decided (409).
    """
    if row.pairing_id is not None:
        raise conflict("Cette décision est la trace d'une mise en relation : elle ne s'efface pas à part.")
    entries.take_out(session, now, actor, DECISION, row)
