"""What is sent and answered about needs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from service.registry.sent import Change, Sent
from service.registry.values import Day
from service.texts import FilledProse

Priority = Annotated[int, Field(ge=1, le=1000, description="1 : le plus urgent.")]
Wanted = Annotated[int, Field(ge=1, le=100, description="Nombre de bénévoles attendus.")]


class NewNeed(Sent):
    """One thing that a project cannot do alone, in the words of those who need it."""

    text: FilledProse
    priority: Priority
    deadline: Day | None = None
    mentors_wanted: Wanted = 1


class NeedChange(Change):
    """What may be changed about a need; what is left out stays as it is."""

    text: FilledProse | None = None
    priority: Priority | None = None
    deadline: Day | None = None
    mentors_wanted: Wanted | None = None


class NeedView(BaseModel):
    """What the team, and those who act for the project, see."""

    id: str
    project_id: str
    text: str
    priority: int
    deadline: date | None
    mentors_wanted: int
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    waiting_for_vectors: bool = Field(description="Le texte vient de changer et est encore en cours de lecture.")
