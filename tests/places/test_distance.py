from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.places import EARTH_RADIUS_KM, Commune, Communes, distance_km, distances_km

lat = st.floats(-90, 90)
lon = st.floats(-180, 180)
places = st.builds(lambda lat, lon: Commune("00000", "X", ("00000",), 0, lat, lon), lat, lon)


@pytest.mark.parametrize(
    ("a", "b", "kilometres"),
    [
        ("17347", "17300", 54),  # Saint-Jean-d'Angély, La Rochelle
        ("17347", "17415", 24),  # Saint-Jean-d'Angély, Saintes
        ("17300", "79191", 56),  # La Rochelle, Niort
        ("75056", "69123", 392),  # Paris, Lyon
        ("75056", "13055", 661),  # Paris, Marseille
        ("75056", "97411", 9365),  # Paris, Saint-Denis de La Réunion
    ],
)
def test_known_distances(communes: Communes, a: str, b: str, kilometres: float) -> None:
    one, other = communes.get(a), communes.get(b)
    assert one is not None
    assert other is not None
    assert distance_km(one, other) == pytest.approx(kilometres, abs=1.0)


def test_a_quarter_of_the_meridian() -> None:
    from_equator = distances_km(np.array([0.0, 0.0]), np.array([[90.0, 0.0], [0.0, 90.0], [0.0, 180.0]]))
    quarter = math.pi / 2 * EARTH_RADIUS_KM
    np.testing.assert_allclose(from_equator, [quarter, quarter, 2 * quarter])


def test_unknown_places_are_at_no_distance() -> None:
    points = np.array([[46.0, -1.0], [np.nan, np.nan]])
    np.testing.assert_array_equal(np.isnan(distances_km(np.array([45.0, 0.0]), points)), [False, True])
    assert np.isnan(distances_km(np.array([np.nan, np.nan]), points)).all()


def test_no_points_no_distances() -> None:
    assert distances_km(np.array([45.0, 0.0]), np.empty((0, 2))).shape == (0,)


@given(places, places)
def test_symmetry(a: Commune, b: Commune) -> None:
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-9)


@given(places)
def test_identity(a: Commune) -> None:
    assert distance_km(a, a) == 0.0


@given(places, places, places)
def test_triangle_inequality(a: Commune, b: Commune, c: Commune) -> None:
    # Near the antipode the arcsine loses half of its digits: 1e-3 km there, far less anywhere else.
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-3


@given(places, places)
def test_never_further_than_the_antipode(a: Commune, b: Commune) -> None:
    assert 0.0 <= distance_km(a, b) <= math.pi * EARTH_RADIUS_KM


@given(places, places)
def test_agrees_with_the_angle_between_unit_vectors(a: Commune, b: Commune) -> None:
    def vector(place: Commune) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        phi, lam = math.radians(place.lat), math.radians(place.lon)
        return np.array([math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)])

    u, v = vector(a), vector(b)
    angle = math.atan2(float(np.linalg.norm(np.cross(u, v))), float(u @ v))
    assert distance_km(a, b) == pytest.approx(EARTH_RADIUS_KM * angle, abs=1e-3)
