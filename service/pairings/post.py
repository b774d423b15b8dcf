"""Who is written to when a pairing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.mail import outbox
from service.pairings import repository
from service.pairings.letters import Contact, Letter, Writer, first_name
from service.pairings.states import Kind, Move, Side, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from service.pairings.standing import Standing
    from service.settings import Settings


def contacts(standing: Standing) -> dict[Side, list[Contact]]:
    """Return the contact details that both sides share, nothing before both have agreed."""
    if not standing.in_touch or standing.person is None:
        return {}
    project, person = standing.project, standing.person
    holders = [Contact(holder.name, holder.email, holder.phone) for holder in standing.holders]
    if len(holders) == 1 and not holders[0].email:
        holders = [Contact(holders[0].name, project.email, holders[0].phone)]
    return {
        Side.MENTOR: [Contact(person.name, person.email, person.phone)],
        Side.HOLDER: holders or [Contact(project.holder, project.email, "")],
    }


class Post:
    """Queues the letters of one pairing, in the transaction of what they tell of."""

    def __init__(self, session: Session, settings: Settings, now: datetime, standing: Standing) -> None:
        self._session, self._now, self._standing = session, now, standing
        self._writer = Writer(settings, standing)

    def after(self, move: Move, before: State, mover: Side) -> None:
        """Write to those whom a move concerns."""
        if self._standing.kind is not Kind.MENTOR:
            return
        match move:
            case Move.ASK:
                self._to_mentor(self._writer.asked())
            case Move.ACCEPT:
                self._to_holder(lambda _: self._writer.accepted())
            case Move.EXPIRE:
                self._to_mentor(self._writer.expired())
            case Move.AGREE:
                self._exchange()
            case Move.DISAGREE:
                self._to_mentor(self._writer.not_followed())
            case Move.WITHDRAW:
                self._withdrawn(before)
            case Move.CLOSE:
                self._closed(mover)
            case _:
                pass

    def remind(self) -> None:
        """Remind whoever is to answer."""
        if self._standing.state is State.ASKED:
            self._to_mentor(self._writer.reminder())
        else:
            self._to_holder(lambda _: self._writer.holder_reminder())

    def tell_team_nobody_left(self) -> None:
        """Tell the team that the need has nobody any more."""
        self._to_team(self._writer.nobody_left())

    def tell_team_holder_silent(self) -> None:
        """Tell the team that the holder has not answered."""
        self._to_team(self._writer.holder_silent())

    def _exchange(self) -> None:
        details = contacts(self._standing)
        person = self._standing.person
        if not details or person is None:
            return
        # Each message goes with the person whose details it holds, when that person is erased.
        about = self._standing.holders[0].id if self._standing.holders else None
        to_mentor = self._writer.exchange(first_name(person.name), details[Side.HOLDER])
        outbox.send(self._session, self._now, person.email, *to_mentor, person_id=about)
        for holder in details[Side.HOLDER]:
            to_holder = self._writer.exchange(first_name(holder.name), details[Side.MENTOR])
            outbox.send(self._session, self._now, holder.email, *to_holder, person_id=person.id)

    def _withdrawn(self, before: State) -> None:
        person = self._standing.person
        # Who objected to being matched, or left, is not written to about it.
        if before in {State.ASKED, State.ACCEPTED} and person is not None and person.objected_at is None:
            self._to_mentor(self._writer.withdrawn(first_name(person.name)))
        if before is State.ACCEPTED:
            self._to_holder(self._writer.withdrawn)

    def _closed(self, mover: Side) -> None:
        person = self._standing.person
        if mover is not Side.MENTOR and person is not None:
            self._to_mentor(self._writer.closed(first_name(person.name)))
        if mover is not Side.HOLDER:
            self._to_holder(self._writer.closed)

    def _to_mentor(self, letter: Letter) -> None:
        person = self._standing.person
        if person is not None:
            outbox.send(self._session, self._now, person.email, *letter, person_id=person.id)

    def _to_holder(self, write: Callable[[str], Letter]) -> None:
        project = self._standing.project
        for holder in self._standing.holders:
            letter = write(first_name(holder.name))
            recipient = holder.email or (project.email if len(self._standing.holders) == 1 else "")
            outbox.send(self._session, self._now, recipient, *letter, person_id=holder.id)
        if not self._standing.holders:
            outbox.send(self._session, self._now, project.email, *write(""))

    def _to_team(self, letter: Letter) -> None:
        for address in repository.team_addresses(self._session):
            outbox.send(self._session, self._now, address, *letter)
