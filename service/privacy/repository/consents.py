"""Reading consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from service.privacy.models import Consent

if TYPE_CHECKING:
    from sqlmodel import Session


def open_rows(session: Session, person_id: str, purpose: str) -> list[Consent]:
    """Return what is recorded for a purpose and was not withdrawn."""
    statement = select(Consent).where(
        Consent.person_id == person_id, Consent.purpose == purpose, col(Consent.withdrawn_at).is_(None)
    )
    return list(session.exec(statement).all())


def of_person(session: Session, person_id: str) -> list[Consent]:
    """Return everything that was ever recorded for a person, oldest first."""
    statement = select(Consent).where(Consent.person_id == person_id)
    return list(session.exec(statement.order_by(col(Consent.given_at), col(Consent.id))).all())
