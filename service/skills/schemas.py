"""What is sent and answered about fine skills."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from ptce_match.skills import default_taxonomy, nearest

MOST_SAID = 5


def _known(skill: str) -> str:
    if skill in default_taxonomy():
        return skill
    near = ", ".join(f"{each.id} ({each.name})" for each in nearest(default_taxonomy(), skill))
    hint = f" Proches : {near}." if near else ""
    raise ValueError(f"cette compétence n'est pas dans le référentiel, que donne /api/v1/skills.{hint}")


def _each_once(skills: list[str]) -> list[str]:
    return list(dict.fromkeys(skills))


SaidSkills = Annotated[
    list[Annotated[str, Field(max_length=64), AfterValidator(_known)]],
    Field(
        max_length=MOST_SAID,
        description=(
            "Compétences fines (`/api/v1/skills`) dont quelqu'un a dit que le besoin parle ; vide : elles sont lues dans le "
            "texte. Elles comptent dans le classement si `reads_skills` de `/api/v1/matching/model` est vrai."
        ),
    ),
    AfterValidator(_each_once),
]
"""Fine skills that somebody names, each once."""


class SkillName(BaseModel):
    """A fine skill that somebody said a need is about."""

    id: str
    name: str


class ReadingView(SkillName):
    """A fine skill that a need is taken to be about; said by a person, it is certain."""

    probability: float = Field(ge=0, le=1)


class FamilyView(BaseModel):
    """A field of knowledge."""

    id: str
    name: str
    definition: str


class SkillView(BaseModel):
    """One fine skill; `words` is what people say who need it or have it, `neighbours` whose experts would help too."""

    id: str
    family: str
    name: str
    definition: str
    neighbours: list[str]
    words: list[str]


class TaxonomyView(BaseModel):
    """Every family and every fine skill, in their order."""

    families: list[FamilyView]
    skills: list[SkillView]
