"""Tokens for programs; nothing here commits.

A token does at most what its owner may do now, within its scopes; it never makes tokens, changes passwords, ends
sessions or touches accounts. `account` lets a program read whose token it is.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from service.access.identity import TOKEN_PREFIX, digest
from service.access.roles import EVERYONE, Role, Scope
from service.accounts import links, repository
from service.accounts.models import ApiToken
from service.audit import log
from service.database.base import new_id
from service.problems import conflict, invalid, not_found

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.accounts.schemas import NewToken

MOST: Final = 50
_MEMBERS: Final = EVERYONE - {Role.STEERING_COMMITTEE, Role.ANALYST}
USEFUL: Final[dict[Scope, frozenset[Role]]] = {
    Scope.REGISTRY_READ: _MEMBERS,
    Scope.REGISTRY_WRITE: _MEMBERS,
    Scope.MATCHING: _MEMBERS,
    Scope.INSIGHT: frozenset(
        {Role.ANIMATION, Role.OPERATIONAL_GROUP, Role.STEERING_COMMITTEE, Role.ANALYST, Role.ADMIN}
    ),
    Scope.TRAINING: frozenset({Role.ANIMATION, Role.ANALYST, Role.ADMIN}),
    Scope.ACCOUNT: EVERYONE,
    Scope.OPERATIONS: frozenset({Role.ADMIN}),
}
"""For whom a scope opens anything at all."""


def create(session: Session, now: datetime, actor: Actor, new: NewToken) -> tuple[ApiToken, str]:
    """Make a token for the actor; return it and its secret, which is stored nowhere.

    Raises
    ------
    ProblemError
        A scope opens nothing for these roles (422); the account has too many tokens (409).
    """
    if useless := [scope.value for scope in new.scopes if not actor.roles & USEFUL[scope]]:
        raise invalid("scopes", f"Vos rôles n'ouvrent rien à cette portée : {', '.join(useless)}. Retirez-la.")
    if len(repository.tokens(session, actor.account_id, now)) >= MOST:
        raise conflict(f"Vous avez déjà {MOST} jetons : supprimez ceux qui ne servent plus.")
    secret = TOKEN_PREFIX + links.new_secret()
    token = ApiToken(
        id=new_id("T"),
        digest=digest(secret),
        account_id=actor.account_id,
        name=new.name,
        scopes=[scope.value for scope in Scope if scope in new.scopes],
        created_at=now,
        expires_at=now + timedelta(days=new.days),
    )
    session.add(token)
    session.flush()
    log.record(
        session, now, actor, "token.create", "api_token", token.id, after={"scopes": token.scopes, "days": new.days}
    )
    return token, secret


def delete(session: Session, now: datetime, actor: Actor, token_id: str) -> None:
    """End one of the actor's tokens.

    Raises
    ------
    ProblemError
        The actor has no such token (404).
    """
    if not repository.end_token(session, actor.account_id, token_id):
        raise not_found("Ce jeton")
    log.record(session, now, actor, "token.delete", "api_token", token_id)
