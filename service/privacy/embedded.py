"""The texts of people that were turned into vectors, whole and in parts, as the engine cuts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.matching.texts import parts, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.matching.live import LiveMatcher
    from service.privacy.repository.belongings import Belongings


def embedded_texts(belongings: Belongings, matcher: LiveMatcher | None = None) -> list[str]:
    """Return every text of what a person leaves behind that may have a vector.

    Parameters
    ----------
    matcher : LiveMatcher or None
        Knows what was read last: a text that has just been changed still has the vectors of what it said before.
    """
    found: set[str] = set()
    for kind, key, entry in _entries(belongings):
        before = matcher.texts_of(kind, key) if matcher is not None else None
        for version in (entry, before):
            if version is not None:
                found |= parts(kind, version) | set(written(kind, version))
    return sorted(found - {""})


def _entries(belongings: Belongings) -> Iterator[tuple[str, str, Any]]:
    for mentor in belongings.mentors:
        yield "mentor", mentor.id, mentor
    for investor in belongings.own_investors:
        yield "investor", investor.id, investor
    for partner in belongings.own_partners:
        yield "partner", partner.id, partner
    for project in belongings.own_projects:
        yield "project", project.id, project
    for need in belongings.own_needs:
        yield "need", need.id, need
