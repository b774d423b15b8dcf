"""What can be done with accounts; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.actor import NOBODY, Actor
from service.access.roles import Role
from service.accounts import repository, totp
from service.accounts.models import Account
from service.audit import log
from service.database.base import new_id
from service.people import membership
from service.people import repository as people_repository
from service.people import service as people
from service.people.models import Person
from service.privacy import basis
from service.privacy.purposes import Basis, Purpose
from service.problems import conflict, invalid

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlmodel import Session

    from service.accounts.administration_schemas import AccountChange

_BASES = (
    (Purpose.REGISTRY, Basis.CONTRACT),
    (Purpose.MESSAGES, Basis.CONTRACT),
    (Purpose.MATCHING, Basis.LEGITIMATE_INTEREST),
)
"""What joining rests on; nothing that needs a consent is taken for granted."""


def create_account(
    session: Session,
    now: datetime,
    actor: Actor,
    email: str,
    roles: Collection[Role],
    *,
    name: str = "",
    person_id: str | None = None,
    password_hash: str | None = None,
    adult: bool | None = None,
    charter_version: str | None = None,
) -> Account:
    """Open an account for a person of the registry, or for a new one; the address is taken as confirmed.

    Parameters
    ----------
    person_id : str or None
        None finds the person by the address, where exactly one has it, before making a new one.
    password_hash : str or None
        Of `passwords.hashed`, computed before the transaction began; without one, only a link of a message lets the
        person choose a password.
    adult : bool or None
        True once a date of birth told it; None leaves what is known.
    charter_version : str or None
        What the person accepted; the membership begins with it.

    Raises
    ------
    ProblemError
        The address or the person has an account already (409); there is no such person, or no name (422).
    """
    if repository.by_email(session, email) is not None:
        raise conflict("Un compte existe déjà avec cette adresse.")
    person = _person(session, now, actor, email, name, person_id)
    # Held, so that two requests at once do not give one person two accounts.
    if not people_repository.hold(session, person.id) or repository.of_person(session, person.id) is not None:
        raise conflict("Cette personne a déjà un compte.")
    if not person.email:
        person.email = email
    if adult is not None:
        person.adult = adult
    account = Account(
        id=new_id("A"),
        person_id=person.id,
        email=email,
        password_hash=password_hash,
        email_confirmed_at=now,
        created_at=now,
    )
    session.add_all([person, account])
    session.flush()
    repository.set_roles(session, account.id, roles)
    owner = Actor(account_id=account.id, person_id=person.id, roles=frozenset(roles), email=email)
    author = owner if actor is NOBODY else actor
    log.record(session, now, author, "account.create", "account", account.id, after=_named(roles))
    for purpose, ground in _BASES:
        basis.record_consent(session, now, person.id, purpose, ground)
    if charter_version is not None:
        membership.join(session, now, owner, person.id, charter_version)
    return account


def _person(session: Session, now: datetime, actor: Actor, email: str, name: str, person_id: str | None) -> Person:
    if person_id is None:
        known = repository.unclaimed_people(session, email)
        if len(known) == 1:
            return known[0]
    return people.known_or_new(session, now, actor, person_id, name, email)


def change_account(session: Session, now: datetime, actor: Actor, account: Account, new: AccountChange) -> None:
    """Change what an account may do, or close it; everything that it opened ends with it.

    Raises
    ------
    ProblemError
        No administrator would be left (409), or no role (422).
    """
    held = repository.roles(session, account.id)
    wanted = held if new.roles is None else [role for role in Role if role in new.roles]
    if not wanted:
        raise invalid("roles", "Gardez au moins un rôle ; pour retirer tout accès, fermez le compte (disabled).")
    stays_admin = Role.ADMIN in wanted and not new.disabled
    if Role.ADMIN in held and not stays_admin and repository.other_admins(session, account.id) == 0:
        raise conflict("C'est le dernier compte d'administration : donnez d'abord ce rôle à quelqu'un d'autre.")
    if wanted != held:
        repository.set_roles(session, account.id, wanted)
        log.record(session, now, actor, "account.roles", "account", account.id, _named(held), _named(wanted))
    if new.disabled is not None and new.disabled != (account.disabled_at is not None):
        account.disabled_at = now if new.disabled else None
        session.add(account)
        if new.disabled:
            repository.end_everything(session, account.id)
        action = "account.disable" if new.disabled else "account.enable"
        log.record(session, now, actor, action, "account", account.id)
    if new.remove_totp and account.totp_secret is not None:
        totp.forget(session, now, actor, account)


def _named(roles: Iterable[Role]) -> dict[str, list[str]]:
    return {"roles": [role.value for role in roles]}
