"""Ratings: once a side, from closing to thirty days later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.roles import Role
from service.decisions.models import Decision
from service.mail.models import OutgoingMessage
from service.pairings.models import Feedback, TrainingRow
from tests.service.pairings.village import API, village

if TYPE_CHECKING:
    from tests.service.house import House


def test_each_side_rates_once_within_thirty_days(house: House) -> None:
    place = village(house)
    key = place.agreed()
    assert place.tries(place.mentors[0], key, "rate", rating=3).status_code == 409
    place.does(place.team, key, "close")
    asked = [row.recipient for row in house.rows(OutgoingMessage) if row.subject.startswith("Comment s'est passé")]
    assert len(asked) == 2
    assert place.tries(place.mentors[0], key, "rate", rating=6).status_code == 422
    assert place.tries(place.mentors[0], key, "rate").status_code == 422
    place.does(place.mentors[0], key, "rate", rating=3)
    assert place.tries(place.mentors[0], key, "rate", rating=5).status_code == 409
    assert place.tries(place.team, key, "rate", rating=5).status_code == 409
    assert place.mentors[0].get(f"{API}/{key}").json()["moves"] == []
    house.clock.advance(days=30, seconds=1)
    assert place.holder.get(f"{API}/{key}").json()["moves"] == []
    answer = place.tries(place.holder, key, "rate", rating=5)
    assert answer.status_code == 409
    assert "30 jours" in answer.json()["detail"]
    assert [(row.side, row.rating) for row in house.rows(Feedback)] == [("mentor", 3)]
    assert [row.rating for row in house.rows(Decision) if row.outcome == "terminée"] == [None]
    (row,) = house.rows(TrainingRow)
    assert (row.mentor_rating, row.holder_rating) == (3, None)


def test_the_mean_of_both_is_what_the_engine_reads(sqlite_house: House) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    for (mentor, holder), mean in {(4, 5): 5, (1, 2): 2, (1, 5): 3, (5, 5): 5, (2, 5): 4}.items():
        place = village(sqlite_house, 1, team=team)
        key = place.agreed()
        place.does(place.holder, key, "close", rating=holder)
        place.does(place.mentors[0], key, "rate", rating=mentor)
        assert [row.rating for row in sqlite_house.rows(Decision) if row.pairing_id == key] == [mean]


def test_a_side_does_not_see_the_rating_of_the_other(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.agreed()
    place.does(place.holder, key, "close", rating=1, comment="Jamais venu.")
    mentor = place.mentors[0].get(f"{API}/{key}")
    assert "Jamais" not in mentor.text
    assert mentor.json()["my_rating"] is None
    assert place.holder.get(f"{API}/{key}").json()["my_rating"] == 1


def test_the_last_word_of_a_day_is_what_the_engine_reads(sqlite_house: House) -> None:
    """`historique` knows no hours, and of two rows on one day the engine takes a refusal for the later one."""
    place = village(sqlite_house)
    place.does(place.mentors[0], place.asked(), "decline", reason="no_time")
    assert [row.outcome for row in sqlite_house.rows(Decision)] == ["refusée"]
    key = place.agreed()
    assert [row.outcome for row in sqlite_house.rows(Decision)] == ["acceptée"]
    place.does(place.team, key, "close")
    place.asked()
    assert [row.outcome for row in sqlite_house.rows(Decision)] == ["terminée", "proposée"]
