"""From a request to the account behind it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlmodel import Session, col, select

from service.access.actor import Actor
from service.access.roles import Role, Scope
from service.accounts.models import Account, AccountRole, ApiToken, LoginSession
from service.database.connection import reading

if TYPE_CHECKING:
    from datetime import datetime

    from fastapi import Request

    from service.settings import Settings
    from service.state import State

COOKIE: Final = "ptce_session"
TOKEN_PREFIX: Final = "ptce_"  # noqa: S105 - what programs that look for leaked secrets know our tokens by
_SEEN_EVERY: Final = timedelta(minutes=10)


def digest(secret: str) -> str:
    """Return the SHA-256 of a session cookie, a token or a link: what is stored of it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def cookie_name(settings: Settings) -> str:
    """Return the name of the session cookie: over https one that only this very machine can have set."""
    return f"__Host-{COOKIE}" if settings.secure else COOKIE


def identify(request: Request) -> Actor | None:
    """Return who is asking, None where nobody is known; asked once a request."""
    if not hasattr(request.state, "actor"):
        request.state.actor = _found(request)
    actor: Actor | None = request.state.actor
    return actor


def _found(request: Request) -> Actor | None:
    state: State = request.app.state.service
    now = state.clock()
    authorization = request.headers.get("authorization", "")
    if authorization:
        kind, _, secret = authorization.partition(" ")
        return _by_token(state, secret.strip(), now) if kind.lower() == "bearer" and secret.strip() else None
    secret = request.cookies.get(cookie_name(state.settings), "")
    return _by_cookie(state, secret, now) if secret else None


def _by_cookie(state: State, secret: str, now: datetime) -> Actor | None:
    key = digest(secret)
    with reading(state.database) as session:
        found = session.exec(
            select(LoginSession, Account)
            .join(Account, col(Account.id) == LoginSession.account_id)
            .where(LoginSession.digest == key, LoginSession.expires_at > now, col(Account.disabled_at).is_(None))
        ).first()
        if found is None:
            return None
        login, account = found
        actor = _actor(session, account, None, login.id)
    if now - login.last_seen_at > _SEEN_EVERY:
        state.sightings.session(key, now)
    return actor


def _by_token(state: State, secret: str, now: datetime) -> Actor | None:
    key = digest(secret)
    with reading(state.database) as session:
        found = session.exec(
            select(ApiToken, Account)
            .join(Account, col(Account.id) == ApiToken.account_id)
            .where(ApiToken.digest == key, ApiToken.expires_at > now, col(Account.disabled_at).is_(None))
        ).first()
        if found is None:
            return None
        token, account = found
        # A scope that this version no longer knows opens nothing.
        scopes = frozenset(scope for scope in Scope if scope in token.scopes)
        actor = _actor(session, account, scopes, token.id)
    if token.last_used_at is None or now - token.last_used_at > _SEEN_EVERY:
        state.sightings.token(key, now)
    return actor


def _actor(session: Session, account: Account, scopes: frozenset[Scope] | None, session_id: str) -> Actor:
    roles = session.exec(select(AccountRole.role).where(AccountRole.account_id == account.id)).all()
    return Actor(
        account_id=account.id,
        person_id=account.person_id,
        roles=frozenset(Role(role) for role in roles),
        scopes=scopes,
        session_id=session_id,
        email=account.email,
    )
