"""What a need was taken to be about: told with each answer, so that a wrong reading can be seen and put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ptce_match.skills import default_taxonomy
from service.skills.schemas import ReadingView, SkillName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_match import Matcher
    from ptce_match.matcher import Query
    from ptce_match.skills import Skill


class Understood(NamedTuple):
    """The fine skills of a need, the likeliest first: those that a person `said`, otherwise those that are read in it.

    Nothing is read without a reader for the encoder in use.
    """

    read: tuple[ReadingView, ...] = ()
    said: tuple[SkillName, ...] = ()

    @classmethod
    def of(cls, matcher: Matcher, query: Query) -> Understood:
        """Return what a query is taken to be about."""
        read = [
            ReadingView(id=skill.id, name=skill.name, probability=round(probability, 4))
            for skill, probability in matcher.understood(query)
        ]
        return cls(tuple(read), named(query.skills))


def known(ids: Iterable[str]) -> tuple[Skill, ...]:
    """Return the skills that somebody once said; one that the taxonomy has lost since is passed over."""
    kept = list(ids)
    return tuple(default_taxonomy()[skill] for skill in kept if skill in default_taxonomy()) if kept else ()


def named(skills: Iterable[Skill]) -> tuple[SkillName, ...]:
    """Return skills by identifier and name."""
    return tuple(SkillName(id=skill.id, name=skill.name) for skill in skills)
