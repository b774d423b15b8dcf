"""What is sent and answered about past decisions."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from ptce_match.network import Outcome
from service.registry.sent import Sent
from service.registry.values import Day
from service.texts import Key, Prose

Rating = Annotated[int, Field(ge=1, le=5)]


class NewDecision(Sent):
    """A decision of the past, from before the service or made outside it."""

    need_id: Key
    mentor_id: Key
    date: Day
    outcome: Outcome
    reason: Prose = ""
    rating: Rating | None = Field(default=None, description="De 1 à 5, pour un accompagnement terminé.")


class DecisionView(BaseModel):
    """What was decided about a need and a mentor."""

    id: int
    need_id: str
    mentor_id: str
    date: datetime.date
    outcome: str
    reason: str
    rating: int | None
    pairing_id: str | None
