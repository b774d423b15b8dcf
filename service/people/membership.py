"""Joining the network and leaving it; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.audit import log
from service.changes import feed
from service.clock import local_day
from service.database.base import new_id
from service.people import activity, repository
from service.people.models import Membership
from service.problems import conflict, invalid, not_found

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.people.schemas import NewMembership


def join(session: Session, now: datetime, actor: Actor, person_id: str, charter_version: str) -> Membership:
    """Return the membership that a person has, or begin one today: they accepted this version of the charter.

    Raises
    ------
    ProblemError
        There is no such person (404).
    """
    open_one = _open(session, person_id)
    today = local_day(now)
    return open_one or _begin(session, now, actor, person_id, charter_version, today, today)


def begin(session: Session, now: datetime, actor: Actor, person_id: str, sent: NewMembership) -> Membership:
    """Note a membership that the team knows of.

    Raises
    ------
    ProblemError
        There is no such person (404); one membership is open already (409); a date is in the future (422).
    """
    if _open(session, person_id) is not None:
        raise conflict("Cette personne est déjà membre du réseau : son adhésion en cours n'a pas de date de fin.")
    today = local_day(now)
    accepted_on, joined_on = sent.charter_accepted_on or today, sent.joined_on or today
    _not_later("charter_accepted_on", accepted_on, today)
    _not_later("joined_on", joined_on, today)
    return _begin(session, now, actor, person_id, sent.charter_version, accepted_on, joined_on)


def end(session: Session, now: datetime, actor: Actor, membership: Membership, left_on: date) -> None:
    """Note the day on which somebody left; from then on nobody is brought together with them.

    Raises
    ------
    ProblemError
        They left already (409), or the day is in the future or before they joined (422).
    """
    current = _open(session, membership.person_id)
    if current is None or current.id != membership.id:
        raise conflict("Cette adhésion a déjà pris fin.")
    _not_later("left_on", left_on, local_day(now))
    if left_on < membership.joined_on:
        raise invalid("left_on", "cette date est antérieure à l'adhésion")
    membership.left_on = left_on
    session.add(membership)
    _note(session, now, actor, membership, "end", {"left_on": left_on})


def _open(session: Session, person_id: str) -> Membership | None:
    # Held, so that two requests at once do not begin two memberships.
    if not repository.hold(session, person_id):
        raise not_found("Cette personne")
    return repository.open_membership(session, person_id)


def _begin(
    session: Session, now: datetime, actor: Actor, person_id: str, charter: str, accepted_on: date, joined_on: date
) -> Membership:
    membership = Membership(
        id=new_id("H"),
        person_id=person_id,
        charter_version=charter,
        charter_accepted_on=accepted_on,
        joined_on=joined_on,
    )
    session.add(membership)
    session.flush()
    _note(session, now, actor, membership, "begin", {"joined_on": joined_on, "charter_accepted_on": accepted_on})
    return membership


def _note(
    session: Session, now: datetime, actor: Actor, membership: Membership, verb: str, told: dict[str, object]
) -> None:
    feed.tell(session, ("person", membership.person_id))
    if actor.person_id:
        activity.touch(session, actor.person_id, now)
    log.record(session, now, actor, f"membership.{verb}", "membership", membership.id, after=told)


def _not_later(field: str, day: date, today: date) -> None:
    if day > today:
        raise invalid(field, "cette date est à venir : donnez une date passée, ou celle d'aujourd'hui")
