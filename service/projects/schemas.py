"""What is sent and answered about projects."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from ptce_match.network import ProjectKind, Stage
from service.people.schemas import Contact
from service.registry.sent import Change, Sent
from service.registry.values import PostalCodeOrNone
from service.texts import EmailOrNone, FilledLine, Key, Line, Money, Prose, Sector


class NewProject(Sent):
    """A project that enters the registry."""

    title: FilledLine
    holder: Line = Field(default="", description="Porteur, comme il se nomme lui-même.")
    holder_id: Key | None = Field(
        default=None, description="La personne qui agit pour le projet ; un porteur inscrit le sien et laisse ce champ."
    )
    collective_id: Key | None = Field(default=None, description="Le collectif dont les membres agissent tous.")
    description: Prose = ""
    commune: Line = ""
    postal_code: PostalCodeOrNone = ""
    sector: Sector | None = None
    stage: Stage
    amount_sought: Money = 0.0
    amount_obtained: Money = Field(default=0.0, description="Noté par l'équipe d'animation.")
    legal_form: Line = ""
    email: EmailOrNone = ""
    kind: ProjectKind | None = None


class ProjectChange(Change):
    """What may be changed about a project; what is left out stays as it is."""

    title: FilledLine | None = None
    holder: Line | None = None
    holder_id: Key | None = None
    collective_id: Key | None = None
    description: Prose | None = None
    commune: Line | None = None
    postal_code: PostalCodeOrNone | None = None
    sector: Sector | None = None
    stage: Stage | None = None
    amount_sought: Money | None = None
    amount_obtained: Money | None = None
    legal_form: Line | None = None
    email: EmailOrNone | None = None
    kind: ProjectKind | None = None


class ProjectCard(BaseModel):
    """What the operational group sees of a project: no contact details, no story."""

    id: str
    title: str
    holder: str
    commune: str
    sector: int | None
    stage: str
    kind: str | None
    legal_form: str


class ProjectView(ProjectCard):
    """What the team, and those who act for the project, see."""

    holder_id: str | None
    holder_person: Contact | None = Field(description="Le porteur inscrit ; pour l'équipe, et pour lui-même.")
    collective_id: str | None
    description: str
    postal_code: str
    amount_sought: float
    amount_obtained: float
    email: str
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
