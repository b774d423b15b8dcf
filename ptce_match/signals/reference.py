"""A fixed population of needs and profiles against which similarities are read.

A cosine says little by itself: some profiles are near to everything, some needs to nobody. Both are measured against
the same fixed population, so that the value of a pair depends on the pair alone, never on who else is in the network
(score normalisation of speaker verification: t-norm and z-norm, Auckenthaler et al. 2000).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from ptce_match.resources import resource


@dataclass(frozen=True, slots=True)
class Reference:
    """Texts of people who are in nobody's network: what is asked for, and what is offered.

    Attributes
    ----------
    needs, profiles : tuple of str
        The two sides; for investors, stories of projects and criteria.
    """

    needs: tuple[str, ...]
    profiles: tuple[str, ...]


@cache
def load_reference() -> Reference:
    """Read the needs and the profiles of mentors that come with the program (once)."""
    content = _content()
    return Reference(tuple(content["needs"]), tuple(content["profiles"]))


@cache
def load_funding_reference() -> Reference:
    """Read the stories of projects and the criteria of investors that come with the program (once)."""
    content = _content()
    return Reference(tuple(content["stories"]), tuple(content["criteria"]))


def _content() -> dict[str, list[str]]:
    content: dict[str, list[str]] = json.loads(
        resource("models", "ranker", "reference.json").read_text(encoding="utf-8")
    )
    return content
