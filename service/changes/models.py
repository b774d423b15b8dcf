"""What changed in the network, in order, so that an engine in memory can follow."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from service.database.base import Serial


class Revision(SQLModel, table=True):
    """The number of the last change; there is one row. Taking it is what puts writers in order."""

    id: int = Field(primary_key=True)
    number: int = Field(sa_type=Serial)


class Change(SQLModel, table=True):
    """One thing that changed; `kind` is the name of its table (`mentor`, `need`, `decision`...)."""

    number: int = Field(primary_key=True, sa_type=Serial)
    kind: str = Field(primary_key=True)
    entity_id: str = Field(primary_key=True)
