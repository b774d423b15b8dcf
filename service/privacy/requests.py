"""Open pairings of somebody who objects to being matched, or goes: withdrawn, and the next in line is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.actor import SYSTEM
from service.pairings import alternates
from service.pairings import repository as pairings
from service.pairings.moves import Turn
from service.pairings.reasons import TeamReason
from service.pairings.states import OPEN, Kind, State
from service.privacy.repository import belongings as owned
from service.privacy.repository import removal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.pairings.models import Pairing
    from service.privacy.repository.belongings import Belongings
    from service.settings import Settings


def withdraw_open(session: Session, settings: Settings, now: datetime, belongings: Belongings) -> int:
    """Withdraw every open pairing in which a person is suggested, or that concerns a project of theirs alone.

    Where the person was asked, or was about to be, the next alternate takes the turn. Returns how many were withdrawn.
    """
    pairings.take_turns(session)
    removal.hold(session, belongings)
    turn = Turn(session, settings, now, SYSTEM)
    states = {state.value for state in OPEN}
    own_projects = {project.id for project in belongings.own_projects}
    mine = [pairing for pairing in owned.pairings(session, belongings) if pairing.state in states]
    mine = [row for row in mine if row.project_id in own_projects or _party(row) in belongings.parties]
    # Those in reserve first: they must not be asked when the one before them goes.
    mine.sort(key=lambda row: row.state != State.WAITING)
    done = 0
    for pairing in mine:
        done += _withdraw(turn, pairing, follow=pairing.project_id not in own_projects)
    return done


def open_ones(session: Session, belongings: Belongings, states: frozenset[State]) -> bool:
    """Tell whether a person has a pairing in one of these states."""
    return any(State(pairing.state) in states for pairing in owned.pairings(session, belongings))


def _withdraw(turn: Turn, pairing: Pairing, *, follow: bool) -> int:
    standing = pairings.find(turn.session, pairing.id)
    if standing is None or standing.state not in OPEN:
        return 0  # stood down as an alternate of one before it
    before = standing.state
    alternates.withdraw(turn, standing, TeamReason.NOT_AVAILABLE)
    if follow and standing.kind is Kind.MENTOR:
        if before in {State.ASKED, State.ACCEPTED}:
            alternates.ask_next(turn, standing)
        elif before is State.PROPOSED:
            alternates.promote_next(turn, standing.chain)
    return 1


def _party(pairing: Pairing) -> str:
    return pairing.mentor_id or pairing.investor_id or pairing.partner_id or ""
