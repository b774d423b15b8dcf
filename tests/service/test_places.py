"""Places as people write them in the service."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.places import placed


def test_a_known_commune_takes_its_official_name() -> None:
    assert placed("st jean d angely", "17400") == ("Saint-Jean-d'Angély", "17400", "17347")


def test_a_missing_postal_code_is_found() -> None:
    assert placed("Saint-Jean-d'Angély", "").postal_code == "17400"


def test_what_is_not_recognised_stays_as_it_was_written() -> None:
    assert placed("Xyzzy-les-Bains", "00000") == ("Xyzzy-les-Bains", "00000", "")


def test_nothing_is_nowhere() -> None:
    assert placed("", "") == ("", "", "")


@given(st.text(max_size=30), st.sampled_from(["", "17400", "75012", "99999"]))
def test_a_place_stays_where_it_is(commune: str, postal_code: str) -> None:
    place = placed(commune, postal_code)
    if place.insee:
        assert placed(place.commune, place.postal_code).insee == place.insee
