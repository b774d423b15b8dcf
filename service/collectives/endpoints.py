"""`/collectives`: people who carry projects together."""

from __future__ import annotations

from typing import Annotated

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Role, Scope
from service.collectives import repository, service
from service.collectives.models import Collective, CollectiveMember
from service.collectives.schemas import CollectiveChange, CollectiveView, MemberView, NewCollective
from service.paging import USUAL, After, Limit, Page
from service.people.models import Person
from service.people.names import short_name
from service.people.repository import by_id
from service.people.schemas import Contact
from service.problems import answers, not_found
from service.registry.callers import TeamWriting
from service.registry.shown import shown
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/collectives", tags=["collectives"])

Readers = Annotated[Actor, Allow(*TEAM, Role.HOLDER, scope=Scope.REGISTRY_READ)]


@router.get("")
def list_collectives(
    actor: Readers, session: Reading, after: After = None, limit: Limit = USUAL
) -> Page[CollectiveView]:
    """List the collectives: all for the team; holders find those that they belong to."""
    rows = repository.page(session, after, limit, person_id=None if actor.team else actor.person_id)
    return Page[CollectiveView](items=[shown(CollectiveView, row) for row in rows.items], next=rows.next)


@router.post("", status_code=201, responses=answers(409))
def create_collective(actor: TeamWriting, session: Writing, service_: Service, new: NewCollective) -> CollectiveView:
    """Enter a collective, without members so far."""
    return shown(CollectiveView, service.create(session, service_.clock(), actor, new))


@router.get("/{collective_id}")
def read_collective(actor: Readers, session: Reading, collective_id: Key) -> CollectiveView:
    """Return one collective: for the team and its members."""
    return shown(CollectiveView, _visible(session, actor, collective_id))


@router.patch("/{collective_id}", responses=answers(409))
def change_collective(
    actor: TeamWriting, session: Writing, service_: Service, collective_id: Key, new: CollectiveChange
) -> CollectiveView:
    """Change a collective."""
    collective = _visible(session, actor, collective_id)
    service.change(session, service_.clock(), actor, collective, new)
    return shown(CollectiveView, collective)


@router.get("/{collective_id}/members")
def list_members(
    actor: Readers, session: Reading, collective_id: Key, after: After = None, limit: Limit = USUAL
) -> Page[MemberView]:
    """List the members of a collective: for the team and for its members."""
    _visible(session, actor, collective_id)
    rows = repository.members(session, collective_id, after, limit)
    people = by_id(session, (member.person_id for member in rows.items))
    views = [_member(actor, row, people[row.person_id]) for row in rows.items if row.person_id in people]
    return Page[MemberView](items=views, next=rows.next)


@router.put("/{collective_id}/members/{person_id}", responses=answers(409))
def add_member(
    actor: TeamWriting, session: Writing, service_: Service, collective_id: Key, person_id: Key
) -> MemberView:
    """Make somebody a member, who may act for the collective's projects from then on."""
    member = service.join(session, service_.clock(), actor, _visible(session, actor, collective_id), person_id)
    return _member(actor, member, session.get_one(Person, person_id))


@router.delete("/{collective_id}/members/{person_id}", status_code=204)
def remove_member(actor: TeamWriting, session: Writing, service_: Service, collective_id: Key, person_id: Key) -> None:
    """End somebody's membership of a collective."""
    service.leave(session, service_.clock(), actor, _visible(session, actor, collective_id), person_id)


def _visible(session: Reading, actor: Actor, collective_id: str) -> Collective:
    collective = repository.find(session, collective_id)
    if collective is None or not (actor.team or repository.member(session, collective_id, actor.person_id)):
        raise not_found("Ce collectif")
    return collective


def _member(actor: Actor, member: CollectiveMember, person: Person) -> MemberView:
    open_ = actor.team or person.id == actor.person_id
    return shown(
        MemberView,
        member,
        name=person.name if open_ else short_name(person.name),
        contact=shown(Contact, person) if open_ else None,
    )
