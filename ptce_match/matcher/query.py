"""What is looked for: a need of the network, or a need told in free words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ptce_match.network import Need, Project
    from ptce_match.skills import Skill


@dataclass(frozen=True, slots=True)
class Query:
    """A text to answer, and what is known around it.

    Attributes
    ----------
    text : str
    vector : array of float32, shape (dimension,)
        A unit vector; zero for a blank text.
    coordinates : array of float64, shape (2,)
        Latitude and longitude in degrees, NaN when the place is unknown.
    place : str
        Its name, "" when unknown.
    sector : int or None
    project : Project or None
    need : Need or None
        None for a need that is not registered.
    said : array of float32, shape (n_skills,), or None
        The fine skills that a person said the text is about; None where nobody did, and they are read in it.
    skills : tuple of Skill
        Those that the person named; without a reader they are told, and count for nothing.
    """

    text: str
    vector: NDArray[np.float32]
    coordinates: NDArray[np.float64]
    place: str = ""
    sector: int | None = None
    project: Project | None = None
    need: Need | None = None
    said: NDArray[np.float32] | None = None
    skills: tuple[Skill, ...] = ()


def nowhere() -> NDArray[np.float64]:
    """Return the coordinates of an unknown place."""
    return np.full(2, np.nan)
