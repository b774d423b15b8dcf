"""What can be done with pairings; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from service.audit import log
from service.database.base import new_id
from service.investors.models import Investor
from service.mentors.models import Mentor
from service.pairings import alternates, moves, repository
from service.pairings.models import Pairing
from service.pairings.moves import Turn
from service.pairings.reasons import of_team
from service.pairings.rules import obstacle
from service.pairings.states import STATE_LABELS, Kind, Move, Side, State
from service.partners.models import Partner
from service.people.activity import touch
from service.problems import conflict, invalid, not_found
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from sqlmodel import Session

    from service.access.actor import Actor
    from service.matching.models import Run, Shown
    from service.pairings.moves import Order
    from service.pairings.schemas import NewPairing, PairingChange
    from service.pairings.standing import Standing

Row = TypeVar("Row", Need, Project, Mentor, Investor, Partner)
_WORKED_ON = frozenset({State.PROPOSED, State.WAITING})


def visible(session: Session, actor: Actor, pairing_id: str) -> Standing:
    """Return a pairing that somebody may know of.

    Raises
    ------
    ProblemError
        There is none (404).
    """
    standing = repository.find(session, pairing_id)
    if standing is None or not standing.visible(actor):
        raise not_found("Ce rapprochement")
    return standing


def propose(turn: Turn, new: NewPairing) -> Standing:
    """Take a suggestion up, with its alternates.

    Raises
    ------
    ProblemError
        What it names is not there (422), or a rule forbids the pairing (409).
    """
    repository.take_turns(turn.session)
    pairings = _from_run(turn, new) if new.run_id is not None else [_own_idea(turn, new)]
    first = pairings[0]
    first.message = new.message
    for rank, pairing in enumerate(pairings):
        pairing.state = (State.WAITING if rank else State.PROPOSED).value
        pairing.alternate_of = first.id if rank else None
        pairing.alternate_rank = rank
        pairing.position = int(turn.now.timestamp() * 1_000_000)
        turn.session.add(pairing)
        turn.session.flush()
        standing = visible(turn.session, turn.actor, pairing.id)
        found = obstacle(turn.session, turn.now, standing, None)
        if found is not None:
            raise conflict(f"Remplaçant de rang {pairing.run_position} : {found.team}" if rank else found.team)
        after = {"state": pairing.state, "by": Side.TEAM.value}
        log.record(turn.session, turn.now, turn.actor, "pairing.propose", "pairing", pairing.id, None, after)
    touch(turn.session, turn.actor.person_id, turn.now)
    return visible(turn.session, turn.actor, first.id)


def change(turn: Turn, pairing_id: str, new: PairingChange) -> Standing:
    """Change the message to the mentor, or the order of the alternates, before the mentor is asked."""
    repository.take_turns(turn.session)
    standing = visible(turn.session, turn.actor, pairing_id)
    _same_revision(standing, new.revision)
    if standing.state not in _WORKED_ON or standing.kind is not Kind.MENTOR:
        raise conflict(
            f"Ce rapprochement est « {STATE_LABELS[standing.state]} » : le message et l'ordre des remplaçants ne se changent "
            "qu'avant que le bénévole soit demandé."
        )
    pairing = standing.pairing
    changed = {}
    if new.message is not None and new.message != pairing.message:
        pairing.message = new.message
        changed["message"] = "changed"
    if new.alternates is not None and _reordered(turn.session, standing, new.alternates):
        changed["alternates"] = "reordered"
    if changed:
        pairing.revision += 1
        turn.session.add(pairing)
        log.record(turn.session, turn.now, turn.actor, "pairing.change", "pairing", pairing.id, None, changed)
        touch(turn.session, turn.actor.person_id, turn.now)
    turn.session.flush()
    return standing


def move(turn: Turn, pairing_id: str, order: Order, revision: int | None) -> Standing:
    """Make a move, and all that follows from it.

    Raises
    ------
    ProblemError
        There is no such pairing (404); somebody decided in between, the state does not know the move, or a rule forbids
        it (409); a value cannot be used (422).
    """
    repository.take_turns(turn.session)
    standing = visible(turn.session, turn.actor, pairing_id)
    _same_revision(standing, revision)
    if order.move is Move.REJECT and order.reason not in of_team(standing.kind):
        raise invalid("reason", "ce motif ne s'applique pas à ce genre de rapprochement")
    before = standing.state
    moves.make(turn, standing, order, standing.sides(turn.actor))
    alternates.follow(turn, standing, order.move, before)
    return standing


def _same_revision(standing: Standing, seen: int | None) -> None:
    if seen is not None and seen != standing.pairing.revision:
        raise conflict(
            f"Quelqu'un vient de faire avancer ce rapprochement : il est maintenant « {STATE_LABELS[standing.state]} ». "
            "Relisez-le avant de décider."
        )


def _reordered(session: Session, standing: Standing, order: list[str]) -> bool:
    waiting = repository.alternates(session, standing.chain)
    if sorted(order) != sorted(pairing.id for pairing in waiting):
        raise invalid("alternates", "donnez une fois chacun tous les remplaçants encore en réserve, et eux seuls")
    ranks = sorted(pairing.alternate_rank for pairing in waiting)
    by_id = {pairing.id: pairing for pairing in waiting}
    if order == [pairing.id for pairing in waiting]:
        return False
    for rank, pairing_id in zip(ranks, order, strict=True):
        by_id[pairing_id].alternate_rank = rank
        session.add(by_id[pairing_id])
    return True


def _from_run(turn: Turn, new: NewPairing) -> list[Pairing]:
    found = repository.shown(turn.session, new.run_id or "")
    if found is None:
        raise invalid("run_id", "aucune liste de suggestions ne porte cet identifiant")
    run, rows = found
    if new.alternates and run.kind != Kind.MENTOR:
        raise invalid("alternates", "seuls des bénévoles peuvent avoir des remplaçants")
    pairings = []
    for field, position in [("position", new.position or 0), *(("alternates", rank) for rank in new.alternates)]:
        if position not in rows:
            raise invalid(field, f"cette liste n'a pas de suggestion au rang {position}")
        pairings.append(_shown(turn, run, rows[position]))
    return pairings


def _shown(turn: Turn, run: Run, row: Shown) -> Pairing:
    return Pairing(
        id=new_id("R"),
        kind=run.kind,
        state=State.PROPOSED.value,
        need_id=run.need_id,
        project_id=run.project_id,
        mentor_id=row.mentor_id,
        investor_id=row.investor_id,
        partner_id=row.partner_id,
        run_id=run.id,
        run_position=row.position,
        score=row.score,
        encoder=run.encoder,
        ranker=run.ranker,
        created_at=turn.now,
        created_by=turn.actor.account_id,
    )


def _own_idea(turn: Turn, new: NewPairing) -> Pairing:
    session = turn.session
    need = _known(session, Need, "need_id", new.need_id)
    mentor = _known(session, Mentor, "mentor_id", new.mentor_id)
    partner = _known(session, Partner, "partner_id", new.partner_id)
    investor = _known(session, Investor, "investor_id", new.investor_id)
    project = _known(session, Project, "project_id", need.project_id if need is not None else new.project_id)
    assert project is not None  # noqa: S101 - the schema asks for a need or a project
    kind = Kind.MENTOR if mentor else Kind.PARTNER if partner else Kind.INVESTOR
    return Pairing(
        id=new_id("R"),
        kind=kind.value,
        state=State.PROPOSED.value,
        need_id=need.id if need is not None else None,
        project_id=project.id,
        mentor_id=mentor.id if mentor is not None else None,
        investor_id=investor.id if investor is not None else None,
        partner_id=partner.id if partner is not None else None,
        created_at=turn.now,
        created_by=turn.actor.account_id,
    )


def _known(session: Session, table: type[Row], field: str, id: str | None) -> Row | None:
    row = session.get(table, id) if id is not None else None
    if row is None and id is not None:
        raise invalid(field, f"rien dans le registre ne porte l'identifiant « {id} »")
    return row
