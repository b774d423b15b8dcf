"""Signals of mentors, and the reservations that they lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ptce_match.matcher.mentors import EXPERTISE_ONLY
from ptce_match.network import Decision, Need, Network, Outcome
from ptce_match.signals import SignalName
from tests.matcher.networks import BASE, NEED, PLACES, SmallMatcher, mentor, project

DAY = date(2026, 3, 1)


def only(made: Network) -> tuple[dict[SignalName, float], tuple[str, ...]]:
    """Return the signals and the reservations of the one suggestion."""
    (found,) = SmallMatcher(made).mentors("N1")
    return {signal.name: signal.value for signal in found.signals}, found.reservations


def test_a_mentor_too_far_away() -> None:
    surgeres = PLACES[1]
    far = mentor(commune=surgeres[0], postal_code=surgeres[1], insee=surgeres[2])
    values, reservations = only(replace(BASE, mentors=(far,)))
    assert 0 < values[SignalName.TERRITORY] < 1
    assert reservations == ("À 43 km, au-delà de son rayon de 25 km",)


def test_a_last_place_and_little_time() -> None:
    made = replace(
        BASE,
        mentors=(mentor(hours_per_month=6),),
        projects=(project(), project("P2")),
        needs=(NEED, Need("N2", "P2", "Un four", 1)),
        decisions=(Decision("N2", "B1", DAY, Outcome.ACCEPTED),),
    )
    values, reservations = only(made)
    assert values[SignalName.CAPACITY] == 0.5
    assert values[SignalName.AVAILABILITY] == pytest.approx(0.75)
    assert reservations == ("Plus qu'une place", "Peu de temps : 6 h par mois, déjà 1 projet en cours")


def test_earlier_work_with_the_project_counts() -> None:
    made = replace(
        BASE,
        needs=(NEED, Need("N2", "P1", "Un four", 1)),
        decisions=(Decision("N2", "B1", DAY, Outcome.COMPLETED, rating=5),),
    )
    values, _ = only(made)
    assert values[SignalName.COLLABORATION] == 1.0
    assert values[SignalName.FEEDBACK] > 0.75
    (found,) = SmallMatcher(made).mentors("N1")
    assert "A déjà travaillé avec ce projet (accompagnement terminé, 1er mars 2026, note 5/5)" in found.reasons


def test_expertise_alone_leaves_out_where_and_when() -> None:
    matcher = SmallMatcher(BASE)
    query = matcher.query("N1")
    everything = matcher.mentor_matcher.signals(query)
    alone = matcher.mentor_matcher.signals(query, EXPERTISE_ONLY)
    assert set(alone) == EXPERTISE_ONLY
    assert all((alone[name] == everything[name]).all() for name in alone)


def test_without_tags_the_tags_say_nothing() -> None:
    assert only(BASE)[0][SignalName.TAGS] == 0.5
