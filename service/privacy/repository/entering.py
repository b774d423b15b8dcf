"""When somebody logged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from service.accounts.models import LoginSession

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def opened_at(session: Session, session_id: str) -> datetime | None:
    """Return when a session was opened, None where there is no such session."""
    return session.exec(select(LoginSession.created_at).where(LoginSession.id == session_id)).first()
