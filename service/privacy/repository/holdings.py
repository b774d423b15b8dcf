"""The rows that are kept about a person, table by table, for the export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, func, or_, select

from ptce_match.network import Outcome
from service.accounts.models import AccountRole, ApiToken, LoginSession, OneTimeLink
from service.audit.models import AuditEntry
from service.collectives.models import Collective, CollectiveMember
from service.conflicts.models import Conflict
from service.decisions.models import Decision
from service.exchange.models import ImportDraft
from service.jobs.models import Job
from service.matching.models import Run, Shown, TextVector
from service.meetings.models import Meeting
from service.pairings.models import Feedback, TrainingRow
from service.people.models import Membership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from service.privacy.repository.belongings import Belongings


def memberships(session: Session, person_id: str) -> Sequence[Membership]:
    """Return the stretches of time during which a person belonged to the network."""
    return session.exec(
        select(Membership).where(Membership.person_id == person_id).order_by(col(Membership.joined_on))
    ).all()


def roles(session: Session, account_ids: list[str]) -> dict[str, list[str]]:
    """Return the roles of accounts."""
    found: dict[str, list[str]] = {account_id: [] for account_id in account_ids}
    rows = session.exec(
        select(AccountRole).where(col(AccountRole.account_id).in_(account_ids)).order_by(col(AccountRole.role))
    ).all()
    for row in rows:
        found[row.account_id].append(row.role)
    return found


def sessions(session: Session, account_ids: list[str]) -> Sequence[LoginSession]:
    """Return the open sessions of accounts."""
    return session.exec(
        select(LoginSession)
        .where(col(LoginSession.account_id).in_(account_ids))
        .order_by(col(LoginSession.created_at), col(LoginSession.id))
    ).all()


def tokens(session: Session, account_ids: list[str]) -> Sequence[ApiToken]:
    """Return the tokens of accounts."""
    return session.exec(
        select(ApiToken).where(col(ApiToken.account_id).in_(account_ids)).order_by(col(ApiToken.created_at))
    ).all()


def links(session: Session, belongings: Belongings) -> Sequence[OneTimeLink]:
    """Return the links that were sent to a person."""
    return session.exec(
        select(OneTimeLink)
        .where(
            or_(
                col(OneTimeLink.account_id).in_(belongings.account_ids),
                col(OneTimeLink.person_id) == belongings.person.id,
                func.lower(OneTimeLink.email).in_(belongings.emails),
            )
        )
        .order_by(col(OneTimeLink.created_at))
    ).all()


def collectives(session: Session, belongings: Belongings) -> Sequence[tuple[Collective, CollectiveMember]]:
    """Return the collectives that a person belongs to, with the membership."""
    statement = (
        select(Collective, CollectiveMember)
        .join(CollectiveMember)
        .where(CollectiveMember.person_id == belongings.person.id)
        .order_by(col(Collective.id))
    )
    return session.exec(statement).all()


def meetings(session: Session, pairing_ids: list[str]) -> Sequence[Meeting]:
    """Return the meetings of pairings."""
    return session.exec(
        select(Meeting).where(col(Meeting.pairing_id).in_(pairing_ids)).order_by(col(Meeting.held_on), col(Meeting.id))
    ).all()


def feedback(session: Session, pairing_ids: list[str], side: str) -> Sequence[Feedback]:
    """Return what one side of pairings gave as feedback."""
    return session.exec(
        select(Feedback)
        .where(col(Feedback.pairing_id).in_(pairing_ids), Feedback.side == side)
        .order_by(col(Feedback.created_at))
    ).all()


def training_rows(session: Session, parties: list[str]) -> Sequence[TrainingRow]:
    """Return the judged suggestions of which somebody was the party."""
    return session.exec(
        select(TrainingRow).where(col(TrainingRow.party_id).in_(parties)).order_by(col(TrainingRow.decided_at))
    ).all()


def decisions(session: Session, belongings: Belongings) -> Sequence[Decision]:
    """Return the decisions about a person as a mentor, and those that came about for their needs."""
    came_about = (Outcome.ACCEPTED.value, Outcome.COMPLETED.value)
    return session.exec(
        select(Decision)
        .where(
            or_(
                col(Decision.mentor_id).in_([mentor.id for mentor in belongings.mentors]),
                col(Decision.need_id).in_([need.id for need in belongings.needs])
                & col(Decision.outcome).in_(came_about),
            )
        )
        .order_by(col(Decision.date), col(Decision.id))
    ).all()


def conflicts(session: Session, belongings: Belongings) -> Sequence[Conflict]:
    """Return the conflicts of interest of a person, and those against their projects."""
    return session.exec(
        select(Conflict)
        .where(
            or_(
                col(Conflict.party_id).in_(belongings.parties),
                col(Conflict.other_party_id).in_(belongings.parties),
                col(Conflict.project_id).in_([project.id for project in belongings.projects]),
            )
        )
        .order_by(col(Conflict.id))
    ).all()


def jobs(session: Session, account_ids: list[str]) -> Sequence[Job]:
    """Return the long work that accounts asked for."""
    return session.exec(select(Job).where(col(Job.created_by).in_(account_ids)).order_by(col(Job.created_at))).all()


def drafts(session: Session, account_ids: list[str]) -> Sequence[ImportDraft]:
    """Return the files that accounts uploaded."""
    return session.exec(
        select(ImportDraft).where(col(ImportDraft.created_by).in_(account_ids)).order_by(col(ImportDraft.created_at))
    ).all()


def appearances(session: Session, belongings: Belongings) -> Sequence[tuple[Run, Shown]]:
    """Return every ranking in which a person was suggested, the newest first."""
    statement = (
        select(Run, Shown)
        .join(Shown)
        .where(
            or_(
                col(Shown.mentor_id).in_([entry.id for entry in belongings.mentors]),
                col(Shown.investor_id).in_([entry.id for entry in belongings.investors]),
                col(Shown.partner_id).in_([entry.id for entry in belongings.partners]),
            )
        )
        .order_by(col(Run.asked_at).desc(), col(Run.id), col(Shown.position))
    )
    return session.exec(statement).all()


def runs(session: Session, belongings: Belongings) -> Sequence[Run]:
    """Return the rankings that were made for a person's projects, or that the person asked for, the newest first."""
    return session.exec(
        select(Run)
        .where(
            or_(
                col(Run.project_id).in_([project.id for project in belongings.projects]),
                col(Run.asked_by).in_(belongings.account_ids),
            )
        )
        .order_by(col(Run.asked_at).desc(), col(Run.id))
    ).all()


def audit_about(session: Session, ids: list[str]) -> Sequence[AuditEntry]:
    """Return the entries of the audit log about these identifiers, oldest first."""
    return session.exec(select(AuditEntry).where(col(AuditEntry.entity_id).in_(ids)).order_by(col(AuditEntry.id))).all()


def audit_by(session: Session, account_ids: list[str]) -> Sequence[Any]:
    """Return what accounts did, counted by action: action, number, first and last time."""
    statement = (
        select(AuditEntry.action, func.count(), func.min(AuditEntry.at), func.max(AuditEntry.at))
        .where(col(AuditEntry.actor).in_(account_ids))
        .group_by(AuditEntry.action)
        .order_by(AuditEntry.action)
    )
    return session.exec(statement).all()


def vectors(session: Session, keys: list[bytes]) -> int:
    """Return how many vectors are stored under these keys."""
    found = 0
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        found += session.exec(select(func.count()).select_from(TextVector).where(col(TextVector.key).in_(part))).one()
    return found
