"""`/skills`: the taxonomy, from which people choose what a need is about."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import Annotated

from ptce_match.skills import default_taxonomy
from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import EVERYONE, Scope
from service.routing import Router
from service.skills.schemas import FamilyView, SkillView, TaxonomyView

router = Router(tags=["skills"])


@router.get("/skills")
def read_skills(actor: Annotated[Actor, Allow(*EVERYONE, scope=Scope.REGISTRY_READ)]) -> TaxonomyView:
    """Return the whole taxonomy: some hundred skills, the same for everybody."""
    del actor
    return _taxonomy()


@cache
def _taxonomy() -> TaxonomyView:
    taxonomy = default_taxonomy()
    return TaxonomyView(
        families=[FamilyView(**asdict(family)) for family in taxonomy.families],
        skills=[SkillView(**asdict(skill)) for skill in taxonomy.skills],
    )
