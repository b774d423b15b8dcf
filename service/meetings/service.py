"""Noting meetings; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.audit import log
from service.clock import local_day
from service.database.base import new_id
from service.meetings import repository
from service.meetings.models import Meeting
from service.pairings.states import STATE_LABELS, Side, State
from service.people.activity import touch
from service.problems import conflict, invalid

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.meetings.schemas import NewMeeting
    from service.pairings.standing import Standing

MOST: Final = 200
"""Meetings of one pairing: four a month for four years."""


def note(session: Session, now: datetime, actor: Actor, standing: Standing, new: NewMeeting) -> Meeting:
    """Note a meeting of two people who have agreed to work together.

    Raises
    ------
    ProblemError
        They have not agreed, or are done (409); the day is still to come (422).
    """
    pairing = standing.pairing
    if standing.state is not State.AGREED:
        raise conflict(
            f"Ce rapprochement est « {STATE_LABELS[standing.state]} » : une rencontre se note une fois que les deux personnes "
            "sont d'accord, et avant la fin de l'accompagnement."
        )
    if new.held_on > local_day(now):
        raise invalid("held_on", "cette date est à venir : notez la rencontre une fois qu'elle a eu lieu")
    if repository.count(session, pairing.id) >= MOST:
        raise conflict(
            f"Un accompagnement compte {MOST} rencontres au plus. Terminez celui-ci, puis ouvrez-en un autre."
        )
    meeting = Meeting(
        id=new_id("E"),
        pairing_id=pairing.id,
        held_on=new.held_on,
        place=new.place,
        note=new.note,
        created_by=actor.account_id,
        noted_by=(standing.side_of_person(actor) or Side.TEAM).value,
        created_at=now,
    )
    session.add(meeting)
    session.flush()
    log.record(session, now, actor, "meeting.note", "meeting", meeting.id, None, {"held_on": new.held_on})
    touch(session, actor.person_id, now)
    return meeting
