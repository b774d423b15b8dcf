"""The candidate search of PostgreSQL against the comparison with everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from service.matching import candidates
from service.matching.models import MentorVector
from service.matching.texts import Embedded
from service.mentors.models import Mentor
from tests.service.house import House, opened
from tests.service.matching import registry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder
    from tests.service.databases import PostgresMaker

TRADES: Final = (
    "la comptabilité d'une coopérative", "la paie d'un garage", "des escaliers en chêne", "un site de vente en ligne",
    "les baux commerciaux", "des affiches de festival", "un rucher de trente colonies", "la cuisine d'une cantine",
)  # fmt: skip


@pytest.fixture
def large(postgres_maker: PostgresMaker, tmp_path: Path, encoder: CachedEncoder) -> Iterator[House]:
    """Give a house on PostgreSQL with mentors of eight trades, some of them alike."""
    for url in postgres_maker.make():
        for house in opened(House(url, tmp_path, encoder)):
            with house.writing() as session:
                registry.project(session)
                registry.need(session)
                for number in range(40):
                    trade = TRADES[number % len(TRADES)]
                    registry.mentor(session, f"B{number:02}", f"J'ai fait {trade}. Et puis le jardin.")
            house.work()
            yield house


def test_the_search_finds_those_whom_the_comparison_finds(large: House, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = large.state.matcher.answer("N1", "mentor", 5).ranking
    asked: list[set[str]] = []
    original = candidates._nearest

    def noted(*given: Any) -> set[str]:
        asked.append(original(*given))
        return asked[-1]

    monkeypatch.setattr(candidates, "_nearest", noted)
    for name, value in (("FROM", 10), ("WHOLES", 20), ("PASSAGES", 10)):
        monkeypatch.setattr(candidates, name, value)
    found = large.state.matcher.answer("N1", "mentor", 5).ranking
    assert 10 <= len(asked[0]) < 40
    assert [each.person.id for each in found.suggestions] == [each.person.id for each in exact.suggestions]
    assert [each.score for each in found.suggestions] == pytest.approx(
        [each.score for each in exact.suggestions], abs=1e-5
    )


def test_whoever_worked_with_the_project_is_always_a_candidate(large: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with large.writing() as session:
        registry.need(session, "N2")
        registry.decision(session, "N2", "B06", "acceptée")
    for name, value in (("FROM", 10), ("WHOLES", 20), ("PASSAGES", 1)):
        monkeypatch.setattr(candidates, name, value)
    matcher = large.state.matcher._now().matcher
    rows = candidates.rows(large.state.database, matcher, matcher.query("N1"), 5)
    assert rows is not None
    assert matcher.mentor_matcher.pool.row["B06"] in rows


def test_small_networks_and_long_lists_are_compared_with_everybody(
    large: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    matcher = large.state.matcher._now().matcher
    query = matcher.query("N1")
    assert candidates.rows(large.state.database, matcher, query, 5) is None
    monkeypatch.setattr(candidates, "FROM", 10)
    assert candidates.rows(large.state.database, matcher, query, 1000) is None


def test_vectors_follow_the_words_and_leave_with_the_mentor(large: House) -> None:
    def vectors(key: str) -> int:
        return sum(row.mentor_id == key for row in large.rows(MentorVector))

    assert vectors("B00") == 3
    with large.writing() as session:
        session.get_one(Mentor, "B00").profile = "Le jardin."
        registry.changed(session, "mentor", "B00")
        session.delete(session.get_one(Mentor, "B01"))
    large.work()
    assert (vectors("B00"), vectors("B01")) == (2, 0)


def test_nobody_waits_for_whoever_changes_a_mentor(large: House) -> None:
    """The worker leaves a mentor whom somebody holds for its next turn, instead of waiting in a circle."""
    made = [Embedded("B00", large.state.matcher.encoder.encode(["Le jardin."] * 2, "profile"))]
    with large.writing() as session:
        assert session.get(Mentor, "B00", with_for_update=True) is not None
        assert candidates.keep(large.state.database, "model", made) == {"B00"}
    assert candidates.keep(large.state.database, "model", made) == set()
