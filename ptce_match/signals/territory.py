"""Is the mentor, or the investor, near enough?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN: Final = 0.5
"""Value where a commune is unknown: neither for nor against."""

REMOTE_FLOOR: Final = 0.85
"""Value that a mentor who helps at a distance keeps, however far away."""

_DECAY_KM: Final = 15.0

MARGIN: Final = 0.3
"""How far beyond the radius of an investor, as a share of it, a project may still be: the team may well ask."""
_TINY_KM: Final = 1e-6
_FADING: Final = 0.1
"""Distances go from town hall to town hall, as the crow flies: the edge of a territory is not a line."""


def territory(
    distance_km: NDArray[np.float64], radius_km: NDArray[np.float64], remote: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return 1 within the radius, then ``exp(-(distance - radius) / 15 km)``, shape (n,).

    Parameters
    ----------
    distance_km : array, shape (n,)
        As the crow flies; NaN where a commune is unknown, which gives 0.5.
    radius_km : array, shape (n,)
        How far each person goes.
    remote : array of bool, shape (n,)
        Who helps at a distance: the value stays at least 0.85.
    """
    beyond = np.maximum(0.0, distance_km - radius_km)
    value = np.where(np.isnan(distance_km), UNKNOWN, np.exp(-beyond / _DECAY_KM))
    return np.where(remote, np.maximum(value, REMOTE_FLOOR), value)


def investor_territory(distance_km: NDArray[np.float64], radius_km: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 within the radius, down to 0 a tenth of it further, shape (n,); NaN distances give 0.5.

    Beyond `MARGIN` a hard rule excludes.

    Parameters
    ----------
    distance_km, radius_km : array, shape (n,)
        As for `territory`.
    """
    beyond = np.maximum(0.0, distance_km - radius_km)
    value = np.clip(1.0 - beyond / np.maximum(_FADING * radius_km, _TINY_KM), 0.0, 1.0)
    return np.where(np.isnan(distance_km), UNKNOWN, value)
