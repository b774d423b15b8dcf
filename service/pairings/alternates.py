"""What becomes of the alternates when the one before them moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.access.actor import SYSTEM
from service.pairings import moves, repository
from service.pairings.moves import Order, Turn
from service.pairings.post import Post
from service.pairings.reasons import TeamReason
from service.pairings.rules import obstacle, place_closed, places_taken
from service.pairings.states import LIVE, Kind, Move, Side, State

if TYPE_CHECKING:
    from service.pairings.standing import Standing

_SERVICE: Final = frozenset({Side.SERVICE})
_NEXT: Final = frozenset({Move.DECLINE, Move.PAUSE, Move.EXPIRE, Move.DISAGREE})


def follow(turn: Turn, standing: Standing, move: Move, before: State) -> None:
    """Do what a move means for those in line behind it.

    A mentor who refuses, pauses or does not answer, or a holder who does not agree: the next one is asked. A suggestion
    that the team rejects: the next one is put before the team. An agreement, or a request that the team withdraws: the
    others are no longer needed.
    """
    if standing.kind is not Kind.MENTOR:
        return
    turn = Turn(turn.session, turn.settings, turn.now, SYSTEM)
    if move in _NEXT:
        ask_next(turn, standing)
    elif move is Move.REJECT and before is State.PROPOSED:
        promote_next(turn, standing.chain)
    elif move is Move.AGREE or (move is Move.WITHDRAW and before in LIVE):
        stand_down(turn, standing.chain)


def ask_next(turn: Turn, standing: Standing) -> None:
    """Ask the next alternate who can be asked; tell the team where nobody is left.

    Who cannot be asked any more (on pause, no place left) is passed over. A need that is closed, or has found its
    mentors elsewhere, needs none of them.
    """
    if place_closed(standing) or places_taken(turn.session, standing):
        stand_down(turn, standing.chain)
        return
    for pairing in repository.alternates(turn.session, standing.chain):
        following = _found(turn, pairing.id)
        if obstacle(turn.session, turn.now, following, Move.ASK) is None:
            moves.make(turn, following, Order(Move.ASK), _SERVICE)
            return
        withdraw(turn, following, TeamReason.NOT_AVAILABLE)
    Post(turn.session, turn.settings, turn.now, standing).tell_team_nobody_left()


def promote_next(turn: Turn, chain: str) -> None:
    """Put the next alternate before the team."""
    waiting = repository.alternates(turn.session, chain)
    if waiting:
        moves.make(turn, _found(turn, waiting[0].id), Order(Move.PROMOTE), _SERVICE)


def stand_down(turn: Turn, chain: str) -> None:
    """Withdraw every alternate that still waits."""
    for pairing in repository.alternates(turn.session, chain):
        withdraw(turn, _found(turn, pairing.id))


def withdraw(turn: Turn, standing: Standing, reason: TeamReason | None = None) -> None:
    """Withdraw a pairing because of what happened elsewhere."""
    moves.make(turn, standing, Order(Move.WITHDRAW, reason=reason), _SERVICE)


def _found(turn: Turn, pairing_id: str) -> Standing:
    standing = repository.find(turn.session, pairing_id)
    assert standing is not None  # noqa: S101 - read in this transaction
    return standing
