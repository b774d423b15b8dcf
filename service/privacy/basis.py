"""On which legal basis each purpose stands for each person: recorded, withdrawn, never rewritten; nothing commits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.database.base import new_id
from service.privacy.models import Consent
from service.privacy.purposes import STATEMENTS, TEXT_VERSION, Basis, Purpose
from service.privacy.repository import consents

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Standing:
    """How one purpose stands for one person.

    Attributes
    ----------
    active : bool
        Whether data is used for it: always, unless it needs a consent that was not given or was withdrawn.
    given_at : datetime or None
        When the basis was recorded; None when only the usual one applies.
    """

    purpose: Purpose
    basis: Basis
    active: bool
    given_at: datetime | None = None
    withdrawn_at: datetime | None = None


def record_consent(session: Session, now: datetime, person_id: str, purpose: str, basis: str) -> Consent:
    """Record the legal basis of a purpose for a person.

    The same basis twice is recorded once; another basis ends the one before. The history stays.

    Parameters
    ----------
    purpose, basis : str
        Values of `Purpose` and `Basis`.

    Raises
    ------
    ValueError
        There is no such purpose or basis.
    """
    purpose, basis = Purpose(purpose), Basis(basis)
    for row in consents.open_rows(session, person_id, purpose):
        if row.basis == basis and row.text_version == TEXT_VERSION:
            return row
        row.withdrawn_at = now
        session.add(row)
    row = Consent(
        id=new_id("K"),
        person_id=person_id,
        purpose=purpose,
        basis=basis,
        text_version=TEXT_VERSION,
        given_at=now,
    )
    session.add(row)
    session.flush()
    return row


def withdraw_consent(session: Session, now: datetime, person_id: str, purpose: str) -> bool:
    """End what is recorded for a purpose; return whether anything was."""
    rows = consents.open_rows(session, person_id, Purpose(purpose))
    for row in rows:
        row.withdrawn_at = now
        session.add(row)
    session.flush()
    return bool(rows)


def allows(session: Session, person_id: str, purpose: str) -> bool:
    """Tell whether a person's data may be used for a purpose."""
    return _standing(consents.of_person(session, person_id), Purpose(purpose)).active


def standings(session: Session, person_id: str) -> list[Standing]:
    """Return how every purpose stands for a person, in the order of the closed list."""
    rows = consents.of_person(session, person_id)
    return [_standing(rows, purpose) for purpose in Purpose]


def _standing(rows: list[Consent], purpose: Purpose) -> Standing:
    mine = [row for row in rows if row.purpose == purpose]
    usual = STATEMENTS[purpose].basis
    if not mine:
        return Standing(purpose, usual, active=usual is not Basis.CONSENT)
    open_ones = [row for row in mine if row.withdrawn_at is None]
    last = open_ones[-1] if open_ones else max(mine, key=lambda row: row.withdrawn_at or row.given_at)
    basis = Basis(last.basis)
    active = last.withdrawn_at is None or basis is not Basis.CONSENT
    return Standing(purpose, basis, active, last.given_at, last.withdrawn_at)
