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
