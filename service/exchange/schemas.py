"""What is sent and answered about imports and exports."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.jobs.schemas import JobView

DraftState = Literal["ready", "faulty", "committing", "committed"]


class ExportFormat(StrEnum):
    """How a network is written: a workbook, or CSV files in an archive."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


class Commit(BaseModel):
    """How a draft becomes part of the registry."""

    model_config = ConfigDict(extra="forbid")

    mode: Literal["merge", "replace"] = Field(
        description="`merge` ajoute et met à jour ; `replace` archive en plus ce que les tables ne contiennent pas."
    )


class FoundInTables(BaseModel):
    """One fault or doubt: where it stands, what stands there, what was expected or what becomes of it."""

    file: str
    line: int | None = None
    column: str = ""
    value: str = ""
    expected: str
    sentence: str = Field(description="Le tout en une phrase.")


class TableCounts(BaseModel):
    """What an import does to one table."""

    rows: int = Field(description="Lignes du fichier.")
    new: int
    changed: int
    unchanged: int
    missing: int = Field(description="Lignes du registre que le fichier ne contient pas ; `replace` les met de côté.")
    set_aside: int = Field(description="Lignes connues mais archivées ou closes, qui le restent.")


class ImportSummary(BaseModel):
    """A file that was uploaded."""

    id: str
    file_name: str
    state: DraftState
    fault_count: int
    warning_count: int
    created_at: datetime
    expires_at: datetime


class ImportView(ImportSummary):
    """A file that was uploaded, what was found in it, and what committing it would change."""

    faults: list[FoundInTables] = Field(description="Les 500 premières ; à corriger avant de verser le fichier.")
    warnings: list[FoundInTables] = Field(description="Les 500 premières ; elles n'empêchent rien.")
    merge: dict[str, TableCounts] = Field(
        description="Par table, ce que changerait `merge` ; vide s'il y a des fautes."
    )
    replace: dict[str, TableCounts] = Field(description="Par table, ce que changerait `replace`.")
    job: JobView | None = Field(description="Le versement, dès qu'il a été demandé.")
