"""The state machine as a table: from which state, by which move, made by whom, to which state.

Mentors::

    waiting --ask--> asked          proposed --ask--> asked --accept--> accepted --agree--> agreed --close--> closed
    waiting --promote--> proposed   proposed --reject--> rejected
                                    asked --decline, pause--> declined      asked --expire--> expired
                                    accepted --disagree--> declined_by_holder
    waiting, proposed, asked, accepted --withdraw--> withdrawn

Investors and partners are put in touch outside the tool: proposed --introduce--> introduced --close--> closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Kind(StrEnum):
    """Whom a pairing brings to a need or a project."""

    MENTOR = "mentor"
    INVESTOR = "investor"
    PARTNER = "partner"


class State(StrEnum):
    """Where a pairing stands."""

    PROPOSED = "proposed"
    WAITING = "waiting"
    ASKED = "asked"
    ACCEPTED = "accepted"
    AGREED = "agreed"
    INTRODUCED = "introduced"
    CLOSED = "closed"
    REJECTED = "rejected"
    DECLINED = "declined"
    EXPIRED = "expired"
    DECLINED_BY_HOLDER = "declined_by_holder"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What can be done with a pairing."""

    ASK = "ask"
    PROMOTE = "promote"
    REJECT = "reject"
    ACCEPT = "accept"
    DECLINE = "decline"
    PAUSE = "pause"
    EXPIRE = "expire"
    AGREE = "agree"
    DISAGREE = "disagree"
    INTRODUCE = "introduce"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    RATE = "rate"


class Side(StrEnum):
    """Who may make a move; the service itself makes those that time brings about."""

    MENTOR = "mentor"
    HOLDER = "holder"
    TEAM = "team"
    SERVICE = "service"


STATE_LABELS: Final[dict[State, str]] = {
    State.PROPOSED: "retenu par l'équipe, pas encore demandé",
    State.WAITING: "en réserve",
    State.ASKED: "demandé au bénévole",
    State.ACCEPTED: "accepté par le bénévole",
    State.AGREED: "conclu",
    State.INTRODUCED: "mis en relation",
    State.CLOSED: "terminé",
    State.REJECTED: "écarté par l'équipe",
    State.DECLINED: "refusé par le bénévole",
    State.EXPIRED: "resté sans réponse",
    State.DECLINED_BY_HOLDER: "non retenu par le porteur",
    State.WITHDRAWN: "retiré",
}

MOVE_LABELS: Final[dict[Move, str]] = {
    Move.ASK: "demander au bénévole",
    Move.PROMOTE: "remettre à l'équipe",
    Move.REJECT: "écarter",
    Move.ACCEPT: "accepter",
    Move.DECLINE: "refuser",
    Move.PAUSE: "se mettre en pause",
    Move.EXPIRE: "laisser expirer",
    Move.AGREE: "donner son accord",
    Move.DISAGREE: "ne pas donner suite",
    Move.INTRODUCE: "mettre en relation",
    Move.WITHDRAW: "retirer",
    Move.CLOSE: "terminer",
    Move.RATE: "donner une note",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table."""

    before: State
    move: Move
    by: frozenset[Side]
    after: State


def _steps(*rows: tuple[State, Move, set[Side], State]) -> tuple[Step, ...]:
    return tuple(Step(before, move, frozenset(by), after) for before, move, by, after in rows)


_TEAM, _MENTOR, _HOLDER, _SERVICE = Side.TEAM, Side.MENTOR, Side.HOLDER, Side.SERVICE

_WITH_A_MENTOR: Final = _steps(
    (State.PROPOSED, Move.ASK, {_TEAM}, State.ASKED),
    (State.PROPOSED, Move.REJECT, {_TEAM}, State.REJECTED),
    (State.PROPOSED, Move.WITHDRAW, {_TEAM, _SERVICE}, State.WITHDRAWN),
    (State.WAITING, Move.ASK, {_SERVICE}, State.ASKED),
    (State.WAITING, Move.PROMOTE, {_SERVICE}, State.PROPOSED),
    (State.WAITING, Move.REJECT, {_TEAM}, State.REJECTED),
    (State.WAITING, Move.WITHDRAW, {_TEAM, _SERVICE}, State.WITHDRAWN),
    (State.ASKED, Move.ACCEPT, {_MENTOR}, State.ACCEPTED),
    (State.ASKED, Move.DECLINE, {_MENTOR}, State.DECLINED),
    (State.ASKED, Move.PAUSE, {_MENTOR}, State.DECLINED),
    (State.ASKED, Move.EXPIRE, {_SERVICE}, State.EXPIRED),
    (State.ASKED, Move.WITHDRAW, {_TEAM, _SERVICE}, State.WITHDRAWN),
    (State.ACCEPTED, Move.AGREE, {_HOLDER}, State.AGREED),
    (State.ACCEPTED, Move.DISAGREE, {_HOLDER}, State.DECLINED_BY_HOLDER),
    (State.ACCEPTED, Move.WITHDRAW, {_TEAM, _SERVICE}, State.WITHDRAWN),
    (State.AGREED, Move.CLOSE, {_MENTOR, _HOLDER, _TEAM}, State.CLOSED),
    (State.CLOSED, Move.RATE, {_MENTOR, _HOLDER}, State.CLOSED),
)
_INTRODUCED: Final = _steps(
    (State.PROPOSED, Move.INTRODUCE, {_TEAM}, State.INTRODUCED),
    (State.PROPOSED, Move.REJECT, {_TEAM}, State.REJECTED),
    (State.PROPOSED, Move.WITHDRAW, {_TEAM, _SERVICE}, State.WITHDRAWN),
    (State.INTRODUCED, Move.CLOSE, {_TEAM}, State.CLOSED),
)

TABLE: Final[dict[Kind, tuple[Step, ...]]] = {
    Kind.MENTOR: _WITH_A_MENTOR,
    Kind.INVESTOR: _INTRODUCED,
    Kind.PARTNER: _INTRODUCED,
}

LIVE: Final = frozenset({State.PROPOSED, State.ASKED, State.ACCEPTED})
"""Somebody's turn, within a suggestion and its alternates; there is one such pairing at most."""

OPEN: Final = LIVE | {State.WAITING}
"""Nothing has come of it yet."""

ENGAGED: Final = frozenset({State.ACCEPTED, State.AGREED})
"""The mentor has said yes and is not done."""

IN_TOUCH: Final = frozenset({State.AGREED, State.CLOSED})
"""Both have agreed: each knows the other's contact details."""

DECISIVE: Final = frozenset(
    {
        State.REJECTED,
        State.DECLINED,
        State.EXPIRED,
        State.DECLINED_BY_HOLDER,
        State.AGREED,
        State.INTRODUCED,
        State.CLOSED,
    }
)
"""States that say how good the suggestion was; `withdrawn` says nothing about it."""


def find_step(kind: Kind, state: State, move: Move, sides: Collection[Side]) -> Step | None:
    """Return the row of the table that lets one of these sides make a move now, None where there is none."""
    for step in TABLE[kind]:
        if (step.before, step.move) == (state, move) and step.by & set(sides):
            return step
    return None


def possible(kind: Kind, state: State, sides: Collection[Side]) -> tuple[Move, ...]:
    """Return the moves that one of these sides may make now, in the order of the table."""
    return tuple(step.move for step in TABLE[kind] if step.before == state and step.by & set(sides))


def refusal(state: State, moves: Iterable[Move]) -> str:
    """Return why a move is refused, and what is possible instead, in French."""
    labels = [MOVE_LABELS[move] for move in moves]
    start = f"Ce rapprochement est « {STATE_LABELS[state]} » : ce geste n'y est pas possible."
    if not labels:
        return f"{start} Rien n'est attendu de votre part pour le moment."
    return f"{start} Possible maintenant : {', '.join(labels)}."
