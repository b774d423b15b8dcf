"""Logging in.

The password is compared outside of any transaction; the transaction that opens the session then looks again, so that
a password changed or an account closed in between keeps its promise that every session ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.access.actor import NOBODY, Actor
from service.accounts import passwords, repository, sessions, totp
from service.audit import log
from service.database.connection import reading, writing
from service.people import activity
from service.problems import FieldProblem, ProblemError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.accounts.models import Account
    from service.accounts.passwords import Verdict
    from service.state import State


@dataclass(frozen=True)
class Visitor:
    """Who knocks.

    Attributes
    ----------
    machine : str
        Where from, for the limits.
    session_digest : str
        Digest of the session cookie that came along; that session ends at a new login.
    """

    machine: str
    user_agent: str = ""
    session_digest: str = field(default="", repr=False)


def enter(state: State, visitor: Visitor, email: str, password: str, code: str | None = None) -> tuple[Actor, str]:
    """Log somebody in; return who it is and the secret for the cookie.

    Raises
    ------
    ProblemError
        Too many tries (429); wrong address or password, closed account, missing or wrong code (401). An unknown address
        costs the same time and gives the same answer as a wrong password.
    """
    state.rates.check_login(email, visitor.machine)
    with reading(state.database) as session:
        account = repository.by_email(session, email)
    verdict = passwords.compare(password, _usable_hash(account))
    if account is None or not verdict.right:
        raise _refused(state, account)
    if account.totp_confirmed_at is not None:
        if not code:
            raise ProblemError(401, _CODE_NEEDED, [FieldProblem(field="code", detail=_CODE_NEEDED)])
        state.rates.check("totp", account.id)
    with writing(state.database) as session:
        entered = _opened(session, state, visitor, account, verdict, code)
    if entered is None:
        raise _refused(state, account, code_given=account.totp_confirmed_at is not None)
    state.rates.forget_login(email, account.id)
    return entered


def _usable_hash(account: Account | None) -> str | None:
    if account is None or account.disabled_at is not None or account.email_confirmed_at is None:
        return None
    return account.password_hash


def _opened(
    session: Session, state: State, visitor: Visitor, known: Account, verdict: Verdict, code: str | None
) -> tuple[Actor, str] | None:
    now, settings = state.clock(), state.settings
    account = repository.locked(session, known.id)
    if account is None or _usable_hash(account) != known.password_hash:
        return None
    if account.totp_confirmed_at is not None and not totp.accept(session, settings, now, account, code or ""):
        return None
    if verdict.renewed is not None:
        account.password_hash = verdict.renewed
    account.last_login_at = now
    session.add(account)
    repository.end_by_digest(session, visitor.session_digest)
    secret, session_id = sessions.open_session(session, settings, now, account, visitor.user_agent)
    actor = Actor(
        account_id=account.id,
        person_id=account.person_id,
        roles=frozenset(repository.roles(session, account.id)),
        session_id=session_id,
        email=account.email,
    )
    activity.touch(session, account.person_id, now)
    log.record(session, now, actor, "account.login", "account", account.id)
    return actor, secret


def _refused(state: State, account: Account | None, *, code_given: bool = False) -> ProblemError:
    """Note a failed login, which must outlive the answer, and return the answer."""
    with writing(state.database) as session:
        note_failure(session, state.clock(), account)
    if code_given:
        return ProblemError(401, _CODE_WRONG, [FieldProblem(field="code", detail=_CODE_WRONG)])
    return ProblemError(
        401, "L'adresse ou le mot de passe ne convient pas. Vérifiez-les, ou demandez un nouveau mot de passe."
    )


def note_failure(session: Session, now: datetime, account: Account | None) -> None:
    """Write in the log that a login failed: of which account, never with which address."""
    log.record(session, now, NOBODY, "account.login_failed", "account", account.id if account else "unknown")


_CODE_NEEDED = "Donnez aussi le code de votre application, ou un code de secours."
_CODE_WRONG = "Ce code ne convient pas, ou il a déjà servi. Attendez le suivant puis réessayez."
