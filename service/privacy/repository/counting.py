"""Counting what is about to be erased, by month, so that the figures of the network stay true without the people."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from service.clock import local_day
from service.decisions.models import Decision
from service.matching.models import Run, Shown
from service.meetings.models import Meeting
from service.pairings.models import Feedback, Pairing
from service.privacy.models import KeptCount

if TYPE_CHECKING:
    from typing import Any

    from sqlmodel import Session

    from service.privacy.repository.belongings import Belongings

Counts = Counter[tuple[date, str, str]]
"""How often, by month, measure and label."""


def counted(session: Session, belongings: Belongings) -> Counts:
    """Count what an erasure takes away.

    Measures and labels: `pairing` by ``kind/state``, `decision` by outcome, `suggestion` (shown) by kind, `meeting`,
    `rating` by ``side/rating``, and what entered the registry: `mentor`, `investor`, `partner`, `project`, `need`.
    """
    counts: Counts = Counter()
    pairings = session.exec(select(Pairing).where(_gone_pairings(belongings))).all()
    for pairing in pairings:
        counts[_month(pairing.created_at), "pairing", f"{pairing.kind}/{pairing.state}"] += 1
    ids = [pairing.id for pairing in pairings]
    for held_on in session.exec(select(col(Meeting.held_on)).where(col(Meeting.pairing_id).in_(ids))).all():
        counts[_month(held_on), "meeting", ""] += 1
    for feedback in session.exec(select(Feedback).where(col(Feedback.pairing_id).in_(ids))).all():
        counts[_month(feedback.created_at), "rating", f"{feedback.side}/{feedback.rating}"] += 1
    for decision in session.exec(select(Decision).where(_gone_decisions(belongings))).all():
        counts[_month(decision.date), "decision", decision.outcome] += 1
    shown = select(Run.asked_at, Run.kind).join(Shown).where(_gone_suggestions(belongings))
    for asked_at, kind in session.exec(shown).all():
        counts[_month(asked_at), "suggestion", kind] += 1
    entries: list[tuple[str, tuple[Any, ...]]] = [
        ("mentor", belongings.mentors),
        ("investor", belongings.own_investors),
        ("partner", belongings.own_partners),
        ("project", belongings.own_projects),
        ("need", belongings.own_needs),
    ]
    for measure, rows in entries:
        for row in rows:
            counts[_month(row.created_at), measure, ""] += 1
    return counts


def keep(session: Session, counts: Counts) -> None:
    """Add counts to those that are kept."""
    for (month, measure, label), number in sorted(counts.items()):
        row = session.get(KeptCount, (month, measure, label))
        if row is None:
            row = KeptCount(month=month, measure=measure, label=label, number=0)
        row.number += number
        session.add(row)
    session.flush()


def _gone_pairings(belongings: Belongings) -> Any:
    return or_(
        col(Pairing.mentor_id).in_(_ids(belongings.mentors)),
        col(Pairing.investor_id).in_(_ids(belongings.own_investors)),
        col(Pairing.partner_id).in_(_ids(belongings.own_partners)),
        col(Pairing.project_id).in_(_ids(belongings.own_projects)),
    )


def _gone_decisions(belongings: Belongings) -> Any:
    return or_(
        col(Decision.mentor_id).in_(_ids(belongings.mentors)), col(Decision.need_id).in_(_ids(belongings.own_needs))
    )


def _gone_suggestions(belongings: Belongings) -> Any:
    return or_(
        col(Shown.mentor_id).in_(_ids(belongings.mentors)),
        col(Shown.investor_id).in_(_ids(belongings.own_investors)),
        col(Shown.partner_id).in_(_ids(belongings.own_partners)),
        col(Run.project_id).in_(_ids(belongings.own_projects)),
    )


def _ids(rows: tuple[Any, ...]) -> list[str]:
    return [row.id for row in rows]


def _month(moment: date | datetime) -> date:
    day = local_day(moment) if isinstance(moment, datetime) else moment
    return date(day.year, day.month, 1)
