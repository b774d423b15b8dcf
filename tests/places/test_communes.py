from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.errors import InputError
from ptce_match.places import Commune, Communes

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

N_OVERSEAS_WITHOUT_CENTRE = 88


def test_a_commune_is_found_by_its_code(communes: Communes) -> None:
    assert communes.get("17347") == Commune("17347", "Saint-Jean-d'Angély", ("17400",), 6784, 45.9454, -0.5182)


@pytest.mark.parametrize(
    ("insee", "name"),
    [
        ("17300", "La Rochelle"),
        ("16166", "L'Isle-d'Espagnac"),
        ("17177", "Le Gicq"),
        ("85113", "L'Île-d'Yeu"),
        ("60703", "Aux Marais"),
        ("98818", "Nouméa"),
    ],
)
def test_names_are_official_and_have_their_article(communes: Communes, insee: str, name: str) -> None:
    commune = communes.get(insee)
    assert commune is not None
    assert commune.name == name


@pytest.mark.parametrize(("code", "insee"), [("75112", "75056"), ("01120", "01262"), ("01003", "01165")])
def test_codes_of_the_past_and_of_districts_lead_to_the_present_commune(
    communes: Communes, code: str, insee: str
) -> None:
    assert communes.get(code) == communes.get(insee)


def test_an_unknown_code_gives_nothing(communes: Communes) -> None:
    assert communes.get("") is None
    assert communes.get("99999") is None


@pytest.mark.parametrize(
    ("insee", "department"), [("17300", "17"), ("2A004", "2A"), ("97411", "974"), ("98818", "988")]
)
def test_department(communes: Communes, insee: str, department: str) -> None:
    commune = communes.get(insee)
    assert commune is not None
    assert commune.department == department


def test_the_table_as_a_whole(communes: Communes) -> None:
    listed = list(communes)
    assert len(listed) == len(communes) == 34_963
    assert [c.insee for c in listed] == sorted({c.insee for c in listed})
    assert all(c.postal_codes and all(len(code) == 5 and code.isdigit() for code in c.postal_codes) for c in listed)
    without = [c for c in listed if math.isnan(c.lat)]
    assert len(without) == N_OVERSEAS_WITHOUT_CENTRE
    assert {c.department for c in without} == {"975", "977", "978", "986", "987", "988"}


def test_centres_lie_in_metropolitan_france_unless_overseas(communes: Communes) -> None:
    for commune in communes:
        if len(commune.department) == 2:
            assert 41.3 < commune.lat < 51.1, commune
            assert -5.2 < commune.lon < 9.6, commune


def test_a_town_hall_with_the_wrong_sign_is_not_believed(communes: Communes) -> None:
    esnandes = communes.get("17153")  # its town hall lies at +1.1 in the source
    assert esnandes is not None
    assert (esnandes.lat, esnandes.lon) == (46.2484, -1.1129)


def test_load_gives_the_same_instance() -> None:
    assert Communes.load() is Communes.load()


def test_coordinates(communes: Communes) -> None:
    points = communes.coordinates(["17300", "", "?", "98818"])
    assert points.dtype == np.float64
    np.testing.assert_array_equal(points, [[46.1597, -1.1519], *[[np.nan, np.nan]] * 3])
    assert communes.coordinates([]).shape == (0, 2)


@given(rows=st.lists(st.integers(0, 34_962), min_size=1, max_size=20))
def test_coordinates_are_those_of_the_communes(communes: Communes, rows: list[int]) -> None:
    listed = list(communes)
    sample = [listed[row] for row in rows]
    expected = [[c.lat, c.lon] for c in sample]
    np.testing.assert_array_equal(communes.coordinates([c.insee for c in sample]), expected)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Réinstallez"):
        Communes.read(tmp_path)


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "communes.csv").write_text("insee,nom\n17300,La Rochelle\n", encoding="utf-8")
    with pytest.raises(InputError, match="colonnes attendues"):
        Communes.read(tmp_path)


def test_speed_of_loading(benchmark: BenchmarkFixture) -> None:
    from ptce_match.resources import resource

    assert len(benchmark(Communes.read, resource("data", "communes"))) > 34_000


def test_speed_of_resolving_ten_thousand_rows(benchmark: BenchmarkFixture, communes: Communes) -> None:
    rows = [(commune.name.upper(), commune.postal_codes[0]) for commune in list(communes)[::3][:10_000]]

    def resolve_all() -> int:
        communes._remembered.cache_clear()
        return sum(communes.resolve(*row).exact for row in rows)

    assert benchmark(resolve_all) == len(rows)
