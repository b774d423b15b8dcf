"""What is sent and answered about privacy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.privacy.purposes import Basis, Purpose
from service.texts import Line


class PurposeView(BaseModel):
    """One purpose, as it stands for the person."""

    purpose: Purpose
    title: str = Field(description="Nom de la finalité, en français.")
    sentence: str = Field(description="Ce qui est fait des données, en une phrase.")
    basis: Basis
    basis_title: str = Field(description="Base légale, en français.")
    active: bool = Field(description="Les données servent-elles à cette finalité en ce moment ?")
    by_consent: bool = Field(
        description="La finalité dépend d'un consentement, qui se donne et se retire à tout moment."
    )
    given_at: datetime | None
    withdrawn_at: datetime | None


class PrivacyView(BaseModel):
    """What a person's data is used for, and whether they object to matching."""

    purposes: list[PurposeView]
    objected_at: datetime | None = Field(description="Depuis quand la personne s'oppose au rapprochement.")


class ObjectionView(BaseModel):
    """Whether a person objects to matching."""

    person_id: str
    objected_at: datetime | None
    withdrawn: int = Field(description="Demandes en cours qui ont été retirées.")


class ReturnView(BaseModel):
    """Whether a person is archived."""

    person_id: str
    archived_at: datetime | None


class ErasureOrder(BaseModel):
    """The confirmation of an erasure, which nothing undoes."""

    model_config = ConfigDict(extra="forbid")

    confirmation: Line = Field(description="La phrase attendue, recopiée : voir la description de la route.")


class ErasureReceipt(BaseModel):
    """What was erased; keep the identifier, which names nobody."""

    id: str
    erased_at: datetime
    counts: dict[str, int]


class Section(BaseModel):
    """One kind of data about a person."""

    key: str
    title: str
    explanation: str = Field(description="Ce que c'est et d'où cela vient, en une phrase.")
    items: list[dict[str, Any]]


class PersonalData(BaseModel):
    """Everything about one person."""

    network: str
    made_at: datetime
    person_id: str
    sections: list[Section]
