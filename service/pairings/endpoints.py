"""`/pairings`: from a suggestion that the team takes up to its outcome."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.paging import USUAL, After, Limit, Page
from service.pairings import repository, service, views
from service.pairings.moves import Turn
from service.pairings.schemas import (
    HistoryEntry,
    HolderPairing,
    MentorPairing,
    MoveMade,
    NewPairing,
    PairingChange,
    ReasonList,
    TeamPairing,
)
from service.pairings.states import Kind, Side, State
from service.problems import answers
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/pairings", tags=["pairings"])

Team = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, scope=Scope.MATCHING)]
Concerned = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, Role.MENTOR, Role.HOLDER, scope=Scope.MATCHING)]

View = TeamPairing | MentorPairing | HolderPairing


@router.get("")
def list_pairings(
    actor: Concerned,
    session: Reading,
    service_: Service,
    after: After = None,
    limit: Limit = USUAL,
    state: State | None = None,
    kind: Kind | None = None,
    need_id: Annotated[Key | None, Query()] = None,
    project_id: Annotated[Key | None, Query()] = None,
    mentor_id: Annotated[Key | None, Query()] = None,
    alternate_of: Annotated[Key | None, Query(description="Les remplaçants de ce rapprochement.")] = None,
) -> Page[View]:
    """List pairings, the newest first.

    The team sees all of them; mentors those for which they were asked; holders, for their projects, those to which a
    mentor has said yes.
    """
    now = service_.clock()
    filters: dict[str, Any] = {
        "state": state,
        "kind": kind,
        "need_id": need_id,
        "project_id": project_id,
        "mentor_id": mentor_id,
        "alternate_of": alternate_of,
    }
    return repository.page(session, actor, filters, after, limit, lambda each: views.view(session, now, actor, each))


@router.post("", status_code=201, responses=answers(409))
def create_pairing(actor: Team, session: Writing, service_: Service, new: NewPairing) -> TeamPairing:
    """Take a suggestion up: from a recorded ranking, with alternates, or the team's own idea. Nobody is written to yet."""
    turn = Turn(session, service_.settings, service_.clock(), actor)
    return views.team_view(turn.session, turn.now, actor, service.propose(turn, new))


@router.get("/reasons")
def list_reasons(actor: Concerned) -> list[ReasonList]:
    """Return the closed lists of reasons, with their labels, that the reader's side chooses from."""
    sides = [side for role, side in ((Role.MENTOR, Side.MENTOR), (Role.HOLDER, Side.HOLDER)) if actor.has(role)]
    return views.reason_lists(list(Side) if actor.team else sides)


@router.get("/{pairing_id}")
def read_pairing(actor: Concerned, session: Reading, service_: Service, pairing_id: Key) -> View:
    """Return one pairing, with what the reader may see of it and may do with it now."""
    return views.view(session, service_.clock(), actor, service.visible(session, actor, pairing_id))


@router.patch("/{pairing_id}", responses=answers(409))
def change_pairing(
    actor: Team, session: Writing, service_: Service, pairing_id: Key, new: PairingChange
) -> TeamPairing:
    """Change the message to the mentor or the order of the alternates, before the mentor is asked."""
    turn = Turn(session, service_.settings, service_.clock(), actor)
    return views.team_view(session, turn.now, actor, service.change(turn, pairing_id, new))


@router.post("/{pairing_id}/moves", responses=answers(409))
def move_pairing(actor: Concerned, session: Writing, service_: Service, pairing_id: Key, made: MoveMade) -> View:
    """Make a move: `moves` of the pairing says which ones are possible now.

    The team asks, rejects, introduces, withdraws; the mentor accepts, declines, pauses; the holder agrees or disagrees;
    either of them, or the team, closes; both rate. For a side where nobody has an account, the team notes the answer.
    """
    turn = Turn(session, service_.settings, service_.clock(), actor)
    return views.view(session, turn.now, actor, service.move(turn, pairing_id, made.order(), made.revision))


@router.get("/{pairing_id}/history")
def read_history(
    actor: Team, session: Reading, pairing_id: Key, after: After = None, limit: Limit = USUAL
) -> Page[HistoryEntry]:
    """Return what happened to a pairing, from the audit log, oldest first."""
    service.visible(session, actor, pairing_id)
    return repository.history_page(session, pairing_id, after, limit, views.history_entry)
