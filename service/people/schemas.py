"""What is sent and answered about people and their memberships."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from service.registry.sent import Change, Sent
from service.registry.values import Day, PhoneOrNone
from service.texts import EmailOrNone, FilledLine, Key


class NewPerson(Sent):
    """Somebody who enters the registry."""

    name: FilledLine
    email: EmailOrNone = ""
    phone: PhoneOrNone = ""


class PersonChange(Change):
    """What may be changed about a person; what is left out stays as it is."""

    name: FilledLine | None = None
    email: EmailOrNone | None = None
    phone: PhoneOrNone | None = None


class NamedPerson(Sent):
    """A person who is in the registry already, by identifier, or a new one, by name."""

    person_id: Key | None = None
    name: FilledLine | None = None
    email: EmailOrNone | None = None
    phone: PhoneOrNone = ""


class Contact(BaseModel):
    """How to reach somebody: for the team, and for the person."""

    id: str
    name: str
    email: str
    phone: str


class PersonView(Contact):
    """What the team sees of a person, and the person of themselves."""

    adult: bool | None = Field(description="18 ans révolus ; null tant que la question n'a pas été posée.")
    created_at: datetime
    updated_at: datetime | None
    last_active_at: datetime
    objected_at: datetime | None = Field(description="Depuis quand la personne s'oppose aux rapprochements.")
    archived_at: datetime | None


class NewMembership(Sent):
    """A membership that begins: the charter was accepted."""

    charter_version: FilledLine
    charter_accepted_on: Day | None = Field(default=None, description="Aujourd'hui par défaut.")
    joined_on: Day | None = Field(default=None, description="Aujourd'hui par défaut.")


class MembershipEnd(Sent):
    """A membership that ends."""

    left_on: Day


class MembershipView(BaseModel):
    """A stretch of time during which somebody belonged to the network."""

    id: str
    person_id: str
    charter_version: str
    charter_accepted_on: date
    joined_on: date
    left_on: date | None
