"""What can be done with people; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.audit import log
from service.database.base import new_id
from service.people.models import Person
from service.problems import invalid

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor


def known_or_new(
    session: Session,
    now: datetime,
    actor: Actor,
    person_id: str | None,
    name: str | None,
    email: str | None = None,
    phone: str = "",
) -> Person:
    """Return the person with this identifier, or a new one with this name.

    Raises
    ------
    ProblemError
        There is no such person, or neither an identifier nor a name was given (422).
    """
    if person_id is not None:
        person = session.get(Person, person_id)
        if person is None:
            raise invalid("person_id", f"aucune personne ne porte l'identifiant « {person_id} »")
        return person
    if not name:
        raise invalid("name", "donnez le nom de la personne, ou son identifiant person_id si elle est déjà inscrite")
    person = Person(id=new_id("X"), name=name, email=email or "", phone=phone, created_at=now, last_active_at=now)
    session.add(person)
    session.flush()
    log.record(session, now, actor, "person.create", "person", person.id)
    return person
