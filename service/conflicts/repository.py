"""Reading and finding conflicts of interest, and those whom they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import and_, col, or_, select

from service.conflicts.models import Conflict
from service.investors.models import Investor
from service.mentors.models import Mentor
from service.paging import Page, page_of
from service.pairings.models import Pairing
from service.partners.models import Partner
from service.projects.models import Project

if TYPE_CHECKING:
    from sqlmodel import Session


def find(session: Session, id: str) -> Conflict | None:
    """Return a conflict, None where there is none."""
    return session.get(Conflict, id)


def page(session: Session, after: str | None, limit: int, *, person_id: str | None = None) -> Page[Conflict]:
    """Return one page of conflicts, by identifier; of those of a mentor in person where one is given."""
    statement = select(Conflict)
    if person_id is not None:
        mine = select(Mentor.id).where(Mentor.person_id == person_id)
        statement = statement.where(col(Conflict.party_id).in_(mine))
    return page_of(session, statement, [Conflict.id], after, limit, lambda conflict: conflict)


def is_party(session: Session, id: str) -> bool:
    """Tell whether a mentor, an investor or a partner bears an identifier."""
    return any(session.get(table, id) is not None for table in (Mentor, Investor, Partner))


def is_project(session: Session, id: str) -> bool:
    """Tell whether a project bears an identifier."""
    return session.get(Project, id) is not None


def was_asked(session: Session, mentor_id: str, project_id: str) -> bool:
    """Tell whether a mentor was ever asked for a project."""
    asked = select(Pairing.id).where(
        Pairing.mentor_id == mentor_id, Pairing.project_id == project_id, col(Pairing.asked_at).is_not(None)
    )
    return session.exec(asked).first() is not None


def same(session: Session, party_id: str, project_id: str | None, other_party_id: str | None) -> Conflict | None:
    """Return the conflict between the same two, whichever of them was named first; None where there is none."""
    if project_id is not None:
        chosen = and_(col(Conflict.party_id) == party_id, col(Conflict.project_id) == project_id)
    else:
        chosen = or_(
            and_(col(Conflict.party_id) == party_id, col(Conflict.other_party_id) == other_party_id),
            and_(col(Conflict.party_id) == other_party_id, col(Conflict.other_party_id) == party_id),
        )
    return session.exec(select(Conflict).where(chosen)).first()
