"""What is sent and answered about meetings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.texts import Line, Prose


class NewMeeting(BaseModel):
    """A meeting that took place."""

    model_config = ConfigDict(extra="forbid")

    held_on: Annotated[
        date, Field(ge=date(2000, 1, 1), description="Le jour de la rencontre, au plus tard aujourd'hui.")
    ]
    place: Line = ""
    note: Annotated[Prose, StringConstraints(max_length=2000)] = Field(
        "", description="Quelques mots ; lus par les deux personnes et par l'équipe."
    )


class MeetingView(BaseModel):
    """A meeting as it was noted."""

    id: str
    pairing_id: str
    held_on: date
    place: str
    note: str
    noted_by: str = Field(description="Qui l'a notée : le bénévole, le porteur ou l'équipe.")
    created_at: datetime
