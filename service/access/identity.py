"""From a request to the account behind it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select
from sqlmodel import col

from service.access.actor import Actor
from service.access.roles import Role, Scope
from service.accounts.models import Account, AccountRole, ApiToken, LoginSession
from service.database.connection import reading

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    login = LoginSession
    with reading(state.database) as session:
        found = (
            session.connection()
            .execute(
                select(*_OF_ACCOUNT, col(login.id), col(login.last_seen_at))
                .join(Account, col(Account.id) == col(login.account_id))
                .join(AccountRole, col(AccountRole.account_id) == Account.id, isouter=True)
                .where(col(login.digest) == key, col(login.expires_at) > now, col(Account.disabled_at).is_(None))
            )
            .all()
        )
    if not found:
        return None
    *_, session_id, last_seen_at = found[0]
    if now - last_seen_at > _SEEN_EVERY:
        state.sightings.session(key, now)
    return _actor(found, None, session_id)


def _by_token(state: State, secret: str, now: datetime) -> Actor | None:
    key = digest(secret)
    token = ApiToken
    with reading(state.database) as session:
        found = (
            session.connection()
            .execute(
                select(*_OF_ACCOUNT, col(token.id), col(token.last_used_at), col(token.scopes))
                .join(Account, col(Account.id) == col(token.account_id))
                .join(AccountRole, col(AccountRole.account_id) == Account.id, isouter=True)
                .where(col(token.digest) == key, col(token.expires_at) > now, col(Account.disabled_at).is_(None))
            )
            .all()
        )
    if not found:
        return None
    *_, token_id, last_used_at, scopes = found[0]
    if last_used_at is None or now - last_used_at > _SEEN_EVERY:
        state.sightings.token(key, now)
    # A scope that this version no longer knows opens nothing.
    return _actor(found, frozenset(scope for scope in Scope if scope in scopes), token_id)


# Columns, not entities, and the roles in the same question: every request asks it.
_OF_ACCOUNT: Final = (col(Account.id), col(Account.person_id), col(Account.email), col(AccountRole.role))


def _actor(rows: Sequence[Any], scopes: frozenset[Scope] | None, session_id: str) -> Actor:
    """Return the actor of rows that differ by the role alone, None where there is none."""
    account_id, person_id, email = rows[0][:3]
    return Actor(
        account_id=account_id,
        person_id=person_id,
        roles=frozenset(Role(row[3]) for row in rows if row[3] is not None),
        scopes=scopes,
        session_id=session_id,
        email=email,
    )
