"""What is sent and answered about mentors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ptce_match.network import MentorStatus
from service.texts import Email, FilledLine, Key, Kilometres, Line, Prose, Sector

Tags = Annotated[list[FilledLine], Field(max_length=50)]
Sectors = Annotated[list[Sector], Field(max_length=10)]
Hours = Annotated[float, Field(ge=0, le=744, allow_inf_nan=False)]
Capacity = Annotated[int, Field(ge=0, le=1000)]


class MentorChange(BaseModel):
    """What may be changed about a mentor; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    status: MentorStatus | None = None
    commune: Line | None = None
    postal_code: Line | None = None
    radius_km: Kilometres | None = None
    hours_per_month: Hours | None = None
    capacity: Capacity | None = None
    tags: Tags | None = None
    sectors: Sectors | None = None
    profile: Prose | None = None
    refusals: Prose | None = None
    remote: bool | None = None
    paused_until: date | None = None


class NewMentor(BaseModel):
    """A mentor who enters the registry, for a person who is there already or is described here."""

    model_config = ConfigDict(extra="forbid")

    person_id: Key | None = None
    name: FilledLine | None = None
    email: Email | None = None
    phone: Line = ""
    adult: bool = Field(description="La personne a 18 ans révolus : condition pour accompagner.")
    status: MentorStatus
    commune: Line = ""
    postal_code: Line = ""
    radius_km: Kilometres = 30.0
    hours_per_month: Hours = 4.0
    capacity: Capacity = 1
    tags: Tags = []
    sectors: Sectors = []
    profile: Prose = ""
    refusals: Prose = ""
    remote: bool | None = None


class MentorCard(BaseModel):
    """What people outside the team see of a mentor: first name and initial, no contact details."""

    id: str
    name: str
    status: str
    commune: str
    tags: list[str]
    sectors: list[int]


class MentorView(MentorCard):
    """What the team, and the mentor in person, see."""

    person_id: str
    email: str
    phone: str
    postal_code: str
    radius_km: float
    hours_per_month: float
    capacity: int
    profile: str
    refusals: str
    remote: bool | None
    paused_until: date | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    waiting_for_vectors: bool = Field(description="Les textes viennent de changer et sont encore en cours de lecture.")
