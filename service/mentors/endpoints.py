"""`/mentors`: the volunteers of the registry."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Role, Scope
from service.mentors import repository, service
from service.mentors.models import Mentor
from service.mentors.schemas import MentorCard, MentorChange, MentorView, NewMentor
from service.paging import USUAL, After, Limit, Page
from service.people.models import Person
from service.people.names import short_name
from service.people.repository import by_id
from service.problems import answers, not_found
from service.registry.callers import TeamWriting
from service.registry.repository import waiting
from service.registry.shown import shown
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/mentors", tags=["mentors"])

Readers = Annotated[Actor, Allow(*TEAM, Role.OPERATIONAL_GROUP, Role.MENTOR, scope=Scope.REGISTRY_READ)]
Writers = Annotated[Actor, Allow(*TEAM, Role.MENTOR, scope=Scope.REGISTRY_WRITE)]


@router.get("")
def list_mentors(
    actor: Readers,
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
    archived: Annotated[bool, Query(description="Les bénévoles archivés au lieu des actifs.")] = False,
) -> Page[MentorView | MentorCard]:
    """List the mentors: whole for the team, as cards for the operational group; a mentor finds their own entry."""
    everyone = actor.team or (actor.has(Role.OPERATIONAL_GROUP) and not archived)
    own = None if everyone else actor.person_id
    rows = repository.page(session, after, limit, archived=archived, person_id=own)
    people = by_id(session, (mentor.person_id for mentor in rows.items))
    queued = waiting(session, "mentor", (mentor.id for mentor in rows.items))
    views = [
        _seen(actor, mentor, people[mentor.person_id], queued) for mentor in rows.items if mentor.person_id in people
    ]
    return Page[MentorView | MentorCard](items=views, next=rows.next)


@router.post("", status_code=201, responses=answers(409))
def create_mentor(actor: Writers, session: Writing, service_: Service, new: NewMentor) -> MentorView:
    """Enter a mentor into the registry: the team whomever they name, a mentor themselves, once."""
    mentor = service.create(session, service_.clock(), actor, new)
    return _whole(session, mentor)


@router.get("/{mentor_id}")
def read_mentor(actor: Readers, session: Reading, mentor_id: Key) -> MentorView | MentorCard:
    """Return one mentor: whole for the team and for the mentor in person, as a card for the operational group."""
    mentor, person = _visible(session, actor, mentor_id)
    return _seen(actor, mentor, person, waiting(session, "mentor", [mentor.id]))


@router.patch("/{mentor_id}", responses=answers(409))
def change_mentor(actor: Writers, session: Writing, service_: Service, mentor_id: Key, new: MentorChange) -> MentorView:
    """Change a mentor: the team, or the mentor in person (capacity, pause, texts, at any time)."""
    mentor, person = _visible(session, actor, mentor_id)
    if not actor.team and person.id != actor.person_id:
        raise not_found()
    service.change(session, service_.clock(), actor, mentor, new)
    return _whole(session, mentor)


@router.post("/{mentor_id}/archive")
def archive_mentor(actor: TeamWriting, session: Writing, service_: Service, mentor_id: Key) -> MentorView:
    """Set a mentor aside: nobody is brought together with them any more. Their data stay until they are erased."""
    mentor, _ = _visible(session, actor, mentor_id)
    service.archive(session, service_.clock(), actor, mentor, archived=True)
    return _whole(session, mentor)


@router.post("/{mentor_id}/restore")
def restore_mentor(actor: TeamWriting, session: Writing, service_: Service, mentor_id: Key) -> MentorView:
    """Take an archived mentor up again."""
    mentor, _ = _visible(session, actor, mentor_id)
    service.archive(session, service_.clock(), actor, mentor, archived=False)
    return _whole(session, mentor)


def _visible(session: Reading, actor: Actor, mentor_id: str) -> tuple[Mentor, Person]:
    found = repository.find(session, mentor_id)
    if found is None:
        raise not_found()
    mentor, person = found
    in_view = mentor.archived_at is None and actor.has(Role.OPERATIONAL_GROUP)
    if not (actor.team or in_view or person.id == actor.person_id):
        raise not_found()
    return found


def _seen(actor: Actor, mentor: Mentor, person: Person, queued: set[str]) -> MentorView | MentorCard:
    if actor.team or person.id == actor.person_id:
        return _view(mentor, person, queued)
    return shown(MentorCard, mentor, name=short_name(person.name))


def _whole(session: Writing, mentor: Mentor) -> MentorView:
    person = session.get_one(Person, mentor.person_id)
    return _view(mentor, person, waiting(session, "mentor", [mentor.id]))


def _view(mentor: Mentor, person: Person, queued: set[str]) -> MentorView:
    return shown(
        MentorView,
        mentor,
        name=person.name,
        email=person.email,
        phone=person.phone,
        waiting_for_vectors=mentor.id in queued,
    )
