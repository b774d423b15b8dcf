"""Erasures, and what is left to do for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, func, or_, select

from service.access.roles import Role
from service.accounts.models import Account, AccountRole
from service.privacy.models import Erasure

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def unfinished(session: Session, before: datetime) -> list[Erasure]:
    """Return the erasures that were never cleaned up after, or that may be finished as they happened before a moment."""
    statement = select(Erasure).where(
        col(Erasure.finished_at).is_(None), or_(col(Erasure.cleaned_at).is_(None), col(Erasure.erased_at) <= before)
    )
    return list(session.exec(statement.order_by(col(Erasure.erased_at), col(Erasure.id))).all())


def everything(session: Session) -> list[Erasure]:
    """Return every erasure, oldest first."""
    return list(session.exec(select(Erasure).order_by(col(Erasure.erased_at), col(Erasure.id))).all())


def other_admins(session: Session, account_ids: list[str]) -> int:
    """Return how many accounts besides these can still enter as an administrator."""
    statement = (
        select(func.count())
        .select_from(AccountRole)
        .join(Account, col(Account.id) == AccountRole.account_id)
        .where(
            AccountRole.role == Role.ADMIN,
            col(Account.disabled_at).is_(None),
            col(Account.id).not_in(account_ids),
        )
    )
    return session.exec(statement).one()


def is_admin(session: Session, account_ids: list[str]) -> bool:
    """Tell whether one of these accounts is an administrator's."""
    statement = select(AccountRole).where(AccountRole.role == Role.ADMIN, col(AccountRole.account_id).in_(account_ids))
    return session.exec(statement).first() is not None
