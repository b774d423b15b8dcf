"""Who is at work where, from pairings under way and from the decisions that the network brought along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from ptce_match.network import Decision as NetworkDecision
from ptce_match.network import Outcome
from ptce_match.signals import latest
from service.conflicts.models import Conflict
from service.decisions.models import Decision
from service.pairings.models import Pairing
from service.pairings.states import ENGAGED, OPEN, Kind, State
from service.people.models import Membership
from service.projects.models import Need

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

_ENGAGED = [state.value for state in ENGAGED]
_TIED = [state.value for state in OPEN | ENGAGED]


def projects_of(session: Session, mentor_id: str) -> set[str]:
    """Return the projects that a mentor accompanies now, or has agreed to accompany."""
    decided = select(Decision).where(Decision.mentor_id == mentor_id)
    needs = {decision.need_id for decision in _accepted(session, decided)}
    by_decision = select(Need.project_id).where(col(Need.id).in_(sorted(needs)))
    by_pairing = select(Pairing.project_id).where(
        Pairing.mentor_id == mentor_id, col(Pairing.state).in_(_ENGAGED), Pairing.kind == Kind.MENTOR
    )
    found = set(session.exec(by_pairing).all())
    return found | set(session.exec(by_decision).all()) if needs else found


def mentors_on_need(session: Session, need_id: str, *, asked: bool = False) -> set[str]:
    """Return the mentors who have said yes to a need; with `asked`, those who are still to answer as well."""
    states = [*_ENGAGED, State.ASKED.value] if asked else _ENGAGED
    statement = select(Pairing.mentor_id).where(Pairing.need_id == need_id, col(Pairing.state).in_(states))
    decided = _accepted(session, select(Decision).where(Decision.need_id == need_id))
    return {mentor_id for mentor_id in session.exec(statement).all() if mentor_id} | {
        decision.mentor_id for decision in decided
    }


def mentors_on_project(session: Session, project_id: str) -> set[str]:
    """Return the mentors who are at work on a project."""
    statement = select(Pairing.mentor_id).where(Pairing.project_id == project_id, col(Pairing.state).in_(_ENGAGED))
    needs = select(Need.id).where(Need.project_id == project_id)
    decided = _accepted(session, select(Decision).where(col(Decision.need_id).in_(needs)))
    return {mentor_id for mentor_id in session.exec(statement).all() if mentor_id} | {
        decision.mentor_id for decision in decided
    }


def tied(session: Session, pairing: Pairing) -> bool:
    """Tell whether another pairing brings the same party to the same need (or project) at this moment."""
    same_place = Pairing.need_id == pairing.need_id if pairing.need_id else col(Pairing.need_id).is_(None)
    states = _TIED if pairing.kind == Kind.MENTOR else [State.PROPOSED.value, State.INTRODUCED.value]
    statement = select(Pairing.id).where(
        Pairing.id != pairing.id,
        Pairing.project_id == pairing.project_id,
        same_place,
        Pairing.mentor_id == pairing.mentor_id,
        Pairing.investor_id == pairing.investor_id,
        Pairing.partner_id == pairing.partner_id,
        col(Pairing.state).in_(states),
    )
    return session.exec(statement.limit(1)).first() is not None


def at_odds(session: Session, party_id: str, project_id: str) -> bool:
    """Tell whether somebody is in conflict with a project, or with a mentor who is at work on it."""
    statement = select(Conflict).where(
        or_(col(Conflict.party_id) == party_id, col(Conflict.other_party_id) == party_id)
    )
    others = set()
    for conflict in session.exec(statement).all():
        if conflict.party_id == party_id and conflict.project_id == project_id:
            return True
        others.add(conflict.other_party_id if conflict.party_id == party_id else conflict.party_id)
    others.discard(None)
    return bool(others and others & mentors_on_project(session, project_id))


def has_left(session: Session, person_id: str, today: date) -> bool:
    """Tell whether somebody belonged to the network and does not any more; who never signed a charter has not left."""
    stays = session.exec(select(Membership).where(Membership.person_id == person_id)).all()
    return bool(stays) and all(stay.left_on is not None and stay.left_on <= today for stay in stays)


def _accepted(session: Session, statement: SelectOfScalar[Decision]) -> list[NetworkDecision]:
    """Return the pairs whose last decision is an acceptance: those still at work."""
    rows = [
        NetworkDecision(row.need_id, row.mentor_id, row.date, Outcome(row.outcome), row.reason, row.rating)
        for row in session.exec(statement).all()
    ]
    return [decision for decision in latest(rows) if decision.outcome is Outcome.ACCEPTED]
