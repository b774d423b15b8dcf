"""« Mes données »: everything that is kept about a person, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.privacy.repository import belongings as owned
from service.privacy.schemas import PersonalData
from service.privacy.sections import sections
from service.problems import not_found

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.settings import Settings


def export(session: Session, now: datetime, settings: Settings, person_id: str) -> PersonalData:
    """Return everything about a person.

    Raises
    ------
    ProblemError
        There is no such person (404).
    """
    belongings = owned.find(session, person_id)
    if belongings is None:
        raise not_found("Cette personne")
    return PersonalData(
        network=settings.network_name,
        made_at=now,
        person_id=person_id,
        sections=sections(session, belongings),
    )
