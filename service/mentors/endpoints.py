"""`/mentors`: the volunteers of the registry."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.mentors import repository, service
from service.mentors.models import Mentor
from service.mentors.schemas import MentorCard, MentorChange, MentorView, NewMentor
from service.paging import USUAL, After, Limit, Page
from service.people.models import Person
from service.people.names import short_name
from service.problems import not_found
from service.state import Reading, Service, Writing

router = APIRouter(prefix="/mentors", tags=["mentors"])

Readers = Annotated[
    Actor, Allow(Role.ANIMATION, Role.ADMIN, Role.OPERATIONAL_GROUP, Role.MENTOR, scope=Scope.REGISTRY_READ)
]
Writers = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, Role.MENTOR, scope=Scope.REGISTRY_WRITE)]
Team = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, scope=Scope.REGISTRY_WRITE)]


@router.get("")
def list_mentors(
    actor: Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, Role.OPERATIONAL_GROUP, scope=Scope.REGISTRY_READ)],
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
    archived: Annotated[bool, Query(description="Les bénévoles archivés au lieu des actifs.")] = False,
) -> Page[MentorView | MentorCard]:
    """List the mentors; the operational group sees cards without contact details."""
    people: dict[str, Person] = {}

    def show(mentor: Mentor) -> MentorView | MentorCard:
        person = people.get(mentor.person_id) or session.get_one(Person, mentor.person_id)
        return _view(mentor, person, waiting=False) if actor.team else _card(mentor, person)

    return repository.page(session, after, limit, show, archived=archived)


@router.post("", status_code=201)
def create_mentor(actor: Team, session: Writing, service_: Service, new: NewMentor) -> MentorView:
    """Enter a mentor into the registry; texts are embedded in the background."""
    mentor = service.create(session, service_.clock(), actor, new)
    return _view(mentor, session.get_one(Person, mentor.person_id), waiting=True)


@router.get("/{mentor_id}")
def read_mentor(actor: Readers, session: Reading, mentor_id: str) -> MentorView | MentorCard:
    """Return one mentor: whole for the team and for the mentor in person, as a card for the operational group."""
    mentor, person = _visible(session, actor, mentor_id)
    if actor.team or person.id == actor.person_id:
        return _view(mentor, person, waiting=repository.waiting(session, mentor.id))
    return _card(mentor, person)


@router.patch("/{mentor_id}")
def change_mentor(actor: Writers, session: Writing, service_: Service, mentor_id: str, new: MentorChange) -> MentorView:
    """Change a mentor: the team, or the mentor in person (capacity, pause, texts, at any time)."""
    mentor, person = _visible(session, actor, mentor_id)
    if not actor.team and person.id != actor.person_id:
        raise not_found()
    service.change(session, service_.clock(), actor, mentor, new)
    return _view(mentor, person, waiting=repository.waiting(session, mentor.id))


def _visible(session: Reading, actor: Actor, mentor_id: str) -> tuple[Mentor, Person]:
    found = repository.find(session, mentor_id)
    if found is None:
        raise not_found()
    person = found[1]
    if not (actor.team or actor.has(Role.OPERATIONAL_GROUP) or person.id == actor.person_id):
        raise not_found()
    return found


def _card(mentor: Mentor, person: Person) -> MentorCard:
    return MentorCard(**_shared(mentor), name=short_name(person.name))


def _view(mentor: Mentor, person: Person, *, waiting: bool) -> MentorView:
    return MentorView(
        **_shared(mentor),
        **{name: getattr(mentor, name) for name in _OWN},
        name=person.name,
        email=person.email,
        phone=person.phone,
        waiting_for_vectors=waiting,
    )


_OWN = (
    "person_id",
    "postal_code",
    "radius_km",
    "hours_per_month",
    "capacity",
    "profile",
    "refusals",
    "remote",
    "paused_until",
    "created_at",
    "updated_at",
    "archived_at",
)


def _shared(mentor: Mentor) -> dict[str, Any]:
    return {name: getattr(mentor, name) for name in ("id", "status", "commune", "tags", "sectors")}
