"""Who was seen when: noted without keeping anybody waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.roles import Role
from service.access.sightings import NoteSightings, Sightings
from tests.service.house import START

if TYPE_CHECKING:
    from tests.service.house import House


def test_the_last_sighting_of_each_is_taken_once() -> None:
    sightings = Sightings()
    sightings.session("a", START)
    sightings.token("t", START)
    sightings.session("a", START.replace(hour=10))
    assert sightings.take() == ({"a": START.replace(hour=10)}, {"t": START})
    assert sightings.take() == ({}, {})


def test_there_is_nothing_to_do_without_any(house: House) -> None:
    assert not NoteSightings(house.state.database, Sightings()).run()


def test_a_reader_does_not_wait_for_a_writer(sqlite_house: House) -> None:
    client = sqlite_house.login(Role.ANIMATION)
    sqlite_house.clock.advance(hours=1)
    with sqlite_house.writing():
        assert client.get("/api/v1/auth/me").status_code == 200
