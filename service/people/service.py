"""What can be done with people; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from service.database.base import new_id
from service.people import repository
from service.people.models import Person
from service.problems import invalid
from service.registry import entries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.people.schemas import NamedPerson, PersonChange

PERSON: Final = entries.Kind("person", "X")
"""A person has nothing but a name and contact details: the audit log tells none of it."""


def create(session: Session, now: datetime, actor: Actor, name: str, email: str = "", phone: str = "") -> Person:
    """Enter somebody into the registry."""
    person = Person(
        id=new_id(PERSON.prefix),
        name=name,
        email=email,
        phone=phone,
        created_at=now,
        updated_at=now,
        last_active_at=now,
    )
    entries.enter(session, now, actor, PERSON, person)
    return person


def change(session: Session, now: datetime, actor: Actor, person: Person, sent: PersonChange) -> None:
    """Change somebody's name or contact details."""
    values = entries.held(session, PERSON, person, sent)
    entries.change(session, now, actor, PERSON, person, values)


def known_or_new(
    session: Session,
    now: datetime,
    actor: Actor,
    person_id: str | None,
    name: str | None,
    email: str | None = None,
    phone: str = "",
    field: str = "",
) -> Person:
    """Return the person with this identifier, or a new one with this name.

    Parameters
    ----------
    field : str
        Where the person stands in what was sent, such as ``contact.``, for the errors.

    Raises
    ------
    ProblemError
        There is no such person, or neither an identifier nor a name was given (422).
    """
    if person_id is not None:
        person = repository.find(session, person_id)
        if person is None:
            raise invalid(f"{field}person_id", "aucune personne ne porte cet identifiant")
        return person
    if not name:
        raise invalid(
            f"{field}name", "donnez le nom de la personne, ou son identifiant person_id si elle est déjà inscrite"
        )
    return create(session, now, actor, name, email or "", phone)


def contact_of(session: Session, now: datetime, actor: Actor, sent: NamedPerson, field: str = "") -> Person:
    """Return whom an entry is about or who speaks for it: for the team whom they name, for anybody else themselves.

    Raises
    ------
    ProblemError
        As `known_or_new`; or somebody outside the team names another person (422).
    """
    if actor.team:
        return known_or_new(session, now, actor, sent.person_id, sent.name, sent.email, sent.phone, field)
    if sent.person_id not in (None, actor.person_id) or sent.name is not None:
        raise invalid(
            f"{field}name" if sent.name is not None else f"{field}person_id",
            "vous n'inscrivez que vous-même : laissez ce champ de côté ; votre nom se change sur votre propre fiche",
        )
    # Others who enter the same person wait here, so that « once » holds.
    repository.hold(session, actor.person_id)
    return known_or_new(session, now, actor, actor.person_id, None, field=field)


def check_contact(session: Session, actor: Actor, contact_id: str | None, values: dict[str, Any]) -> None:
    """Refuse a new `contact_id` among `values` that is nobody's, or that somebody outside the team gives.

    Raises
    ------
    ProblemError
        As told (422).
    """
    new = values.get("contact_id", contact_id)
    if new == contact_id:
        return
    if not actor.team:
        raise invalid("contact_id", "seule l'équipe d'animation change qui parle pour cette fiche : écrivez-lui")
    if new is not None and repository.find(session, new) is None:
        raise invalid("contact_id", "aucune personne ne porte cet identifiant")
