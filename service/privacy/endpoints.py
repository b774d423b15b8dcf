"""`/me` and `/people/{id}`: what people can know, refuse and have erased."""

from __future__ import annotations

from typing import Annotated

from fastapi.responses import HTMLResponse

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import EVERYONE, TEAM, Role, Scope
from service.audit import log
from service.people.models import Person
from service.privacy import basis, objection, orders, readable
from service.privacy.export import export
from service.privacy.purposes import BASES, STATEMENTS, Basis, Purpose
from service.privacy.schemas import (
    ErasureOrder,
    ErasureReceipt,
    ObjectionView,
    PersonalData,
    PrivacyView,
    PurposeView,
    ReturnView,
)
from service.problems import answers, conflict, not_found
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(tags=["privacy"])

Myself = Annotated[Actor, Allow(*EVERYONE, scope=Scope.ACCOUNT)]
Team = Annotated[Actor, Allow(*TEAM, scope=Scope.REGISTRY_WRITE)]
Admin = Annotated[Actor, Allow(Role.ADMIN, scope=Scope.OPERATIONS)]


class Page(HTMLResponse):
    """A page to read, which allows its own style sheet and nothing else."""

    def __init__(self, content: str, status_code: int = 200) -> None:
        super().__init__(content, status_code, headers={"Content-Security-Policy": readable.policy()})


@router.get("/me/privacy")
def read_my_privacy(actor: Myself, session: Reading) -> PrivacyView:
    """Return what my data is used for, on which legal basis, and whether I object to matching."""
    person = session.get(Person, actor.person_id)
    if person is None:
        raise not_found()
    views = [_view(standing) for standing in basis.standings(session, person.id)]
    return PrivacyView(purposes=views, objected_at=person.objected_at)


@router.post("/me/consents/{purpose}", responses=answers(409))
def give_my_consent(actor: Myself, session: Writing, service_: Service, purpose: Purpose) -> PurposeView:
    """Consent to a purpose that depends on it."""
    now = service_.clock()
    _by_consent(purpose)
    basis.record_consent(session, now, actor.person_id, purpose, Basis.CONSENT)
    log.record(session, now, actor, "consent.give", "person", actor.person_id, after={"purpose": purpose.value})
    return _mine(session, actor, purpose)


@router.delete("/me/consents/{purpose}", responses=answers(409))
def withdraw_my_consent(actor: Myself, session: Writing, service_: Service, purpose: Purpose) -> PurposeView:
    """Withdraw a consent; as easy as giving it."""
    now = service_.clock()
    _by_consent(purpose)
    if basis.withdraw_consent(session, now, actor.person_id, purpose):
        log.record(session, now, actor, "consent.withdraw", "person", actor.person_id, after={"purpose": purpose.value})
    return _mine(session, actor, purpose)


@router.post("/me/objection")
def object_myself(actor: Myself, session: Writing, service_: Service) -> ObjectionView:
    """Object to being matched: at once, without a reason; open requests are withdrawn."""
    return objection.object_to_matching(session, service_.settings, service_.clock(), actor, actor.person_id)


@router.delete("/me/objection")
def take_my_objection_back(actor: Myself, session: Writing, service_: Service) -> ObjectionView:
    """Be matched again."""
    return objection.take_back(session, service_.clock(), actor, actor.person_id)


@router.post("/people/{person_id}/objection")
def note_objection(actor: Team, session: Writing, service_: Service, person_id: Key) -> ObjectionView:
    """Note an objection that somebody made by telephone or letter."""
    return objection.object_to_matching(session, service_.settings, service_.clock(), actor, person_id)


@router.delete("/people/{person_id}/objection")
def note_end_of_objection(actor: Team, session: Writing, service_: Service, person_id: Key) -> ObjectionView:
    """Note that somebody wants to be matched again."""
    return objection.take_back(session, service_.clock(), actor, person_id)


@router.get("/me/data")
def export_my_data(actor: Myself, session: Reading, service_: Service) -> PersonalData:
    """Return everything that is kept about me, every ranking I appeared in included."""
    return export(session, service_.clock(), service_.settings, actor.person_id)


@router.get("/me/data.html", response_class=Page)
def read_my_data(actor: Myself, session: Reading, service_: Service) -> Page:
    """Return the same as one page to read or print, in French."""
    return Page(readable.render(export(session, service_.clock(), service_.settings, actor.person_id)))


@router.get("/people/{person_id}/data")
def export_data(actor: Team, session: Writing, service_: Service, person_id: Key) -> PersonalData:
    """Return everything about somebody who asked the team for it; noted in the audit log."""
    now = service_.clock()
    data = export(session, now, service_.settings, person_id)
    log.record(session, now, actor, "person.export", "person", person_id)
    return data


@router.get("/people/{person_id}/data.html", response_class=Page)
def read_data(actor: Team, session: Writing, service_: Service, person_id: Key) -> Page:
    """Return the same as one page to print and send."""
    return Page(readable.render(export_data(actor, session, service_, person_id)))


@router.post("/me/erasure", responses=answers(403, 409))
def erase_myself(actor: Myself, service_: Service, order: ErasureOrder) -> ErasureReceipt:
    """Erase everything about me, for good. `confirmation` is « EFFACER MES DONNÉES »; within 15 minutes of logging in."""
    return orders.erase_myself(service_, actor, order)


@router.post("/people/{person_id}/erasure", responses=answers(409))
def erase_person(actor: Admin, service_: Service, person_id: Key, order: ErasureOrder) -> ErasureReceipt:
    """Erase everything about somebody who asked for it, for good. `confirmation` is the person's identifier."""
    return orders.erase_person(service_, actor, person_id, order)


@router.post("/people/{person_id}/return")
def bring_back(actor: Team, session: Writing, service_: Service, person_id: Key) -> ReturnView:
    """Bring an archived person back, with the entries that were archived together with them."""
    return orders.bring_back(session, service_.clock(), actor, person_id)


def _mine(session: Reading, actor: Actor, purpose: Purpose) -> PurposeView:
    return next(_view(each) for each in basis.standings(session, actor.person_id) if each.purpose is purpose)


def _view(standing: basis.Standing) -> PurposeView:
    statement = STATEMENTS[standing.purpose]
    return PurposeView(
        purpose=standing.purpose,
        title=statement.title,
        sentence=statement.sentence,
        basis=standing.basis,
        basis_title=BASES[standing.basis],
        active=standing.active,
        by_consent=statement.basis is Basis.CONSENT,
        given_at=standing.given_at,
        withdrawn_at=standing.withdrawn_at,
    )


def _by_consent(purpose: Purpose) -> None:
    statement = STATEMENTS[purpose]
    if statement.basis is not Basis.CONSENT:
        raise conflict(
            f"La finalité « {statement.title} » repose sur une autre base ({BASES[statement.basis]}) : elle ne dépend pas "
            "d'un consentement. Pour ne plus être rapproché, enregistrez une opposition."
        )
