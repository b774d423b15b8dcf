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
    """Texts of people who are in nobody's network.

    Attributes
    ----------
    needs, profiles : tuple of str
    """

    needs: tuple[str, ...]
    profiles: tuple[str, ...]


@cache
def load_reference() -> Reference:
    """Read the population that comes with the program (once)."""
    content = json.loads(resource("models", "ranker", "reference.json").read_text(encoding="utf-8"))
    return Reference(tuple(content["needs"]), tuple(content["profiles"]))
