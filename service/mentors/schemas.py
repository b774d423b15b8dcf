"""What is sent and answered about mentors."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from ptce_match.network import MentorStatus
from service.people.schemas import NamedPerson
from service.registry.sent import Change
from service.registry.values import Count, Day, Hours, Items, PostalCodeOrNone, Sectors
from service.texts import Kilometres, Line, Prose


class MentorChange(Change):
    """What may be changed about a mentor; what is left out stays as it is."""

    status: MentorStatus | None = None
    commune: Line | None = None
    postal_code: PostalCodeOrNone | None = None
    radius_km: Kilometres | None = None
    hours_per_month: Hours | None = None
    capacity: Count | None = None
    tags: Items | None = None
    sectors: Sectors | None = None
    profile: Prose | None = None
    refusals: Prose | None = None
    remote: bool | None = None
    paused_until: Day | None = None


class NewMentor(NamedPerson):
    """A mentor who enters the registry: for the team, a person who is there already or is described here."""

    adult: bool = Field(description="La personne a 18 ans révolus : condition pour accompagner.")
    status: MentorStatus
    commune: Line = ""
    postal_code: PostalCodeOrNone = ""
    radius_km: Kilometres = 30.0
    hours_per_month: Hours = 4.0
    capacity: Count = 1
    tags: Items = Field(default_factory=list)
    sectors: Sectors = Field(default_factory=list)
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
