"""`/partners`: organisations with something to offer to project holders."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Role, Scope
from service.paging import USUAL, After, Limit, Page
from service.partners import repository, service
from service.partners.models import Partner
from service.partners.schemas import NewPartner, PartnerCard, PartnerChange, PartnerView
from service.people.models import Person
from service.people.repository import by_id
from service.people.schemas import Contact
from service.problems import answers, not_found
from service.registry.callers import TeamWriting
from service.registry.shown import shown
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/partners", tags=["partners"])

_CARD_READERS = (Role.OPERATIONAL_GROUP, Role.HOLDER, Role.MENTOR)
Readers = Annotated[Actor, Allow(*TEAM, *_CARD_READERS, Role.PARTNER, scope=Scope.REGISTRY_READ)]
Writers = Annotated[Actor, Allow(*TEAM, Role.PARTNER, scope=Scope.REGISTRY_WRITE)]


@router.get("")
def list_partners(
    actor: Readers,
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
    archived: Annotated[bool, Query(description="Les partenaires archivés au lieu des actifs.")] = False,
) -> Page[PartnerView | PartnerCard]:
    """List the partners: whole for the team, as cards for the network; a partner finds their own entry."""
    everything = actor.team or (actor.has(*_CARD_READERS) and not archived)
    own = None if everything else actor.person_id
    rows = repository.page(session, after, limit, archived=archived, contact_id=own)
    contacts = by_id(session, (partner.contact_id for partner in rows.items))
    views = [_seen(actor, partner, contacts.get(partner.contact_id or "")) for partner in rows.items]
    return Page[PartnerView | PartnerCard](items=views, next=rows.next)


@router.post("", status_code=201, responses=answers(409))
def create_partner(actor: TeamWriting, session: Writing, service_: Service, new: NewPartner) -> PartnerView:
    """Enter a partner into the registry."""
    return _whole(session, service.create(session, service_.clock(), actor, new))


@router.get("/{partner_id}")
def read_partner(actor: Readers, session: Reading, partner_id: Key) -> PartnerView | PartnerCard:
    """Return one partner: whole for the team and for who speaks for it, as a card for the network."""
    partner = _visible(session, actor, partner_id)
    return _seen(actor, partner, by_id(session, [partner.contact_id]).get(partner.contact_id or ""))


@router.patch("/{partner_id}", responses=answers(409))
def change_partner(
    actor: Writers, session: Writing, service_: Service, partner_id: Key, new: PartnerChange
) -> PartnerView:
    """Change a partner: the team, or who speaks for it."""
    partner = _visible(session, actor, partner_id)
    if not (actor.team or partner.contact_id == actor.person_id):
        raise not_found("Ce partenaire")
    service.change(session, service_.clock(), actor, partner, new)
    return _whole(session, partner)


@router.post("/{partner_id}/archive")
def archive_partner(actor: TeamWriting, session: Writing, service_: Service, partner_id: Key) -> PartnerView:
    """Set a partner aside: it is not suggested any more. Its data stay until they are erased."""
    partner = _visible(session, actor, partner_id)
    service.archive(session, service_.clock(), actor, partner, archived=True)
    return _whole(session, partner)


@router.post("/{partner_id}/restore")
def restore_partner(actor: TeamWriting, session: Writing, service_: Service, partner_id: Key) -> PartnerView:
    """Take an archived partner up again."""
    partner = _visible(session, actor, partner_id)
    service.archive(session, service_.clock(), actor, partner, archived=False)
    return _whole(session, partner)


def _visible(session: Reading, actor: Actor, partner_id: str) -> Partner:
    partner = repository.find(session, partner_id)
    if partner is None:
        raise not_found("Ce partenaire")
    in_view = partner.archived_at is None and actor.has(*_CARD_READERS)
    if not (actor.team or in_view or partner.contact_id == actor.person_id):
        raise not_found("Ce partenaire")
    return partner


def _seen(actor: Actor, partner: Partner, contact: Person | None) -> PartnerView | PartnerCard:
    if actor.team or partner.contact_id == actor.person_id:
        return _view(partner, contact)
    return shown(PartnerCard, partner)


def _whole(session: Writing, partner: Partner) -> PartnerView:
    return _view(partner, by_id(session, [partner.contact_id]).get(partner.contact_id or ""))


def _view(partner: Partner, contact: Person | None) -> PartnerView:
    return shown(PartnerView, partner, contact=shown(Contact, contact) if contact else None)
