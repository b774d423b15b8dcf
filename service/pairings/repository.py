"""Finding pairings, and what the rules about them ask of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import false, func
from sqlmodel import and_, col, or_, select

from service.access.roles import Role
from service.accounts.models import Account, AccountRole
from service.audit.models import AuditEntry
from service.collectives.models import CollectiveMember
from service.investors.models import Investor
from service.matching.models import Run, Shown
from service.mentors.models import Mentor
from service.paging import page_of
from service.pairings.models import Feedback, Pairing
from service.pairings.standing import SEEN_BY_HOLDER, Standing
from service.pairings.states import Kind, Side, State
from service.partners.models import Partner
from service.people.models import Person
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

    from service.access.actor import Actor
    from service.paging import Page

_LOCK: Final = 5_043_210
"""Any number, the same for all: who moves a pairing on PostgreSQL holds this lock."""

Row = TypeVar("Row", Mentor, Person, Need, Project, Investor, Partner)


def take_turns(session: Session) -> None:
    """Wait until nobody else moves a pairing; the turn lasts until the transaction ends.

    One move may look at other pairings of the need and of the mentor (are there places left?), which no lock of a
    single row protects. On SQLite one writer at a time is the rule anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.exec(select(func.pg_advisory_xact_lock(_LOCK))).one()


def find(session: Session, pairing_id: str) -> Standing | None:
    """Return a pairing with everything around it."""
    pairing = session.get(Pairing, pairing_id)
    return standings(session, [pairing])[0] if pairing is not None else None


def standings(session: Session, pairings: Sequence[Pairing]) -> list[Standing]:
    """Return pairings with everything around them, in a fixed number of queries."""
    projects = _by_id(session, Project, {pairing.project_id for pairing in pairings})
    needs = _by_id(session, Need, {pairing.need_id for pairing in pairings})
    mentors = _by_id(session, Mentor, {pairing.mentor_id for pairing in pairings})
    investors = _by_id(session, Investor, {pairing.investor_id for pairing in pairings})
    partners = _by_id(session, Partner, {pairing.partner_id for pairing in pairings})
    members = _members(session, {project.collective_id for project in projects.values()})
    holders = {project.holder_id for project in projects.values()}
    ids = (
        {mentor.person_id for mentor in mentors.values()}
        | holders
        | {one for group in members.values() for one in group}
    )
    people = _by_id(session, Person, ids)
    able = _able(session, set(people))
    feedback = _feedback(session, [pairing.id for pairing in pairings])
    found = []
    for pairing in pairings:
        project = projects[pairing.project_id]
        group = members.get(project.collective_id or "", [])
        speaking = [project.holder_id] if project.holder_id else group
        mentor = mentors.get(pairing.mentor_id or "")
        found.append(
            Standing(
                pairing=pairing,
                project=project,
                need=needs.get(pairing.need_id or ""),
                mentor=mentor,
                person=people[mentor.person_id] if mentor is not None else None,
                investor=investors.get(pairing.investor_id or ""),
                partner=partners.get(pairing.partner_id or ""),
                holders=tuple(people[one] for one in speaking if one),
                acting=frozenset({*group, *([project.holder_id] if project.holder_id else [])}),
                able=able,
                feedback=feedback.get(pairing.id, {}),
            )
        )
    return found


def page(
    session: Session,
    actor: Actor,
    filters: dict[str, Any],
    after: str | None,
    limit: int,
    show: Callable[[Standing], Any],
) -> Page[Any]:
    """Return one page of the pairings that somebody may see, the newest first."""
    statement = select(Pairing)
    for name, value in filters.items():
        if value is not None:
            statement = statement.where(getattr(Pairing, name) == value)
    if not actor.team:
        statement = statement.where(_own(actor))
    keys = [Pairing.position, Pairing.id]
    found: Page[Any] = page_of(session, statement, keys, after, limit, lambda pairing: pairing, descending=True)
    found.items = [show(each) for each in standings(session, found.items) if each.visible(actor)]
    return found


def _own(actor: Actor) -> Any:
    """Return the condition that holds for the pairings of which somebody outside the team may know."""
    open_to: list[Any] = [false()]
    if actor.has(Role.MENTOR):
        mine = select(Mentor.id).where(Mentor.person_id == actor.person_id)
        open_to.append(and_(col(Pairing.mentor_id).in_(mine), col(Pairing.asked_at).is_not(None)))
    if actor.has(Role.HOLDER):
        groups = select(CollectiveMember.collective_id).where(CollectiveMember.person_id == actor.person_id)
        carried = select(Project.id).where(
            or_(col(Project.holder_id) == actor.person_id, col(Project.collective_id).in_(groups))
        )
        stopped = and_(col(Pairing.state) == State.WITHDRAWN, col(Pairing.answered_at).is_not(None))
        reached = col(Pairing.state).in_([state.value for state in SEEN_BY_HOLDER])
        open_to.append(and_(col(Pairing.project_id).in_(carried), or_(reached, stopped)))
    return and_(col(Pairing.kind) == Kind.MENTOR, or_(*open_to))


def alternates(session: Session, chain: str, state: State | None = State.WAITING) -> list[Pairing]:
    """Return the alternates of a suggestion in their order; those still waiting by default."""
    statement = select(Pairing).where(Pairing.alternate_of == chain)
    if state is not None:
        statement = statement.where(Pairing.state == state)
    return list(session.exec(statement.order_by(col(Pairing.alternate_rank), col(Pairing.id))).all())


def chain(session: Session, chain_id: str) -> list[Pairing]:
    """Return a suggestion that was taken up, and its alternates."""
    return list(
        session.exec(
            select(Pairing).where(or_(col(Pairing.id) == chain_id, col(Pairing.alternate_of) == chain_id))
        ).all()
    )


def shown(session: Session, run_id: str) -> tuple[Run, dict[int, Shown]] | None:
    """Return a recorded ranking with its suggestions by position."""
    run = session.get(Run, run_id)
    if run is None:
        return None
    rows = session.exec(select(Shown).where(Shown.run_id == run_id)).all()
    return run, {row.position: row for row in rows}


def team_addresses(session: Session) -> list[str]:
    """Return where the animation team is written to; the administrators where there is no such team."""
    for role in ("animation", "admin"):
        found = session.exec(
            select(Account.email)
            .join(AccountRole, col(AccountRole.account_id) == Account.id)
            .where(AccountRole.role == role, col(Account.disabled_at).is_(None))
            .order_by(Account.email)
        ).all()
        if found:
            return list(found)
    return []


def history_page(
    session: Session, pairing_id: str, after: str | None, limit: int, show: Callable[[AuditEntry], Any]
) -> Page[Any]:
    """Return one page of what the audit log tells of a pairing, oldest first."""
    statement: SelectOfScalar[AuditEntry] = select(AuditEntry).where(
        AuditEntry.kind == "pairing", AuditEntry.entity_id == pairing_id
    )
    return page_of(session, statement, [AuditEntry.id], after, limit, show)


def _by_id(session: Session, table: type[Row], ids: Iterable[str | None]) -> dict[str, Row]:
    wanted = sorted(one for one in set(ids) if one)
    if not wanted:
        return {}
    return {row.id: row for row in session.exec(select(table).where(col(table.id).in_(wanted))).all()}


def _members(session: Session, collectives: set[str | None]) -> dict[str, list[str]]:
    wanted = sorted(one for one in collectives if one)
    found: dict[str, list[str]] = {}
    if wanted:
        statement = select(CollectiveMember).where(col(CollectiveMember.collective_id).in_(wanted))
        for member in session.exec(statement.order_by(CollectiveMember.person_id)).all():
            found.setdefault(member.collective_id, []).append(member.person_id)
    return found


def _able(session: Session, people: set[str]) -> frozenset[tuple[str, str]]:
    if not people:
        return frozenset()
    statement = (
        select(Account.person_id, AccountRole.role)
        .join(AccountRole, col(AccountRole.account_id) == Account.id)
        .where(
            col(Account.person_id).in_(sorted(people)),
            col(Account.disabled_at).is_(None),
            col(Account.email_confirmed_at).is_not(None),
        )
    )
    return frozenset((person_id, role) for person_id, role in session.exec(statement).all())


def _feedback(session: Session, pairings: list[str]) -> dict[str, dict[Side, Feedback]]:
    found: dict[str, dict[Side, Feedback]] = {}
    if pairings:
        for row in session.exec(select(Feedback).where(col(Feedback.pairing_id).in_(pairings))).all():
            found.setdefault(row.pairing_id, {})[Side(row.side)] = row
    return found
