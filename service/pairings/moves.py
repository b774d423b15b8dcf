"""Making one move: the table, the rules, the new state, and everything that follows from it, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from service.audit import log
from service.clock import local_day
from service.mentors import service as mentors
from service.mentors.schemas import MentorChange
from service.pairings import decided, ratings, training
from service.pairings.post import Post
from service.pairings.reasons import PAUSE
from service.pairings.rules import obstacle
from service.pairings.states import Move, Side, State, find_step, refusal
from service.people.activity import touch
from service.problems import conflict, invalid

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.pairings.models import Pairing
    from service.pairings.standing import Standing
    from service.pairings.states import Step
    from service.settings import Settings

_LONGEST_PAUSE: Final = timedelta(days=731)
_IN_PERSON: Final = (Side.MENTOR, Side.HOLDER, Side.TEAM, Side.SERVICE)


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, when, and in which transaction."""

    session: Session
    settings: Settings
    now: datetime
    actor: Actor


@dataclass(frozen=True)
class Order:
    """A move and what is said with it.

    Attributes
    ----------
    until : date or None
        The last day of a pause.
    rating_side : Side or None
        Whose rating it is, where the team notes it for somebody who has no account.
    """

    move: Move
    reason: str | None = None
    comment: str = ""
    until: date | None = None
    rating: int | None = None
    rating_side: Side | None = None


def make(turn: Turn, standing: Standing, order: Order, sides: frozenset[Side]) -> Side:
    """Make a move for one of the sides; return which one it was.

    Raises
    ------
    ProblemError
        The state does not know this move, or a rule forbids it (409); a value cannot be used (422).
    """
    pairing, before = standing.pairing, standing.state
    step = find_step(standing.kind, before, order.move, sides)
    if step is None:
        raise conflict(refusal(before, standing.moves(turn.actor, turn.now)))
    side = next(side for side in _IN_PERSON if side in step.by & sides)
    found = obstacle(turn.session, turn.now, standing, order.move)
    if found is not None:
        raise conflict(found.team if turn.actor.team else found.for_side(side))
    if order.move is Move.RATE:
        if order.rating is None:
            raise invalid("rating", "donnez une note de 1 à 5")
        by = ratings.add(turn.session, turn.now, standing, sides, order.rating, order.comment, order.rating_side)
        _finish(turn, standing, order, before, by)
        return by
    _apply(turn, pairing, order, step)
    if order.move is Move.PAUSE:
        _pause(turn, standing, order.until)
    pairing.state = step.after.value
    turn.session.add(pairing)
    turn.session.flush()
    decided.note(turn.session, turn.now, pairing, order.move)
    training.note(turn.session, turn.now, pairing)
    if order.move is Move.CLOSE and order.rating is not None:
        ratings.add(turn.session, turn.now, standing, sides, order.rating, order.comment, order.rating_side)
    Post(turn.session, turn.settings, turn.now, standing).after(order.move, before, side)
    _finish(turn, standing, order, before, side)
    return side


def _apply(turn: Turn, pairing: Pairing, order: Order, step: Step) -> None:
    now = turn.now
    wait = timedelta(days=turn.settings.request_days)
    pairing.due_at, pairing.reminded_at = None, None
    match order.move:
        case Move.ASK:
            pairing.asked_at, pairing.due_at = now, now + wait
        case Move.ACCEPT:
            pairing.answered_at, pairing.due_at = now, now + wait
        case Move.DECLINE | Move.PAUSE:
            pairing.answered_at = now
        case Move.AGREE | Move.INTRODUCE:
            pairing.agreed_at = now
        case Move.CLOSE:
            pairing.closed_at = now
        case _:
            pass
    if step.after in {State.DECLINED, State.REJECTED, State.DECLINED_BY_HOLDER, State.WITHDRAWN}:
        pairing.reason = PAUSE if order.move is Move.PAUSE else order.reason
        pairing.comment = order.comment


def _pause(turn: Turn, standing: Standing, until: date | None) -> None:
    today = local_day(turn.now)
    if until is None or not today <= until <= today + _LONGEST_PAUSE:
        raise invalid("until", "donnez le dernier jour de la pause : aujourd'hui ou plus tard, dans les deux ans")
    if standing.mentor is not None:
        mentors.change(turn.session, turn.now, turn.actor, standing.mentor, MentorChange(paused_until=until))


def _finish(turn: Turn, standing: Standing, order: Order, before: State, side: Side) -> None:
    pairing = standing.pairing
    pairing.revision += 1
    turn.session.add(pairing)
    after = {"state": pairing.state, "by": side.value}
    if side in {Side.MENTOR, Side.HOLDER} and standing.side_of_person(turn.actor) is not side:
        after["noted_by"] = Side.TEAM.value
    if pairing.reason is not None and order.move is not Move.RATE:
        after["reason"] = pairing.reason
    log.record(
        turn.session,
        turn.now,
        turn.actor,
        f"pairing.{order.move}",
        "pairing",
        pairing.id,
        {"state": before.value},
        after,
    )
    turn.session.flush()
    active = {turn.actor.person_id} if turn.actor.person_id else set()
    if side is Side.MENTOR and standing.person is not None:
        active.add(standing.person.id)
    if "noted_by" in after and side is Side.HOLDER and standing.project.holder_id is not None:
        active.add(standing.project.holder_id)
    for person_id in sorted(active):
        touch(turn.session, person_id, turn.now)
