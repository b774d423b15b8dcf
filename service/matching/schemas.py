"""What is asked and answered about rankings."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from service.skills.schemas import ReadingView, SaidSkills, SkillName
from service.texts import FilledProse, Line

NOBODY: Final = "Aucune correspondance satisfaisante."

Number = Annotated[int, Field(ge=1, le=50, description="Nombre de suggestions, 50 au plus.")]


class NeedKind(StrEnum):
    """Whom a need may be answered by."""

    MENTOR = "mentor"
    PARTNER = "partner"


class ProjectKind(StrEnum):
    """Whom a project as a whole may be answered by."""

    INVESTOR = "investor"


class AskForNeed(BaseModel):
    """Suggestions for a need."""

    model_config = ConfigDict(extra="forbid")

    k: Number = 5
    kind: NeedKind = NeedKind.MENTOR


class AskForProject(BaseModel):
    """Suggestions for a project."""

    model_config = ConfigDict(extra="forbid")

    k: Number = 5
    kind: ProjectKind = ProjectKind.INVESTOR


class FreeText(BaseModel):
    """A need in free words, which is kept nowhere."""

    model_config = ConfigDict(extra="forbid")

    text: FilledProse
    place: Line = ""
    skills: SaidSkills = Field(default_factory=list)
    k: Number = 5


UnderstoodAs = Annotated[
    list[ReadingView],
    Field(description="Les compétences dont le besoin a été compris comme parlant, la plus probable d'abord."),
]
Said = Annotated[
    list[SkillName], Field(description="Celles que quelqu'un a dites, à la place de celles que lit le moteur.")
]


class SignalView(BaseModel):
    """One signal that entered a score, from 0 (against) to 1 (for)."""

    name: str
    label: str
    value: float


class SuggestionView(BaseModel):
    """One person or organisation suggested, with what speaks for and against."""

    position: int
    id: str
    name: str
    score: float
    signals: list[SignalView]
    reasons: list[str]
    reservations: list[str]
    counterfactual: str


class ExclusionView(BaseModel):
    """Somebody whom a hard rule left out, and which."""

    id: str
    name: str
    rule: str
    score: float


class RankingView(BaseModel):
    """Suggestions, best first; `message` says so when nobody is good enough."""

    suggestions: list[SuggestionView]
    message: str | None
    threshold: float
    ranker: str


class RunSummary(BaseModel):
    """A ranking that was asked for."""

    id: str
    kind: str
    need_id: str | None
    project_id: str
    asked_at: datetime
    asked_for: int
    encoder: str
    ranker: str
    threshold: float


class RunView(RunSummary):
    """A ranking as it was shown; `excluded` is for the team, and only in the answer to the question itself."""

    suggestions: list[SuggestionView]
    excluded: list[ExclusionView] | None = None
    message: str | None
    understood_as: UnderstoodAs
    said: Said


class FreeTextView(BaseModel):
    """Who could answer a need in free words."""

    place: str
    encoder: str
    understood_as: UnderstoodAs
    said: Said
    mentors: RankingView
    partners: RankingView


class ModelView(BaseModel):
    """Which model and which weights make the answers, over how many people."""

    encoder: str
    mentors: str
    investors: str
    partners: str
    number_of_mentors: int
    reads_skills: bool = Field(
        description="Les compétences fines sont lues dans les textes, et celles que quelqu'un a dites comptent."
    )
    waiting_texts: int = Field(description="Fiches dont les textes sont encore à lire.")
