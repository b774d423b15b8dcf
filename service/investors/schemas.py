"""What is sent and answered about investors."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from ptce_match.network import Instrument, InvestorKind, Stage
from service.people.schemas import Contact, NamedPerson
from service.registry.sent import Change, Sent
from service.registry.values import Items, PostalCodeOrNone, Sectors
from service.texts import FilledLine, Key, Kilometres, Line, Money, Prose

Instruments = Annotated[list[Instrument], Field(max_length=len(Instrument))]
Stages = Annotated[list[Stage], Field(max_length=len(Stage))]


class NewInvestor(Sent):
    """An investor who enters the registry."""

    contact: NamedPerson | None = Field(
        default=None, description="Qui parle pour l'investisseur ; un investisseur qui s'inscrit laisse ce champ."
    )
    adult: bool = Field(description="Qui parle pour l'investisseur a 18 ans révolus : condition pour investir.")
    name: FilledLine
    kind: InvestorKind
    commune: Line = ""
    postal_code: PostalCodeOrNone = ""
    radius_km: Kilometres = 50.0
    ticket_min: Money = 0.0
    ticket_max: Money
    instruments: Instruments = Field(default_factory=list)
    sectors: Sectors = Field(default_factory=list)
    criteria: Prose = ""
    stages: Stages = Field(default_factory=list)
    legal_forms: Items = Field(default_factory=list)
    available: Money | None = None


class InvestorChange(Change):
    """What may be changed about an investor; what is left out stays as it is."""

    contact_id: Key | None = Field(default=None, description="Changé par l'équipe d'animation seule.")
    name: FilledLine | None = None
    kind: InvestorKind | None = None
    commune: Line | None = None
    postal_code: PostalCodeOrNone | None = None
    radius_km: Kilometres | None = None
    ticket_min: Money | None = None
    ticket_max: Money | None = None
    instruments: Instruments | None = None
    sectors: Sectors | None = None
    criteria: Prose | None = None
    stages: Stages | None = None
    legal_forms: Items | None = None
    available: Money | None = None


class InvestorView(BaseModel):
    """What the team, and who speaks for the investor, see; nobody else sees investors."""

    id: str
    contact: Contact | None
    name: str
    kind: str
    commune: str
    postal_code: str
    radius_km: float
    ticket_min: float
    ticket_max: float
    instruments: list[str]
    sectors: list[int]
    criteria: str
    stages: list[str]
    legal_forms: list[str]
    available: float | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
