"""Choosing another password: by a link of a message, or knowing the present one.

Whichever way, every session, token and link of the account ends, and its owner is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.access.actor import NOBODY, Actor
from service.accounts import letters, links, passwords, repository, sessions
from service.accounts.entering import note_failure
from service.accounts.links import Purpose
from service.accounts.models import Account
from service.audit import log
from service.database.connection import reading, writing
from service.mail import outbox
from service.people.models import Person
from service.problems import ProblemError, invalid, not_found

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.accounts.entering import Visitor
    from service.settings import Settings
    from service.state import State

ANSWER: Final = "Si un compte existe avec cette adresse, un message vient d'y partir. Pensez aux indésirables."


def forgot(state: State, machine: str, email: str) -> None:
    """Write to the owner of an account; an address without one costs the same work, undone at its end.

    Raises
    ------
    ProblemError
        Too many tries (429).
    """
    state.rates.check_letter(email, machine)
    now = state.clock()
    with writing(state.database) as session:
        account = repository.by_email(session, email)
        known = account if account is not None and account.disabled_at is None else None
        attempt = session.begin_nested()
        _, secret = links.make(session, now, Purpose.RESET, email, account_id=known.id if known else None)
        subject, body = letters.reset(state.settings, secret)
        outbox.send(session, now, email, subject, body, known.person_id if known else None)
        session.flush()
        if known is not None:
            attempt.commit()
        else:
            attempt.rollback()
        log.record(session, now, NOBODY, "password.forgot", "account", known.id if known else "unknown")
    state.worker.wake()


def reset(state: State, secret: str, password: str) -> None:
    """Give an account a new password, by a link.

    Raises
    ------
    ProblemError
        The link does not work, or the password is easily guessed (422).
    """
    now = state.clock()
    with reading(state.database) as session:
        link = links.find(session, now, Purpose.RESET, secret)
        passwords.check_strength(password, _known(session, link.account_id, link.email))
    new = passwords.hashed(password)
    with writing(state.database) as session:
        links.use(session, now, links.find(session, now, Purpose.RESET, secret))
        account = repository.locked(session, link.account_id or "")
        if account is None or account.disabled_at is not None:
            raise invalid("token", "Ce compte est fermé. Parlez-en à l'équipe d'animation.")
        account.email_confirmed_at = account.email_confirmed_at or now
        _replace(session, state.settings, now, account, new)
        log.record(session, now, NOBODY, "password.reset", "account", account.id)
    state.worker.wake()


def change(state: State, actor: Actor, visitor: Visitor, present: str, password: str) -> str:
    """Give the actor a new password; return the secret of a new session, the only one left.

    Raises
    ------
    ProblemError
        Too many tries (429); the present password is wrong, or the new one is easily guessed (422).
    """
    state.rates.check("password", actor.account_id)
    with reading(state.database) as session:
        account = session.get(Account, actor.account_id)
        if account is None:
            raise not_found()
        known = _known(session, account.id, account.email)
    verdict = passwords.compare(present, account.password_hash)
    if not verdict.right:
        with writing(state.database) as session:
            note_failure(session, state.clock(), account)
        raise _wrong()
    passwords.check_strength(password, known)
    if password == present:
        raise invalid("password", "Choisissez un mot de passe différent de l'actuel.")
    new, now = passwords.hashed(password), state.clock()
    with writing(state.database) as session:
        held = repository.locked(session, account.id)
        if held is None or held.disabled_at is not None or held.password_hash != account.password_hash:
            raise _wrong()
        _replace(session, state.settings, now, held, new)
        secret, _ = sessions.open_session(session, state.settings, now, held, visitor.user_agent)
        log.record(session, now, actor, "password.change", "account", held.id)
    state.worker.wake()
    return secret


def _replace(session: Session, settings: Settings, now: datetime, account: Account, new: str) -> None:
    account.password_hash = new
    session.add(account)
    repository.end_everything(session, account.id)
    subject, body = letters.password_changed(settings)
    outbox.send(session, now, account.email, subject, body, account.person_id)


def _known(session: Session, account_id: str | None, email: str) -> list[str]:
    """Return what others know of the owner."""
    account = session.get(Account, account_id) if account_id else None
    person = session.get(Person, account.person_id) if account else None
    return [email, person.name if person else ""]


def _wrong() -> ProblemError:
    return invalid("present", "Le mot de passe actuel ne convient pas.")
