"""What is answered about the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class AuditView(BaseModel):
    """One entry: states, numbers, dates and closed lists only, never texts."""

    id: int
    at: datetime
    actor: str = Field(description="Compte qui a agi ; `system` pour ce que le temps seul a amené.")
    action: str = Field(description="Un verbe et ce à quoi il s'applique, comme `pairing.accept`.")
    kind: str
    entity_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    request_id: str | None
