"""Signing up at one of the three doors.

Nothing enters the registry before the address is confirmed: until then a sign-up is one link, with what it will make.
An address that has an account gets another message, and nobody else learns the difference: same work, same answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from service.access.actor import NOBODY
from service.access.roles import Role
from service.accounts import letters, links, majority, passwords, repository
from service.accounts.links import Purpose
from service.accounts.schemas import Door
from service.accounts.service import create_account
from service.audit import log
from service.clock import local_day
from service.database.connection import writing
from service.mail import outbox
from service.problems import ProblemError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.accounts.models import Account
    from service.accounts.schemas import SignUp
    from service.settings import Settings
    from service.state import State

ROLES: Final[dict[Door, Role]] = {
    Door.CREATE: Role.HOLDER,
    Door.SUPPORT: Role.MENTOR,
    Door.FUND: Role.INVESTOR,
}
ANSWER: Final = "Un message vient de partir vers cette adresse : ouvrez-le pour terminer. Pensez aux indésirables."


def ask(state: State, machine: str, sent: SignUp) -> None:
    """Take a sign-up and write to its address.

    Raises
    ------
    ProblemError
        Sign-up is by invitation only (403), too many tries (429), under 18 or an easily guessed password (422).
    """
    if not state.settings.open_sign_up:
        raise ProblemError(
            403, "Les inscriptions se font sur invitation : demandez la vôtre à l'équipe d'animation du réseau."
        )
    role, now = ROLES[sent.door], state.clock()
    adult = majority.check([role], sent.date_of_birth, local_day(now))
    passwords.check_strength(sent.password, [sent.email, sent.name])
    state.rates.check_letter(sent.email, machine)
    details = {
        "name": sent.name,
        "password_hash": passwords.hashed(sent.password),
        "charter_version": sent.charter_version,
        "adult": adult,
    }
    with writing(state.database) as session:
        _write(session, state.settings, now, sent.email, role, details)
    state.worker.wake()


def _write(
    session: Session, settings: Settings, now: datetime, email: str, role: Role, details: dict[str, Any]
) -> None:
    account = repository.by_email(session, email)
    purpose = Purpose.CONFIRM if account is None else Purpose.RESET
    link, secret = links.make(
        session,
        now,
        purpose,
        email,
        account_id=account.id if account else None,
        roles=[role],
        details=details if account is None else {},
    )
    subject, body = _letter(settings, account, secret)
    outbox.send(session, now, email, subject, body, account.person_id if account else None)
    log.record(session, now, NOBODY, "account.sign_up", "one_time_link", link.id, after={"role": role.value})


def _letter(settings: Settings, account: Account | None, secret: str) -> tuple[str, str]:
    if account is None:
        return letters.confirm(settings, secret)
    return letters.closed(settings) if account.disabled_at is not None else letters.exists_already(settings, secret)


def confirm(session: Session, now: datetime, secret: str) -> Account:
    """Open the account whose address is confirmed by a link.

    Raises
    ------
    ProblemError
        The link does not work, or no longer (422).
    """
    link = links.find(session, now, Purpose.CONFIRM, secret)
    details = dict(link.details)
    links.use(session, now, link)
    account = create_account(
        session,
        now,
        NOBODY,
        link.email,
        [Role(role) for role in link.roles],
        name=details["name"],
        password_hash=details["password_hash"],
        adult=details["adult"],
        charter_version=details["charter_version"],
    )
    repository.drop_links(session, link.email)
    return account
