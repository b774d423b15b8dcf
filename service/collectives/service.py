"""What can be done with collectives; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.audit import log
from service.changes import feed
from service.clock import local_day
from service.collectives import repository
from service.collectives.models import Collective, CollectiveMember
from service.database.base import new_id
from service.people import repository as people
from service.problems import invalid, not_found
from service.registry import entries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.collectives.schemas import CollectiveChange, NewCollective

COLLECTIVE: Final = entries.Kind("collective", "G")


def create(session: Session, now: datetime, actor: Actor, new: NewCollective) -> Collective:
    """Enter a collective, without members so far."""
    collective = Collective(id=new_id(COLLECTIVE.prefix), created_at=now, updated_at=now, **new.model_dump())
    entries.enter(session, now, actor, COLLECTIVE, collective)
    return collective


def change(session: Session, now: datetime, actor: Actor, collective: Collective, sent: CollectiveChange) -> None:
    """Change a collective."""
    values = entries.held(session, COLLECTIVE, collective, sent)
    entries.change(session, now, actor, COLLECTIVE, collective, values)


def join(session: Session, now: datetime, actor: Actor, collective: Collective, person_id: str) -> CollectiveMember:
    """Make somebody a member, who may act for the collective's projects from then on; once.

    Raises
    ------
    ProblemError
        There is no such person (422).
    """
    if not people.hold(session, person_id):
        raise invalid("person_id", "aucune personne ne porte cet identifiant")
    member = repository.member(session, collective.id, person_id)
    if member is None:
        member = CollectiveMember(collective_id=collective.id, person_id=person_id, joined_on=local_day(now))
        session.add(member)
        session.flush()
        _note(session, now, actor, collective, "join", person_id)
    return member


def leave(session: Session, now: datetime, actor: Actor, collective: Collective, person_id: str) -> None:
    """End somebody's membership of a collective.

    Raises
    ------
    ProblemError
        They are no member (404).
    """
    member = repository.member(session, collective.id, person_id)
    if member is None:
        raise not_found("Ce membre du collectif")
    session.delete(member)
    session.flush()
    _note(session, now, actor, collective, "leave", person_id)


def _note(session: Session, now: datetime, actor: Actor, collective: Collective, verb: str, person_id: str) -> None:
    feed.tell(session, (COLLECTIVE.name, collective.id))
    log.record(
        session, now, actor, f"collective.{verb}", COLLECTIVE.name, collective.id, after={"person_id": person_id}
    )
