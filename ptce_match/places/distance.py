"""Distances as the crow flies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ptce_match.places.commune import Commune

# Mean radius (2a + b) / 3 of the WGS 84 and GRS 80 ellipsoids: Moritz, "Geodetic Reference System 1980",
# Journal of Geodesy 74 (2000), 128-133.
EARTH_RADIUS_KM: Final = 6371.0088


def distances_km(origin: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return great-circle distances by the haversine formula.

    Parameters
    ----------
    origin : ndarray, (2,)
        Latitude and longitude in degrees.
    points : ndarray, (n, 2)
        The same, one point a row.

    Returns
    -------
    ndarray, (n,)
        Kilometres, from 0 to 20,015; NaN where the origin or the point has a NaN.

    Notes
    -----
    ``d = 2 R arcsin sqrt(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2))``, with R the mean radius of the Earth, 6371.0088 km
    (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984), 159). The Earth being no sphere, it is at
    most about 0.5 % off the distance on the ellipsoid.
    """
    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    lat0, lon0 = np.radians(origin)
    haversine = np.sin((lat - lat0) / 2) ** 2 + np.cos(lat) * np.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
    # Rounding can bring two antipodes just above 1, where arcsin ends.
    angle: NDArray[np.float64] = np.arcsin(np.sqrt(np.minimum(haversine, 1.0)))
    return 2.0 * EARTH_RADIUS_KM * angle


def distance_km(a: Commune, b: Commune) -> float:
    """Return the great-circle distance between the centres of two communes, in kilometres; NaN where one is unknown."""
    return float(distances_km(np.array([a.lat, a.lon]), np.array([[b.lat, b.lon]]))[0])
