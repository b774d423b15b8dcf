"""`/people`: who is in the registry, and since when they belong to the network."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import EVERYONE, Scope
from service.paging import USUAL, After, Limit, Page
from service.people import membership, repository, service
from service.people.models import Person
from service.people.schemas import MembershipEnd, MembershipView, NewMembership, NewPerson, PersonChange, PersonView
from service.problems import answers, not_found
from service.registry.callers import TeamReading, TeamWriting
from service.registry.shown import shown
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key, Line

router = Router(prefix="/people", tags=["people"])

AnyReader = Annotated[Actor, Allow(*EVERYONE, scope=Scope.REGISTRY_READ)]
AnyWriter = Annotated[Actor, Allow(*EVERYONE, scope=Scope.REGISTRY_WRITE)]


@router.get("")
def list_people(
    _actor: TeamReading,
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
    name: Annotated[Line, Query(description="Mots du nom, sans égard aux majuscules ni aux accents.")] = "",
    archived: Annotated[bool, Query(description="Les personnes archivées au lieu des actives.")] = False,
) -> Page[PersonView]:
    """List people, or find them by name."""
    rows = repository.page(session, after, limit, name=name, archived=archived)
    return Page[PersonView](items=[shown(PersonView, person) for person in rows.items], next=rows.next)


@router.post("", status_code=201, responses=answers(409))
def create_person(actor: TeamWriting, session: Writing, service_: Service, new: NewPerson) -> PersonView:
    """Enter somebody into the registry."""
    return shown(PersonView, service.create(session, service_.clock(), actor, new.name, new.email, new.phone))


@router.get("/{person_id}")
def read_person(actor: AnyReader, session: Reading, person_id: Key) -> PersonView:
    """Return one person: for the team, and for the person in question."""
    return shown(PersonView, _visible(session, actor, person_id))


@router.patch("/{person_id}", responses=answers(409))
def change_person(
    actor: AnyWriter, session: Writing, service_: Service, person_id: Key, new: PersonChange
) -> PersonView:
    """Change a name or contact details: the team, or the person in question. The address of the account stays."""
    person = _visible(session, actor, person_id)
    service.change(session, service_.clock(), actor, person, new)
    return shown(PersonView, person)


@router.get("/{person_id}/memberships")
def list_memberships(
    actor: AnyReader, session: Reading, person_id: Key, after: After = None, limit: Limit = USUAL
) -> Page[MembershipView]:
    """List the memberships of a person: for the team, and for the person in question."""
    _visible(session, actor, person_id)
    rows = repository.memberships(session, person_id, after, limit)
    return Page[MembershipView](items=[shown(MembershipView, row) for row in rows.items], next=rows.next)


@router.post("/{person_id}/memberships", status_code=201, responses=answers(409))
def begin_membership(
    actor: TeamWriting, session: Writing, service_: Service, person_id: Key, new: NewMembership
) -> MembershipView:
    """Note that somebody accepted the charter and joined."""
    return shown(MembershipView, membership.begin(session, service_.clock(), actor, person_id, new))


@router.patch("/{person_id}/memberships/{membership_id}", responses=answers(409))
def end_membership(
    actor: TeamWriting,
    session: Writing,
    service_: Service,
    person_id: Key,
    membership_id: Key,
    new: MembershipEnd,
) -> MembershipView:
    """Note that somebody left."""
    found = repository.membership(session, person_id, membership_id)
    if found is None:
        raise not_found("Cette adhésion")
    membership.end(session, service_.clock(), actor, found, new.left_on)
    return shown(MembershipView, found)


def _visible(session: Reading, actor: Actor, person_id: str) -> Person:
    person = repository.find(session, person_id)
    if person is None or not (actor.team or person.id == actor.person_id):
        raise not_found("Cette personne")
    return person
