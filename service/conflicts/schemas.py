"""What is sent and answered about conflicts of interest."""

from __future__ import annotations

from pydantic import BaseModel, Field

from service.registry.sent import Sent
from service.texts import Key, Prose


class NewConflict(Sent):
    """Two who must not be brought together: one of the network, and a project or another of the network."""

    party_id: Key = Field(description="Un bénévole, un investisseur ou un partenaire.")
    project_id: Key | None = Field(default=None, description="Un projet ; ou bien other_party_id, jamais les deux.")
    other_party_id: Key | None = Field(default=None, description="Un autre bénévole, investisseur ou partenaire.")
    reason: Prose = ""


class ConflictView(BaseModel):
    """A conflict of interest, as the team sees it, and a mentor those of their own."""

    id: str
    party_id: str
    project_id: str | None
    other_party_id: str | None
    reason: str
