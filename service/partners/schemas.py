"""What is sent and answered about partners."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from service.people.schemas import Contact, NamedPerson
from service.registry.sent import Change, Sent
from service.registry.values import PostalCodeOrNone
from service.texts import FilledLine, Key, Line, Prose


class NewPartner(Sent):
    """A partner that enters the registry."""

    contact: NamedPerson | None = Field(default=None, description="Qui parle pour le partenaire.")
    name: FilledLine
    kind: Line = ""
    commune: Line = ""
    postal_code: PostalCodeOrNone = ""
    offer: Prose = ""


class PartnerChange(Change):
    """What may be changed about a partner; what is left out stays as it is."""

    contact_id: Key | None = Field(default=None, description="Changé par l'équipe d'animation seule.")
    name: FilledLine | None = None
    kind: Line | None = None
    commune: Line | None = None
    postal_code: PostalCodeOrNone | None = None
    offer: Prose | None = None


class PartnerCard(BaseModel):
    """What the network sees of a partner: an organisation and its offer, nobody in person."""

    id: str
    name: str
    kind: str
    commune: str
    postal_code: str
    offer: str


class PartnerView(PartnerCard):
    """What the team, and who speaks for the partner, see."""

    contact: Contact | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
