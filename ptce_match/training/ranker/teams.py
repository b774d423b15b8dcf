"""Imagined teams: each keeps pairs for reasons of its own, which the ranker does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ptce_match.signals import SignalName
from ptce_match.training.ranker.design import NAMES, PRIOR_THETA

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Team:
    """What a team cares about.

    Attributes
    ----------
    theta : array, shape (p,)
        Its own slope and weights, in the order of `design.NAMES`.
    """

    name: str
    theta: NDArray[np.float64]


def _team(name: str, slope: float = 1.0, changes: Mapping[SignalName, float] | None = None) -> Team:
    theta = PRIOR_THETA.copy()
    theta[0] = slope
    for signal, weight in (changes or {}).items():
        theta[NAMES.index(signal)] = weight
    return Team(name, theta)


TEAMS: Final = (
    _team("comme le classement publié"),
    _team("au plus près", 0.8, {SignalName.TERRITORY: 5.0, SignalName.AVAILABILITY: 1.5}),
    _team("l'expérience avant tout", 1.6, {SignalName.TERRITORY: 0.2, SignalName.AVAILABILITY: 0.1, SignalName.TAGS: 1.2}),
    _team("ceux qui ont du temps", 0.9, {SignalName.AVAILABILITY: 3.5, SignalName.CAPACITY: 2.5}),
    _team("les gens du métier", 0.8, {SignalName.SECTOR: 2.5, SignalName.TAGS: 2.0, SignalName.TERRITORY: 0.8}),
    _team("ceux qu'on connaît", 0.8, {SignalName.FEEDBACK: 5.0, SignalName.COLLABORATION: 4.0}),
)  # fmt: skip
