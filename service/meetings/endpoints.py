"""`/pairings/{id}/meetings`: the meetings of two people who work together."""

from __future__ import annotations

from typing import Annotated

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.meetings import repository, service
from service.meetings.models import Meeting
from service.meetings.schemas import MeetingView, NewMeeting
from service.pairings import repository as pairings
from service.pairings.service import visible
from service.problems import answers
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/pairings/{pairing_id}/meetings", tags=["meetings"])

Concerned = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, Role.MENTOR, Role.HOLDER, scope=Scope.MATCHING)]


@router.get("")
def list_meetings(actor: Concerned, session: Reading, pairing_id: Key) -> list[MeetingView]:
    """List the meetings of a pairing, oldest first; there are 200 at most."""
    standing = visible(session, actor, pairing_id)
    return [_view(meeting) for meeting in repository.of_pairing(session, standing.pairing.id)]


@router.post("", status_code=201, responses=answers(409))
def note_meeting(
    actor: Concerned, session: Writing, service_: Service, pairing_id: Key, new: NewMeeting
) -> MeetingView:
    """Note a meeting: the mentor, the holder or the team, once both have agreed."""
    pairings.take_turns(session)
    standing = visible(session, actor, pairing_id)
    return _view(service.note(session, service_.clock(), actor, standing, new))


def _view(meeting: Meeting) -> MeetingView:
    return MeetingView(**meeting.model_dump(exclude={"created_by"}))
