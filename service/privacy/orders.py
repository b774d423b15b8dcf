"""Orders that nothing undoes, and what must be shown before they are carried out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from service.database.connection import reading
from service.people.models import Person
from service.privacy import archiving
from service.privacy.erasure import erase
from service.privacy.repository import entering
from service.privacy.schemas import ErasureReceipt, ReturnView
from service.problems import ProblemError, invalid, not_found

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.privacy.schemas import ErasureOrder
    from service.state import State

PHRASE: Final = "EFFACER MES DONNÉES"
FRESH: Final = timedelta(minutes=15)


def erase_myself(service: State, actor: Actor, order: ErasureOrder) -> ErasureReceipt:
    """Erase the one who asks.

    A session left open on a shared machine, or a stolen token, must not be enough.

    Raises
    ------
    ProblemError
        The phrase is another one (422), or the session was not opened just now (403).
    """
    if order.confirmation != PHRASE:
        raise invalid("confirmation", f"recopiez exactement : {PHRASE}")
    with reading(service.database) as session:
        opened_at = entering.opened_at(session, actor.session_id) if actor.scopes is None else None
    if opened_at is None or service.clock() - opened_at > FRESH:
        raise ProblemError(
            403,
            "Reconnectez-vous, puis recommencez dans le quart d'heure : ainsi, personne ne peut effacer vos données à votre place.",
        )
    return _erase(service, actor, actor.person_id)


def erase_person(service: State, actor: Actor, person_id: str, order: ErasureOrder) -> ErasureReceipt:
    """Erase somebody who asked for it.

    Raises
    ------
    ProblemError
        The confirmation is not the person's identifier (422), or there is no such person (404).
    """
    with reading(service.database) as session:
        if session.get(Person, person_id) is None:
            raise not_found("Cette personne")
    if order.confirmation != person_id:
        raise invalid("confirmation", "recopiez l'identifiant de la personne")
    return _erase(service, actor, person_id)


def bring_back(session: Session, now: datetime, actor: Actor, person_id: str) -> ReturnView:
    """Bring an archived person back.

    Raises
    ------
    ProblemError
        There is no such person (404).
    """
    person = session.get(Person, person_id)
    if person is None:
        raise not_found("Cette personne")
    archiving.unarchive(session, now, actor, person_id)
    return ReturnView(person_id=person_id, archived_at=person.archived_at)


def _erase(service: State, actor: Actor, person_id: str) -> ErasureReceipt:
    receipt = erase(service.database, service.clock, service.matcher, actor, person_id, settings=service.settings)
    service.worker.wake()
    return ErasureReceipt(id=receipt.id, erased_at=receipt.erased_at, counts=receipt.counts)
