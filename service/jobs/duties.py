"""The duties of the service, in the order in which they are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.sightings import NoteSightings, Sightings
from service.jobs.runner import RunJobs
from service.mail.delivery import SendMessages
from service.matching.embedding import EmbedTexts
from service.operations.housekeeping import Housekeeping
from service.pairings.expiry import LetExpire
from service.privacy.archiving import ArchiveInactive
from service.privacy.cleaning import FinishErasures

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from service.clock import Clock
    from service.jobs.worker import Duty, LongDuty
    from service.matching.live import LiveMatcher
    from service.settings import Settings


def standard_duties(settings: Settings, database: Engine, clock: Clock, sightings: Sightings) -> tuple[Duty, ...]:
    """Return the duties that take moments and that somebody just queued."""
    return (NoteSightings(database, sightings), SendMessages(settings, database, clock))


def timed_duties(settings: Settings, database: Engine, clock: Clock) -> tuple[Duty, ...]:
    """Return the duties that time alone makes due: looking for them after each request would cost more than the request."""
    return (
        LetExpire(settings, database, clock),
        ArchiveInactive(settings, database, clock),
        FinishErasures(settings, database, clock),
        Housekeeping(settings, database, clock),
    )


def long_duties(settings: Settings, database: Engine, clock: Clock, matcher: LiveMatcher) -> tuple[LongDuty, ...]:
    """Return the duties that take minutes: each has a thread of its own, so that the others never wait for it."""
    return (EmbedTexts(database, clock, matcher), RunJobs(settings, database, clock, matcher))
