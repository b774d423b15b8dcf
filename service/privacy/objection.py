"""Objecting to being matched (article 21 of the GDPR), honoured in the transaction that records it; nothing commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.audit import log
from service.changes import feed
from service.pairings.repository import take_turns
from service.people.activity import touch
from service.privacy.repository import belongings as owned
from service.privacy.requests import withdraw_open
from service.privacy.schemas import ObjectionView
from service.problems import not_found

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.privacy.repository.belongings import Belongings
    from service.settings import Settings


def object_to_matching(
    session: Session, settings: Settings, now: datetime, actor: Actor, person_id: str
) -> ObjectionView:
    """Record that a person objects: the next suggestion leaves them out, and open requests are withdrawn.

    Raises
    ------
    ProblemError
        There is no such person (404).
    """
    # Before the person's row is held: a move by the same person takes the two in this order.
    take_turns(session)
    belongings = _found(session, person_id)
    person = belongings.person
    withdrawn = 0
    if person.objected_at is None:
        person.objected_at = now
        session.add(person)
        session.flush()
        withdrawn = withdraw_open(session, settings, now, belongings)
        _tell(session, now, actor, belongings, "object", {"withdrawn": withdrawn})
    return ObjectionView(person_id=person_id, objected_at=person.objected_at, withdrawn=withdrawn)


def take_back(session: Session, now: datetime, actor: Actor, person_id: str) -> ObjectionView:
    """Record that a person wants to be matched again.

    Raises
    ------
    ProblemError
        There is no such person (404).
    """
    belongings = _found(session, person_id)
    person = belongings.person
    if person.objected_at is not None:
        person.objected_at = None
        session.add(person)
        session.flush()
        _tell(session, now, actor, belongings, "take_back_objection", {})
    return ObjectionView(person_id=person_id, objected_at=None, withdrawn=0)


def _found(session: Session, person_id: str) -> Belongings:
    belongings = owned.find(session, person_id)
    if belongings is None:
        raise not_found("Cette personne")
    return belongings


def _tell(
    session: Session, now: datetime, actor: Actor, belongings: Belongings, verb: str, told: dict[str, int]
) -> None:
    person_id = belongings.person.id
    feed.tell(session, ("person", person_id), *belongings.network_entries)
    if actor.person_id == person_id:
        touch(session, person_id, now)
    log.record(session, now, actor, f"person.{verb}", "person", person_id, after=told or None)
