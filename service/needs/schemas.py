"""What is sent and answered about needs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from service.registry.sent import Change, Sent
from service.registry.values import Day
from service.skills.schemas import ReadingView, SaidSkills, SkillName
from service.texts import FilledProse

Priority = Annotated[int, Field(ge=1, le=1000, description="1 : le plus urgent.")]
Wanted = Annotated[int, Field(ge=1, le=100, description="Nombre de bénévoles attendus.")]


class NewNeed(Sent):
    """One thing that a project cannot do alone, in the words of those who need it."""

    text: FilledProse
    priority: Priority
    deadline: Day | None = None
    mentors_wanted: Wanted = 1
    skills: SaidSkills = Field(default_factory=list)


class NeedChange(Change):
    """What may be changed about a need; what is left out stays as it is."""

    text: FilledProse | None = None
    priority: Priority | None = None
    deadline: Day | None = None
    mentors_wanted: Wanted | None = None
    skills: SaidSkills | None = None


class NeedView(BaseModel):
    """What the team, and those who act for the project, see."""

    id: str
    project_id: str
    text: str
    priority: int
    deadline: date | None
    mentors_wanted: int
    skills: list[str]
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    waiting_for_vectors: bool = Field(description="Le texte vient de changer et est encore en cours de lecture.")


class NeedDetail(NeedView):
    """One need, and the fine skills that it is taken to be about."""

    understood_as: list[ReadingView] = Field(
        description=(
            "Les compétences que lit le moteur, ou celles de `said` s'il y en a ; vide quand rien n'est lu (aucun lecteur de "
            "compétences pour le modèle en service, ou service pas encore prêt)."
        )
    )
    said: list[SkillName] = Field(description="Celles de `skills`, avec leur nom.")
