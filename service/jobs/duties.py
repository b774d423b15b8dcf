"""The duties of the service, in the order in which they are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from service.clock import Clock
    from service.jobs.worker import Duty
    from service.matching.live import LiveMatcher
    from service.settings import Settings


def standard_duties(settings: Settings, database: Engine, clock: Clock, matcher: LiveMatcher) -> tuple[Duty, ...]:
    """Return every duty."""
    del settings, database, clock, matcher
    return ()
