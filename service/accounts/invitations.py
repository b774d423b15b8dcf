"""Inviting people, with the roles that they will have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from service.access.actor import NOBODY, Actor
from service.access.roles import Role
from service.accounts import letters, links, majority, passwords, repository
from service.accounts.links import Purpose
from service.accounts.service import create_account
from service.audit import log
from service.clock import local_day
from service.database.connection import reading, writing
from service.mail import outbox
from service.people import repository as people
from service.problems import conflict, invalid, not_found

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.accounts.administration_schemas import NewInvitation
    from service.accounts.models import OneTimeLink
    from service.accounts.schemas import Acceptance
    from service.people.models import Person
    from service.settings import Settings
    from service.state import State

BY_ANIMATION: Final = frozenset({Role.HOLDER, Role.MENTOR, Role.INVESTOR, Role.PARTNER, Role.OPERATIONAL_GROUP})
"""Roles that the animation team gives; an administrator gives any."""


@dataclass(frozen=True)
class Invited:
    """An invitation just made; `url` is what the message holds, for a command that shows it."""

    link: OneTimeLink
    url: str = field(repr=False)


def invite(session: Session, settings: Settings, now: datetime, actor: Actor, new: NewInvitation) -> Invited:
    """Write to somebody with a link that opens their account.

    Raises
    ------
    ProblemError
        The actor does not give these roles, the person does not exist, or has no address or name (422); the person or
        the address has an account already (409).
    """
    if not actor.has(Role.ADMIN) and (beyond := set(new.roles) - BY_ANIMATION):
        raise invalid("roles", f"Seule l'administration donne ce rôle : {', '.join(sorted(beyond))}.")
    person = _person(session, new.person_id)
    email = new.email or (person.email if person else "")
    name = new.name or (person.name if person else "")
    if not email:
        raise invalid("email", "Donnez une adresse électronique : aucune n'est connue pour cette personne.")
    if not name:
        raise invalid("name", "Donnez le nom de la personne.")
    if repository.by_email(session, email) is not None:
        raise conflict("Un compte existe déjà avec cette adresse : changez plutôt ses rôles.")
    roles = [role for role in Role if role in new.roles]
    link, secret = links.make(
        session,
        now,
        Purpose.INVITATION,
        email,
        roles=roles,
        person_id=new.person_id,
        details={"name": name},
        reserved=not BY_ANIMATION.issuperset(roles),
        created_by=actor.account_id,
    )
    subject, body = letters.invitation(settings, secret, name, roles)
    outbox.send(session, now, email, subject, body, new.person_id)
    log.record(session, now, actor, "invitation.create", "one_time_link", link.id, after={"roles": link.roles})
    return Invited(link, links.address(settings, Purpose.INVITATION, secret))


def _person(session: Session, person_id: str | None) -> Person | None:
    if person_id is None:
        return None
    person = people.find(session, person_id)
    if person is None:
        raise invalid("person_id", "Aucune personne ne porte cet identifiant.")
    if repository.of_person(session, person_id) is not None:
        raise conflict("Cette personne a déjà un compte : changez plutôt ses rôles.")
    return person


def withdraw(session: Session, now: datetime, actor: Actor, link_id: str) -> None:
    """Take an invitation back before it was used.

    Raises
    ------
    ProblemError
        There is none, or only an administrator gives such roles (404).
    """
    link = repository.invitation(session, link_id, reserved=actor.has(Role.ADMIN))
    if link is None:
        raise not_found("Cette invitation")
    session.delete(link)
    log.record(session, now, actor, "invitation.withdraw", "one_time_link", link_id)


def accept(state: State, sent: Acceptance) -> None:
    """Open the account that an invitation promised.

    Raises
    ------
    ProblemError
        The link does not work, the password is easily guessed, or a mentor or an investor is under 18 (422); the address
        or the person got an account in between (409).
    """
    now = state.clock()
    with reading(state.database) as session:
        link = links.find(session, now, Purpose.INVITATION, sent.token)
        person = people.find(session, link.person_id) if link.person_id else None
    roles = [Role(role) for role in link.roles]
    name = sent.name or str(link.details["name"])
    adult = majority.check(roles, sent.date_of_birth, local_day(now), known=person is not None and person.adult is True)
    passwords.check_strength(sent.password, [link.email, name])
    new = passwords.hashed(sent.password)
    with writing(state.database) as session:
        links.use(session, now, links.find(session, now, Purpose.INVITATION, sent.token))
        account = create_account(
            session,
            now,
            NOBODY,
            link.email,
            roles,
            name=name,
            person_id=link.person_id,
            password_hash=new,
            adult=adult,
            charter_version=sent.charter_version,
        )
        log.record(session, now, NOBODY, "invitation.accept", "one_time_link", link.id, after={"account": account.id})
        repository.drop_links(session, link.email)
    state.worker.wake()
