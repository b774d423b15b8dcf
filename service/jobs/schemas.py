"""What is sent and answered about jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

JobState = Literal["queued", "running", "done", "failed", "cancelled"]


class NewJob(BaseModel):
    """A job that the team asks for; an import has its own address, `/imports/{id}/commit`."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["reembed"] = Field(description="`reembed` : relire tous les textes du réseau avec le modèle présent.")


class JobView(BaseModel):
    """A job and how far it is."""

    id: str
    kind: str
    state: JobState
    done: int
    total: int = Field(description="Nombre d'étapes ; 0 tant qu'il n'est pas connu.")
    result: dict[str, Any] | None
    failure: str = Field(description="Pourquoi le travail a échoué, en français ; vide sinon.")
    cancel_asked: bool
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
