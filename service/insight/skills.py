"""Which skill a need calls for, read from whom the engine found for it.

A need is told in plain words and carries no tag. The mentors whom its last ranking showed carry tags: the one that
weighs most among them, each mentor's tags counting with the mentor's score, names the skill of the need.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.insight.repository.needs import ShownTags

UNKNOWN: Final = "compétence non reconnue"
"""Nobody with a tag was ever found for the need."""


def folded(tag: str) -> str:
    """Return a tag as it is compared: case and spaces do not matter."""
    return " ".join(tag.split()).casefold()


def skills(shown: Iterable[ShownTags]) -> dict[str, str]:
    """Return the skill of each need for which somebody with a tag was shown; among equals the first of the alphabet."""
    compared = cache(folded)
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for need_id, score, tags in shown:
        of_need = weights[need_id]
        for tag in tags:
            of_need[compared(tag)] += score
    return {need: min(tags, key=lambda tag: (-tags[tag], tag)) for need, tags in weights.items() if tags}
