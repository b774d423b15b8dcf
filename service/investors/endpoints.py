"""`/investors`: who puts money into projects; seen by the team, and by each investor for themselves."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Role, Scope
from service.investors import repository, service
from service.investors.models import Investor
from service.investors.schemas import InvestorChange, InvestorView, NewInvestor
from service.paging import USUAL, After, Limit, Page
from service.people.repository import by_id
from service.people.schemas import Contact
from service.problems import answers, not_found
from service.registry.callers import TeamWriting
from service.registry.shown import shown
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/investors", tags=["investors"])

Readers = Annotated[Actor, Allow(*TEAM, Role.INVESTOR, scope=Scope.REGISTRY_READ)]
Writers = Annotated[Actor, Allow(*TEAM, Role.INVESTOR, scope=Scope.REGISTRY_WRITE)]


@router.get("")
def list_investors(
    actor: Readers,
    session: Reading,
    after: After = None,
    limit: Limit = USUAL,
    archived: Annotated[bool, Query(description="Les investisseurs archivés au lieu des actifs.")] = False,
) -> Page[InvestorView]:
    """List the investors: all for the team; an investor finds their own entry."""
    own = None if actor.team else actor.person_id
    rows = repository.page(session, after, limit, archived=archived, contact_id=own)
    return Page[InvestorView](items=_views(session, rows.items), next=rows.next)


@router.post("", status_code=201, responses=answers(409))
def create_investor(actor: Writers, session: Writing, service_: Service, new: NewInvestor) -> InvestorView:
    """Enter an investor: the team whomever they name, an investor themselves, once."""
    return _view(session, service.create(session, service_.clock(), actor, new))


@router.get("/{investor_id}")
def read_investor(actor: Readers, session: Reading, investor_id: Key) -> InvestorView:
    """Return one investor: for the team, and for who speaks for them."""
    return _view(session, _visible(session, actor, investor_id))


@router.patch("/{investor_id}", responses=answers(409))
def change_investor(
    actor: Writers, session: Writing, service_: Service, investor_id: Key, new: InvestorChange
) -> InvestorView:
    """Change an investor: the team, or who speaks for them."""
    investor = _visible(session, actor, investor_id)
    service.change(session, service_.clock(), actor, investor, new)
    return _view(session, investor)


@router.post("/{investor_id}/archive")
def archive_investor(actor: TeamWriting, session: Writing, service_: Service, investor_id: Key) -> InvestorView:
    """Set an investor aside: they are not suggested any more. Their data stay until they are erased."""
    investor = _visible(session, actor, investor_id)
    service.archive(session, service_.clock(), actor, investor, archived=True)
    return _view(session, investor)


@router.post("/{investor_id}/restore")
def restore_investor(actor: TeamWriting, session: Writing, service_: Service, investor_id: Key) -> InvestorView:
    """Take an archived investor up again."""
    investor = _visible(session, actor, investor_id)
    service.archive(session, service_.clock(), actor, investor, archived=False)
    return _view(session, investor)


def _visible(session: Reading, actor: Actor, investor_id: str) -> Investor:
    investor = repository.find(session, investor_id)
    if investor is None or not (actor.team or investor.contact_id == actor.person_id):
        raise not_found("Cet investisseur")
    return investor


def _view(session: Reading, investor: Investor) -> InvestorView:
    return _views(session, [investor])[0]


def _views(session: Reading, investors: list[Investor]) -> list[InvestorView]:
    contacts = by_id(session, (investor.contact_id for investor in investors))
    found = [contacts.get(investor.contact_id or "") for investor in investors]
    return [
        shown(InvestorView, investor, contact=shown(Contact, contact) if contact else None)
        for investor, contact in zip(investors, found, strict=True)
    ]
