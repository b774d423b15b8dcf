"""Archiving who has been away for years: written to a month before and a week before, then set aside, never deleted.

Archived people are left out of matching, their sessions are closed and their tokens revoked. Their account stays open:
whoever logs in again is back with all their entries within moments. The team can bring somebody back as well.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from service.access.actor import SYSTEM, Actor
from service.audit import log
from service.changes import feed
from service.clock import local_day
from service.database.connection import reading, writing
from service.mail import outbox
from service.pairings.states import ENGAGED, OPEN, State
from service.people.models import Person
from service.privacy.letters import month_warning, week_warning
from service.privacy.repository import belongings as owned
from service.privacy.repository import inactive, removal
from service.privacy.requests import open_ones

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from service.clock import Clock
    from service.settings import Settings

MONTH: Final = timedelta(days=30)
WEEK: Final = timedelta(days=7)
_EVERY: Final = timedelta(hours=1)
_BATCH: Final = 50
_UNDER_WAY: Final = OPEN | ENGAGED | {State.INTRODUCED}


@dataclass
class ArchiveInactive:
    """The duty that warns, archives, and takes back who returned."""

    settings: Settings
    database: Engine
    clock: Clock
    name: str = "archive inactive people"
    _rests_until: datetime | None = field(default=None, init=False)
    _reached: str = field(default="", init=False)

    def run(self) -> bool:
        """Do a few of the people who are due, once an hour; return whether there was anything."""
        now = self.clock()
        returned = self._take_back(now)
        if self._rests_until is not None and now < self._rests_until:
            return returned
        with reading(self.database) as session:
            ids = inactive.candidates(session, self._mark(now), self._reached, _BATCH)
        done = False
        for person_id in ids:
            with writing(self.database) as session:
                done |= self._one(session, now, person_id)
        self._reached = ids[-1] if len(ids) == _BATCH else ""
        if not self._reached:
            self._rests_until = now + _EVERY
        return done or returned or bool(self._reached)

    def _mark(self, now: datetime) -> datetime:
        """Return the last activity from which on nobody is due for anything; the exact days are counted one by one."""
        return earlier(now, self.settings.archive_months) + MONTH + timedelta(days=3)

    def _one(self, session: Session, now: datetime, person_id: str) -> bool:
        """Make the next step for one person, if it is due."""
        belongings = owned.find(session, person_id)
        if belongings is None or belongings.person.archived_at is not None:
            return False
        person = belongings.person
        step = next_step(person, now, self.settings.archive_months)
        if step is None or open_ones(session, belongings, _UNDER_WAY):
            return False
        if step == "archive":
            archive(session, now, SYSTEM, person_id)
            return True
        ends = max(
            later(person.last_active_at, self.settings.archive_months), now + (MONTH if step == "month" else WEEK)
        )
        write = month_warning if step == "month" else week_warning
        if step == "month":
            person.warned_month_at = now
        else:
            person.warned_week_at = now
        session.add(person)
        for address in belongings.emails[:1]:
            outbox.send(session, now, address, *write(self.settings, person, local_day(ends)), person_id=person.id)
        log.record(session, now, SYSTEM, f"person.warn_{step}", "person", person.id)
        return True

    def _take_back(self, now: datetime) -> bool:
        with reading(self.database) as session:
            ids = inactive.returned(session, _BATCH)
        for person_id in ids:
            with writing(self.database) as session:
                unarchive(session, now, SYSTEM, person_id)
        return bool(ids)


def next_step(person: Person, now: datetime, months: int) -> str | None:
    """Return what is due for somebody: `month` or `week` (a warning), `archive`, or None.

    Each step leaves the time that the message before it promised, however late it was sent.
    """
    ends = later(person.last_active_at, months)
    if person.warned_month_at is None:
        return "month" if now >= ends - MONTH else None
    if person.warned_week_at is None:
        return "week" if now >= max(ends, person.warned_month_at + MONTH) - WEEK else None
    return "archive" if now >= max(ends, person.warned_week_at + WEEK) else None


def archive(session: Session, now: datetime, actor: Actor, person_id: str) -> None:
    """Set a person aside, with everything of theirs."""
    belongings = owned.find(session, person_id)
    if belongings is None or belongings.person.archived_at is not None:
        return
    belongings.person.archived_at = now
    session.add(belongings.person)
    touched = removal.archive(session, belongings, now, only=None)
    removal.close_sessions(session, belongings.account_ids)
    feed.tell(session, ("person", person_id), *touched)
    log.record(session, now, actor, "person.archive", "person", person_id, after={"entries": len(touched)})


def unarchive(session: Session, now: datetime, actor: Actor, person_id: str) -> None:
    """Bring a person back, with what was set aside together with them; what was archived before stays so."""
    belongings = owned.find(session, person_id)
    if belongings is None or belongings.person.archived_at is None:
        return
    person = belongings.person
    touched = removal.archive(session, belongings, None, only=person.archived_at)
    person.archived_at = person.warned_month_at = person.warned_week_at = None
    person.last_active_at = max(person.last_active_at, now)
    session.add(person)
    session.flush()
    feed.tell(session, ("person", person_id), *touched)
    log.record(session, now, actor, "person.unarchive", "person", person_id, after={"entries": len(touched)})


def later(moment: datetime, months: int) -> datetime:
    """Return the same day some months later, or the last one of a shorter month."""
    number = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(number, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def earlier(moment: datetime, months: int) -> datetime:
    """Return the same day some months earlier, or the last one of a shorter month."""
    return later(moment, -months)
