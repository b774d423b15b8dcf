"""What is sent and answered about collectives."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from service.people.schemas import Contact
from service.registry.sent import Change, Sent
from service.texts import FilledLine, Prose


class NewCollective(Sent):
    """A collective that enters the registry."""

    name: FilledLine
    description: Prose = ""


class CollectiveChange(Change):
    """What may be changed about a collective; what is left out stays as it is."""

    name: FilledLine | None = None
    description: Prose | None = None


class CollectiveView(BaseModel):
    """What the team, and its members, see of a collective."""

    id: str
    name: str
    description: str
    created_at: datetime
    updated_at: datetime


class MemberView(BaseModel):
    """A member of a collective; first name and initial outside the team."""

    person_id: str
    name: str
    joined_on: date
    contact: Contact | None = Field(description="Pour l'équipe, et pour la personne elle-même.")
