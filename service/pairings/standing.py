"""One pairing with everything around it: what is needed to decide who may see it and what they may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from service.access.roles import Role
from service.pairings.states import IN_TOUCH, Kind, Move, Side, State, possible
from service.people.names import short_name

if TYPE_CHECKING:
    from datetime import datetime

    from service.access.actor import Actor
    from service.investors.models import Investor
    from service.mentors.models import Mentor
    from service.pairings.models import Feedback, Pairing
    from service.partners.models import Partner
    from service.people.models import Person
    from service.projects.models import Need, Project

RATING_DAYS: Final = 30
"""How long after closing each side may still give its rating."""

SEEN_BY_HOLDER: Final = frozenset({State.ACCEPTED, State.AGREED, State.CLOSED, State.DECLINED_BY_HOLDER})
"""A mentor who refused, or did not answer, is never shown to the holder."""


@dataclass(frozen=True)
class Standing:
    """A pairing and what belongs to it.

    Attributes
    ----------
    holders : tuple of Person
        Who speaks for the project: the holder, or the members of the collective.
    acting : frozenset of str
        Persons who may act for the project.
    able : frozenset of (str, str)
        Which of all these persons can log in, and in which role; the team notes the answers of a side where nobody can.
    feedback : dict of Side to Feedback
    """

    pairing: Pairing
    project: Project
    need: Need | None = None
    mentor: Mentor | None = None
    person: Person | None = None
    investor: Investor | None = None
    partner: Partner | None = None
    holders: tuple[Person, ...] = ()
    acting: frozenset[str] = frozenset()
    able: frozenset[tuple[str, str]] = frozenset()
    feedback: dict[Side, Feedback] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """Whom the pairing brings."""
        return Kind(self.pairing.kind)

    @property
    def state(self) -> State:
        """Where the pairing stands."""
        return State(self.pairing.state)

    @property
    def chain(self) -> str:
        """The identifier that a suggestion and its alternates share."""
        return self.pairing.alternate_of or self.pairing.id

    @property
    def party_name(self) -> str:
        """The whole name of whom the pairing brings: for the team."""
        for party in (self.person, self.investor, self.partner):
            if party is not None:
                return party.name
        return ""

    @property
    def holder_name(self) -> str:
        """First names and initials of those who speak for the project."""
        names = [short_name(person.name) for person in self.holders] or [short_name(self.project.holder)]
        return ", ".join(name for name in names if name)

    @property
    def in_touch(self) -> bool:
        """Whether the two sides know each other's contact details."""
        return self.kind is Kind.MENTOR and self.state in IN_TOUCH

    def side_of_person(self, actor: Actor) -> Side | None:
        """Return the side that somebody is on in person."""
        if self.kind is not Kind.MENTOR or not actor.person_id:
            return None
        if self.person is not None and actor.has(Role.MENTOR) and actor.person_id == self.person.id:
            return Side.MENTOR
        return Side.HOLDER if actor.has(Role.HOLDER) and actor.person_id in self.acting else None

    def sides(self, actor: Actor) -> frozenset[Side]:
        """Return the sides for which somebody may make moves."""
        found = {self.side_of_person(actor)}
        if actor.team:
            found.add(Side.TEAM)
            if self.kind is Kind.MENTOR:
                if self.person is not None and (self.person.id, Role.MENTOR.value) not in self.able:
                    found.add(Side.MENTOR)
                if not self.able & {(person_id, Role.HOLDER.value) for person_id in self.acting}:
                    found.add(Side.HOLDER)
        return frozenset(side for side in found if side is not None)

    def visible(self, actor: Actor) -> bool:
        """Tell whether somebody may know of this pairing."""
        if actor.team:
            return True
        match self.side_of_person(actor):
            case Side.MENTOR:
                return self.pairing.asked_at is not None
            case Side.HOLDER:
                stopped = self.state is State.WITHDRAWN and self.pairing.answered_at is not None
                return self.state in SEEN_BY_HOLDER or stopped
            case _:
                return False

    def may_rate(self, sides: frozenset[Side], now: datetime) -> frozenset[Side]:
        """Return for which sides a rating can be given once the pairing is closed."""
        closed_at = self.pairing.closed_at
        if self.kind is not Kind.MENTOR or (closed_at and now > closed_at + timedelta(days=RATING_DAYS)):
            return frozenset()
        return (sides & {Side.MENTOR, Side.HOLDER}) - set(self.feedback)

    def moves(self, actor: Actor, now: datetime) -> tuple[Move, ...]:
        """Return what somebody may do now."""
        sides = self.sides(actor)
        found = possible(self.kind, self.state, sides)
        return tuple(move for move in found if move is not Move.RATE or self.may_rate(sides, now))
