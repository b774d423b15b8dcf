"""What time, and what happens elsewhere, bring about: reminders, requests that expire, pairings that came to nothing.

Each is done in a transaction of its own, which looks again at what it found: done twice, or stopped halfway and done
again, it happens once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlmodel import col, or_, select

from service.access.actor import SYSTEM
from service.database.connection import reading, writing
from service.investors.models import Investor
from service.mentors.models import Mentor
from service.pairings import alternates, moves, repository
from service.pairings.models import Pairing
from service.pairings.moves import Order, Turn
from service.pairings.post import Post
from service.pairings.rules import place_closed
from service.pairings.states import ENGAGED, LIVE, OPEN, Move, Side, State
from service.partners.models import Partner
from service.people.models import Person
from service.projects.models import Need, Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Engine

    from service.clock import Clock
    from service.pairings.standing import Standing
    from service.settings import Settings

_MOST: Final = 50
"""How many are taken in one go, so that the worker can be stopped within seconds."""
_ANSWERABLE: Final = frozenset({State.ASKED, State.ACCEPTED})
_SERVICE: Final = frozenset({Side.SERVICE})


@dataclass(frozen=True)
class LetExpire:
    """The duty that lets time count."""

    settings: Settings
    database: Engine
    clock: Clock
    name: str = "let requests expire"

    def run(self) -> bool:
        """Do what is due; return whether anything was done.

        One pairing that fails does not keep the others waiting; its error is raised at the end.
        """
        done, failure = False, None
        for find, act in (
            (_stranded, self._let_go),
            (_forgotten, self._take_up),
            (_overdue, self._expire),
            (_soon_due, self._remind),
        ):
            with reading(self.database) as session:
                found = session.exec(find(self.clock(), self.settings).limit(_MOST)).all()
            for pairing_id in found:
                try:
                    done |= self._each(pairing_id, act)
                except Exception as error:  # noqa: BLE001 - raised below, once the others have had their turn
                    failure = failure or error
        if failure is not None:
            raise failure
        return done

    def _each(self, pairing_id: str, act: Callable[[Turn, Standing], bool]) -> bool:
        with writing(self.database) as session:
            repository.take_turns(session)
            standing = repository.find(session, pairing_id)
            turn = Turn(session, self.settings, self.clock(), SYSTEM)
            return standing is not None and act(turn, standing)

    def _expire(self, turn: Turn, standing: Standing) -> bool:
        pairing = standing.pairing
        if standing.state not in _ANSWERABLE or pairing.due_at is None or pairing.due_at > turn.now:
            return False
        if standing.state is State.ACCEPTED:
            # The mentor has said yes: that does not expire, but somebody should call the holder.
            pairing.due_at = None
            turn.session.add(pairing)
            Post(turn.session, turn.settings, turn.now, standing).tell_team_holder_silent()
            return True
        moves.make(turn, standing, Order(Move.EXPIRE), _SERVICE)
        alternates.follow(turn, standing, Move.EXPIRE, State.ASKED)
        return True

    def _remind(self, turn: Turn, standing: Standing) -> bool:
        pairing = standing.pairing
        before = timedelta(days=turn.settings.reminder_days)
        if standing.state not in _ANSWERABLE or pairing.reminded_at is not None or pairing.due_at is None:
            return False
        if not turn.now < pairing.due_at <= turn.now + before:
            return False
        pairing.reminded_at = turn.now
        turn.session.add(pairing)
        Post(turn.session, turn.settings, turn.now, standing).remind()
        return True

    def _let_go(self, turn: Turn, standing: Standing) -> bool:
        before = standing.state
        if before not in OPEN:
            return False
        alternates.withdraw(turn, standing)
        if place_closed(standing):
            alternates.stand_down(turn, standing.chain)
        elif before in {State.ASKED, State.ACCEPTED}:
            alternates.ask_next(turn, standing)
        elif before is State.PROPOSED:
            alternates.promote_next(turn, standing.chain)
        return True

    def _take_up(self, turn: Turn, standing: Standing) -> bool:
        line = repository.chain(turn.session, standing.chain)
        if standing.state is not State.WAITING or any(State(each.state) in LIVE | ENGAGED for each in line):
            return False
        alternates.promote_next(turn, standing.chain)
        if standing.state is State.WAITING and standing.pairing.alternate_of is None:
            moves.make(turn, standing, Order(Move.PROMOTE), _SERVICE)
        return True


def _overdue(now: datetime, _settings: Settings) -> Any:
    return (
        select(Pairing.id)
        .where(col(Pairing.state).in_(sorted(_ANSWERABLE)), col(Pairing.due_at) <= now)
        .order_by(col(Pairing.due_at), col(Pairing.id))
    )


def _soon_due(now: datetime, settings: Settings) -> Any:
    return (
        select(Pairing.id)
        .where(
            col(Pairing.state).in_(sorted(_ANSWERABLE)),
            col(Pairing.reminded_at).is_(None),
            col(Pairing.due_at) > now,
            col(Pairing.due_at) <= now + timedelta(days=settings.reminder_days),
        )
        .order_by(col(Pairing.due_at), col(Pairing.id))
    )


def _stranded(_now: datetime, _settings: Settings) -> Any:
    """Return the open pairings of a need that is closed, or of somebody who left, objected, or is archived."""
    return (
        select(Pairing.id)
        .join(Project, col(Project.id) == Pairing.project_id)
        .outerjoin(Need, col(Need.id) == Pairing.need_id)
        .outerjoin(Mentor, col(Mentor.id) == Pairing.mentor_id)
        .outerjoin(Person, col(Person.id) == Mentor.person_id)
        .outerjoin(Investor, col(Investor.id) == Pairing.investor_id)
        .outerjoin(Partner, col(Partner.id) == Pairing.partner_id)
        .where(
            col(Pairing.state).in_(sorted(OPEN)),
            or_(
                *(
                    col(moment).is_not(None)
                    for moment in (
                        Need.closed_at,
                        Project.archived_at,
                        Mentor.archived_at,
                        Person.archived_at,
                        Person.objected_at,
                        Investor.archived_at,
                        Partner.archived_at,
                    )
                )
            ),
        )
        .order_by(col(Pairing.id))
    )


def _forgotten(_now: datetime, _settings: Settings) -> Any:
    """Return the alternates behind nobody: the one before them was erased."""
    ahead = select(Pairing.id).where(col(Pairing.state).in_(sorted(LIVE | ENGAGED))).subquery()
    line = select(Pairing.alternate_of).where(
        col(Pairing.state).in_(sorted(LIVE | ENGAGED)), col(Pairing.alternate_of).is_not(None)
    )
    return (
        select(Pairing.id)
        .where(
            Pairing.state == State.WAITING,
            or_(
                col(Pairing.alternate_of).is_(None),
                col(Pairing.alternate_of).not_in(select(ahead.c.id)) & col(Pairing.alternate_of).not_in(line),
            ),
        )
        .order_by(col(Pairing.alternate_rank), col(Pairing.id))
    )
