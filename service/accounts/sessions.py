"""Opening and ending sessions; nothing here commits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from service.access.identity import digest
from service.accounts import links, repository
from service.accounts.models import LoginSession
from service.audit import log
from service.database.base import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.accounts.models import Account
    from service.settings import Settings

_AGENT: Final = 200


def open_session(
    session: Session, settings: Settings, now: datetime, account: Account, user_agent: str
) -> tuple[str, str]:
    """Open a session for an account; return the secret for the cookie, which is stored nowhere, and its identifier."""
    secret, session_id = links.new_secret(), new_id("S")
    session.add(
        LoginSession(
            digest=digest(secret),
            id=session_id,
            account_id=account.id,
            created_at=now,
            expires_at=now + timedelta(hours=settings.session_hours),
            last_seen_at=now,
            user_agent="".join(each for each in user_agent if each.isprintable())[:_AGENT],
        )
    )
    session.flush()
    return secret, session_id


def end(session: Session, now: datetime, actor: Actor, session_id: str) -> bool:
    """End one of the actor's own sessions; False where it is not theirs."""
    if not repository.end_session(session, actor.account_id, session_id):
        return False
    log.record(session, now, actor, "session.end", "login_session", session_id)
    return True


def end_others(session: Session, now: datetime, actor: Actor) -> int:
    """End every session of the actor except the present one; return how many ended."""
    ended = repository.end_sessions(session, actor.account_id, but=actor.session_id)
    log.record(session, now, actor, "session.end_others", "account", actor.account_id, None, {"ended": ended})
    return ended
