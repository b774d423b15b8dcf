"""A pairing as each side may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.pairings import repository
from service.pairings.discretion import without_contacts
from service.pairings.post import contacts
from service.pairings.reasons import LABELS, PAUSE, HolderReason, MentorReason, of_team
from service.pairings.schemas import (
    AlternateView,
    ContactView,
    HistoryEntry,
    HolderPairing,
    MentorCard,
    MentorPairing,
    PossibleMove,
    ProjectCard,
    ReasonList,
    ReasonView,
    TeamPairing,
)
from service.pairings.states import MOVE_LABELS, STATE_LABELS, Kind, Move, Side, State
from service.people.names import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from enum import StrEnum

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.audit.models import AuditEntry
    from service.pairings.standing import Standing

_MOMENTS = ("asked_at", "due_at", "answered_at", "agreed_at", "closed_at", "revision")
_TEAM = (
    "mentor_id",
    "investor_id",
    "partner_id",
    "run_id",
    "run_position",
    "score",
    "encoder",
    "ranker",
    "alternate_of",
    "message",
    "reason",
    "comment",
    "created_at",
    "created_by",
    "reminded_at",
)


def view(
    session: Session, now: datetime, actor: Actor, standing: Standing
) -> TeamPairing | MentorPairing | HolderPairing:
    """Return what somebody may see of a pairing that is visible to them."""
    if actor.team:
        return team_view(session, now, actor, standing)
    if standing.side_of_person(actor) is Side.MENTOR:
        return _for_mentor(now, actor, standing)
    return _for_holder(now, actor, standing)


def _shared(now: datetime, actor: Actor, standing: Standing, *, hidden: bool, sides: Iterable[Side]) -> dict[str, Any]:
    """Return what all views have; with `hidden`, contact details in texts are masked."""
    pairing, project = standing.pairing, standing.project
    shown = without_contacts if hidden else str
    details = contacts(standing)
    return {
        **{name: getattr(pairing, name) for name in _MOMENTS},
        "id": pairing.id,
        "kind": standing.kind,
        "state": standing.state,
        "state_label": STATE_LABELS[standing.state],
        "project": ProjectCard(
            id=project.id, title=shown(project.title), commune=project.commune, sector=project.sector
        ),
        "need_id": pairing.need_id,
        "need_text": shown(standing.need.text) if standing.need is not None else "",
        "holder_name": standing.holder_name,
        "moves": [PossibleMove(move=move, label=MOVE_LABELS[move]) for move in standing.moves(actor, now)],
        "contacts": [
            ContactView(side=side, name=contact.name, email=contact.email, phone=contact.phone)
            for side in sides
            for contact in details.get(side, ())
        ],
    }


def _for_mentor(now: datetime, actor: Actor, standing: Standing) -> MentorPairing:
    pairing = standing.pairing
    own = standing.state is State.DECLINED
    return MentorPairing(
        **_shared(now, actor, standing, hidden=not standing.in_touch, sides=[Side.HOLDER]),
        message=pairing.message,
        # The holder's and the team's reasons are not the mentor's business.
        reason=pairing.reason if own else None,
        comment=pairing.comment if own else "",
        my_rating=_rating(standing, Side.MENTOR),
    )


def _for_holder(now: datetime, actor: Actor, standing: Standing) -> HolderPairing:
    pairing, mentor = standing.pairing, standing.mentor
    assert mentor is not None  # noqa: S101 - only pairings with a mentor are visible to a holder
    own = standing.state is State.DECLINED_BY_HOLDER
    return HolderPairing(
        **_shared(now, actor, standing, hidden=False, sides=[Side.MENTOR]),
        mentor=MentorCard(
            name=short_name(standing.party_name), status=mentor.status, commune=mentor.commune, tags=mentor.tags
        ),
        reason=pairing.reason if own else None,
        comment=pairing.comment if own else "",
        my_rating=_rating(standing, Side.HOLDER),
    )


def team_view(session: Session, now: datetime, actor: Actor, standing: Standing) -> TeamPairing:
    """Return what the team sees."""
    pairing = standing.pairing
    return TeamPairing(
        **_shared(now, actor, standing, hidden=False, sides=[Side.MENTOR, Side.HOLDER]),
        **{name: getattr(pairing, name) for name in _TEAM},
        party_name=standing.party_name,
        reason_label=LABELS.get(pairing.reason or ""),
        alternates=_alternates(session, standing) if pairing.alternate_of is None else [],
        mentor_rating=_rating(standing, Side.MENTOR),
        mentor_comment=_comment(standing, Side.MENTOR),
        holder_rating=_rating(standing, Side.HOLDER),
        holder_comment=_comment(standing, Side.HOLDER),
    )


def _alternates(session: Session, standing: Standing) -> list[AlternateView]:
    found = repository.standings(session, repository.alternates(session, standing.chain, state=None))
    return [
        AlternateView(
            id=each.pairing.id,
            rank=each.pairing.alternate_rank,
            state=each.state,
            mentor_id=each.pairing.mentor_id,
            mentor_name=each.party_name,
        )
        for each in found
    ]


def _rating(standing: Standing, side: Side) -> int | None:
    given = standing.feedback.get(side)
    return given.rating if given is not None else None


def _comment(standing: Standing, side: Side) -> str:
    given = standing.feedback.get(side)
    return given.comment if given is not None else ""


def reason_lists(sides: Iterable[Side]) -> list[ReasonList]:
    """Return the closed lists of reasons that some sides choose from."""
    wanted = set(sides)
    found = [
        ReasonList(side=Side.TEAM, kind=kind, move=Move.REJECT, reasons=_labelled(of_team(kind)))
        for kind in Kind
        if Side.TEAM in wanted
    ]
    if Side.MENTOR in wanted:
        reasons = [*_labelled(MentorReason), ReasonView(reason=PAUSE, label=LABELS[PAUSE])]
        found.append(ReasonList(side=Side.MENTOR, kind=Kind.MENTOR, move=Move.DECLINE, reasons=reasons[:-1]))
        found.append(ReasonList(side=Side.MENTOR, kind=Kind.MENTOR, move=Move.PAUSE, reasons=reasons[-1:]))
    if Side.HOLDER in wanted:
        reasons = _labelled(HolderReason)
        found.append(ReasonList(side=Side.HOLDER, kind=Kind.MENTOR, move=Move.DISAGREE, reasons=reasons))
    return found


def _labelled(reasons: Iterable[StrEnum]) -> list[ReasonView]:
    return [ReasonView(reason=reason.value, label=LABELS[reason]) for reason in reasons]


def history_entry(entry: AuditEntry) -> HistoryEntry:
    """Return one line of the audit log as the team reads it."""
    before, after = entry.before or {}, entry.after or {}
    return HistoryEntry(
        at=entry.at,
        action=entry.action,
        actor=entry.actor,
        by=after.get("by"),
        before=before.get("state"),
        after=after.get("state"),
        reason=after.get("reason"),
        request_id=entry.request_id,
    )
