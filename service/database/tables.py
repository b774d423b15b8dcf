"""Every table of the service, gathered once so that the metadata is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlmodel import SQLModel

import service.accounts.models
import service.audit.models
import service.changes.models
import service.collectives.models
import service.conflicts.models
import service.decisions.models
import service.exchange.models
import service.investors.models
import service.jobs.models
import service.mail.models
import service.matching.models
import service.meetings.models
import service.mentors.models
import service.pairings.models
import service.partners.models
import service.people.models
import service.privacy.models
import service.projects.models  # noqa: F401 - imported for its tables

if TYPE_CHECKING:
    from sqlalchemy import MetaData, Table

METADATA: Final[MetaData] = SQLModel.metadata


def belongs(table: Table, dialect: str) -> bool:
    """Tell whether a table exists on a database of this dialect."""
    return bool(table.info.get("only", dialect) == dialect)
