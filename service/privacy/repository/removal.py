"""Deleting what belongs to a person; the database's own cascades take what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, delete, func, or_, select, update

from service.accounts.models import Account, OneTimeLink
from service.collectives.models import Collective
from service.conflicts.models import Conflict
from service.decisions.models import Decision
from service.exchange.models import ImportDraft
from service.investors.models import Investor
from service.jobs.models import Job
from service.mail.models import OutgoingMessage
from service.matching.models import TextTask, TextVector
from service.mentors.models import Mentor
from service.pairings.models import TrainingRow
from service.partners.models import Partner
from service.people.models import Person
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel import Session

    from service.privacy.repository.belongings import Belongings

_AT_ONCE = 500


def remove(session: Session, belongings: Belongings) -> None:
    """Delete a person and everything of theirs, and let go of what others share with them.

    Whatever hangs on a mentor, need or project by a foreign key (decisions, pairings with their meetings, feedback and
    training rows, rankings, vectors for the candidate search) goes with it; so do memberships, consents and messages
    with the person, and roles, sessions, tokens and links with the account.
    """
    person = belongings.person
    parties = _ids(belongings.mentors, belongings.own_investors, belongings.own_partners)
    projects, needs = _ids(belongings.own_projects), _ids(belongings.own_needs)
    session.exec(delete(TrainingRow).where(col(TrainingRow.party_id).in_(parties)))
    session.exec(delete(TrainingRow).where(col(TrainingRow.project_id).in_(projects)))
    session.exec(
        delete(Conflict).where(or_(col(Conflict.party_id).in_(parties), col(Conflict.other_party_id).in_(parties)))
    )
    session.exec(delete(Mentor).where(col(Mentor.id).in_(_ids(belongings.mentors))))
    session.exec(delete(Investor).where(col(Investor.id).in_(_ids(belongings.own_investors))))
    session.exec(delete(Partner).where(col(Partner.id).in_(_ids(belongings.own_partners))))
    session.exec(update(Investor).where(col(Investor.contact_id) == person.id).values(contact_id=None))
    session.exec(update(Partner).where(col(Partner.contact_id) == person.id).values(contact_id=None))
    session.exec(delete(Need).where(col(Need.id).in_(needs)))
    session.exec(delete(Project).where(col(Project.id).in_(projects)))
    session.exec(update(Project).where(col(Project.holder_id) == person.id).values(holder_id=None))
    session.exec(update(Project).where(func.lower(Project.email).in_(belongings.emails)).values(email=""))
    session.exec(delete(Collective).where(col(Collective.id).in_(belongings.own_collectives)))
    _remove_account(session, belongings)
    session.exec(delete(Person).where(col(Person.id) == person.id))
    session.expire_all()


def hold(session: Session, belongings: Belongings) -> None:
    """Keep others from changing a person's entries until the transaction ends.

    Whoever changes an entry holds its row and then takes the number of the change: taking them the other way round
    would make the two wait for each other for ever.
    """
    groups: list[tuple[Any, Sequence[Any]]] = [
        (Mentor, belongings.mentors),
        (Investor, belongings.investors),
        (Partner, belongings.partners),
        (Project, belongings.projects),
        (Need, belongings.needs),
    ]
    for table, rows in groups:
        session.exec(select(table.id).where(table.id.in_(_ids(rows))).order_by(table.id).with_for_update()).all()


def remove_tasks(session: Session, keys: Sequence[str]) -> None:
    """Take entries out of the queue of texts to embed."""
    for part in _batches(keys):
        session.exec(delete(TextTask).where(col(TextTask.entity_id).in_(part)))


def hanging(session: Session, belongings: Belongings) -> list[tuple[str, str]]:
    """Return the decisions and conflicts, by table and identifier, that go with a person's entries."""
    parties = _ids(belongings.mentors, belongings.own_investors, belongings.own_partners)
    decisions = session.exec(
        select(Decision.id).where(
            or_(col(Decision.mentor_id).in_(parties), col(Decision.need_id).in_(_ids(belongings.own_needs)))
        )
    ).all()
    conflicts = session.exec(
        select(Conflict.id).where(
            or_(
                col(Conflict.party_id).in_(parties),
                col(Conflict.other_party_id).in_(parties),
                col(Conflict.project_id).in_(_ids(belongings.own_projects)),
            )
        )
    ).all()
    return [("decision", str(number)) for number in decisions] + [("conflict", name) for name in conflicts]


def remove_drafts(session: Session) -> None:
    """Delete every uploaded file that waits to be committed, and stop the jobs that would commit one.

    Nobody reads them to see whom they hold: they are kept for a day at most, and can be uploaded again.
    """
    jobs = select(ImportDraft.job_id).where(col(ImportDraft.job_id).is_not(None))
    session.exec(
        update(Job)
        .where(col(Job.id).in_(jobs), col(Job.state).in_(("queued", "running")))
        .values(cancel_asked=True)
        .execution_options(synchronize_session=False)
    )
    session.exec(delete(ImportDraft))


def messages_to(session: Session, belongings: Belongings) -> list[OutgoingMessage]:
    """Return the messages to a person or about them, sent ones included."""
    statement = select(OutgoingMessage).where(
        or_(
            col(OutgoingMessage.person_id) == belongings.person.id,
            func.lower(OutgoingMessage.recipient).in_(belongings.emails),
        )
    )
    return list(session.exec(statement.order_by(col(OutgoingMessage.created_at), col(OutgoingMessage.id))).all())


def unsent_messages(session: Session) -> list[OutgoingMessage]:
    """Return every message whose text is still there."""
    return list(session.exec(select(OutgoingMessage).where(OutgoingMessage.body != "")).all())


def remove_messages(session: Session, ids: Sequence[str]) -> None:
    """Delete messages."""
    for part in _batches(ids):
        session.exec(delete(OutgoingMessage).where(col(OutgoingMessage.id).in_(part)))


def remove_vectors(session: Session, keys: Sequence[bytes]) -> None:
    """Delete the vectors under these keys, of every model."""
    for part in _batches(keys):
        session.exec(delete(TextVector).where(col(TextVector.key).in_(part)))


def close_sessions(session: Session, account_ids: Sequence[str]) -> None:
    """End every session, and revoke every token, of accounts."""
    from service.accounts.models import ApiToken, LoginSession

    session.exec(delete(LoginSession).where(col(LoginSession.account_id).in_(account_ids)))
    session.exec(delete(ApiToken).where(col(ApiToken.account_id).in_(account_ids)))


def archive(
    session: Session, belongings: Belongings, at: datetime | None, only: datetime | None
) -> list[tuple[str, str]]:
    """Set when a person's entries were archived, for those whose present value is `only`; return which ones."""
    touched: list[tuple[str, str]] = []
    entries: list[tuple[str, Sequence[Any]]] = [
        ("mentor", belongings.mentors),
        ("investor", belongings.own_investors),
        ("partner", belongings.own_partners),
        ("project", belongings.own_projects),
    ]
    for kind, rows in entries:
        for row in rows:
            if row.archived_at == only:
                row.archived_at = at
                session.add(row)
                touched.append((kind, row.id))
    session.flush()
    return touched


def _remove_account(session: Session, belongings: Belongings) -> None:
    accounts = belongings.account_ids
    session.exec(delete(OneTimeLink).where(func.lower(OneTimeLink.email).in_(belongings.emails)))
    session.exec(delete(Job).where(col(Job.created_by).in_(accounts), col(Job.state).not_in(("queued", "running"))))
    session.exec(update(Job).where(col(Job.created_by).in_(accounts)).values(created_by=None, cancel_asked=True))
    session.exec(delete(Account).where(col(Account.id).in_(accounts)))


def _ids(*groups: Sequence[Any]) -> list[str]:
    return [row.id for group in groups for row in group]


def _batches(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE)]
