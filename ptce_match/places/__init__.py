"""Communes of France: who is where, and how far apart."""

from __future__ import annotations

from ptce_match.places.commune import Commune
from ptce_match.places.communes import Communes
from ptce_match.places.distance import EARTH_RADIUS_KM, distance_km, distances_km
from ptce_match.places.resolution import Resolution

__all__ = ["EARTH_RADIUS_KM", "Commune", "Communes", "Resolution", "distance_km", "distances_km"]
