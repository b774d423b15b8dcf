"""The engine follows the network: what is committed counts in the next answer, whoever committed it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ptce_match.errors import InputError, UnknownIdError
from ptce_match.matcher.suggestion import MentorSuggestion
from service.changes import feed
from service.database.connection import open_database, writing
from service.decisions.models import Decision
from service.matching import queue
from service.matching.live import LiveMatcher
from service.matching.models import TextTask
from service.mentors.models import Mentor
from service.people.models import Person
from service.problems import ProblemError
from service.projects.models import Need, Project
from tests.service.matching import registry
from tests.service.matching.registry import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from ptce_match.encoder import CachedEncoder
    from tests.service.house import House


@pytest.fixture
def running(house: House) -> House:
    """Return a house with a small registry that was read."""
    with house.writing() as session:
        registry.small(session)
    house.work()
    return house


@pytest.fixture
def settled(sqlite_house: House) -> House:
    """Return the same on SQLite alone, for what does not touch the database's dialect."""
    with sqlite_house.writing() as session:
        registry.small(session)
    sqlite_house.work()
    return sqlite_house


def suggested(house: House, need_id: str = "N1") -> list[str]:
    return [found.person.id for found in house.state.matcher.answer(need_id, "mentor", 5).ranking.suggestions]


@contextmanager
def told(house: House, *changes: tuple[str, str]) -> Iterator[Session]:
    with house.writing() as session:
        yield session
        feed.tell(session, *changes)


def test_nobody_is_answered_before_the_network_is_read(house: House) -> None:
    assert not house.state.matcher.ready
    with pytest.raises(ProblemError) as caught:
        house.state.matcher.answer("N1", "mentor", 5)
    assert (caught.value.status, caught.value.headers) == (503, {"Retry-After": "2"})
    house.work()
    assert house.state.matcher.ready


def test_a_new_mentor_is_ranked_once_the_texts_are_embedded(running: House) -> None:
    with running.writing() as session:
        registry.mentor(session, "B3", f"{registry.ACCOUNTS} J'y ai fait la paie.")
    assert suggested(running) == ["B1"]
    running.work()
    assert set(suggested(running)) == {"B1", "B3"}
    assert running.rows(TextTask) == []


def test_changed_words_count_once_they_are_embedded_and_the_rest_at_once(running: House) -> None:
    with told(running, ("mentor", "B1")) as session:
        mentor = session.get_one(Mentor, "B1")
        mentor.profile, mentor.hours_per_month = registry.WOOD, 3.0
        queue.embed(session, NOW, "mentor", "B1")
    (found,) = running.state.matcher.answer("N1", "mentor", 5).ranking.suggestions
    assert isinstance(found, MentorSuggestion)
    assert found.mentor.hours_per_month == 3.0
    assert "comptes" in found.reasons[0]
    running.work()
    assert not any(
        "comptes" in reason
        for each in running.state.matcher.answer("N1", "mentor", 5).ranking.suggestions
        for reason in each.reasons
    )


def decide(session: Session, key: str) -> tuple[str, str]:
    made = registry.decision(session, "N1", key, "refusée")
    return "decision", str(made.id)


def pause(session: Session, key: str) -> tuple[str, str]:
    session.get_one(Mentor, key).paused_until = date(2027, 1, 31)
    return "mentor", key


def fill(session: Session, key: str) -> tuple[str, str]:
    session.get_one(Mentor, key).capacity = 0
    return "mentor", key


def archive(session: Session, key: str) -> tuple[str, str]:
    session.get_one(Mentor, key).archived_at = NOW
    return "mentor", key


def object_to_matching(session: Session, key: str) -> tuple[str, str]:
    session.get_one(Person, f"X-{key}").objected_at = NOW
    return "person", f"X-{key}"


def declare_conflict(session: Session, key: str) -> tuple[str, str]:
    registry.conflict(session, "C1", key, project_id="P1")
    return "conflict", "C1"


def delete(session: Session, key: str) -> tuple[str, str]:
    session.delete(session.get_one(Mentor, key))
    return "mentor", key


CHANGES = (decide, pause, fill, archive, object_to_matching, declare_conflict, delete)


def test_what_is_decided_counts_in_the_next_answer(house: House) -> None:
    everybody = {change.__name__ for change in CHANGES}
    with house.writing() as session:
        registry.project(session)
        registry.need(session)
        for name in everybody:
            registry.mentor(session, name)
    house.work()
    for change in CHANGES:
        assert {
            found.person.id for found in house.state.matcher.answer("N1", "mentor", 20).ranking.suggestions
        } == everybody
        with house.writing() as session:
            feed.tell(session, change(session, change.__name__))
        everybody.remove(change.__name__)
    assert suggested(house) == []


def test_another_process_is_followed(running: House, encoder: CachedEncoder) -> None:
    """Two engines, two connections: what one commits, the other one answers with."""
    other = open_database(running.settings.database)
    try:
        second = LiveMatcher(other, encoder, clock=running.clock)
        second.prepare()
        assert [found.person.id for found in second.answer("N1", "mentor", 5).ranking.suggestions] == ["B1"]
        with writing(other) as session:
            feed.tell(session, pause(session, "B1"))
        assert suggested(running) == []
        assert second.answer("N1", "mentor", 5).ranking.suggestions == ()
        with running.writing() as session:
            registry.mentor(session, "B3")
        running.work()
        assert [found.person.id for found in second.answer("N1", "mentor", 5).ranking.suggestions] == ["B3"]
    finally:
        other.dispose()


def test_the_whole_network_is_read_again_in_the_background(settled: House) -> None:
    with settled.writing() as session:
        session.get_one(Mentor, "B1").capacity = 0
        feed.tell(session, (feed.EVERYTHING, ""))
    assert suggested(settled) == ["B1"], "the former network goes on answering"
    assert settled.state.matcher.behind
    settled.work()
    assert suggested(settled) == []
    assert not settled.state.matcher.behind


def test_after_a_long_sleep_everything_is_read_again(settled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with settled.writing() as session:
        session.get_one(Mentor, "B1").capacity = 0
        feed.tell(session, ("mentor", "B1"))
    monkeypatch.setattr(feed, "_KEPT", 0)
    assert suggested(settled) == ["B1"]
    settled.work()
    assert suggested(settled) == []


def test_a_backup_that_was_put_back_is_noticed(running: House) -> None:
    with running.writing() as session:
        session.get_one(Mentor, "B1").capacity = 0
        session.connection().exec_driver_sql("UPDATE revision SET number = 1")
    suggested(running)
    running.work()
    assert suggested(running) == []
    assert running.state.matcher.revision == 1


def test_closed_needs_and_unknown_ones_are_asked_in_vain(settled: House) -> None:
    with told(settled, ("need", "N1")) as session:
        session.get_one(Need, "N1").closed_at = NOW
    for need_id in ("N1", "N9"):
        with pytest.raises(UnknownIdError):
            settled.state.matcher.answer(need_id, "mentor", 5)
    with told(settled, ("need", "N1"), ("project", "P1")) as session:
        session.get_one(Need, "N1").closed_at = None
        session.get_one(Project, "P1").archived_at = NOW
    with pytest.raises(UnknownIdError):
        settled.state.matcher.answer("N1", "partner", 5)


def test_new_words_of_a_need_are_asked_at_once(settled: House) -> None:
    with told(settled, ("need", "N1")) as session:
        session.get_one(Need, "N1").text = "Il faut refaire l'escalier et la charpente."
    assert suggested(settled) == ["B2"]


def test_investors_and_partners_follow_too(settled: House) -> None:
    matcher = settled.state.matcher
    assert [found.investor.id for found in matcher.investors("P1", 5).suggestions] == ["F1"]
    assert [found.person.id for found in matcher.answer("N1", "partner", 5).ranking.suggestions] == ["T1"]
    with settled.writing() as session:
        registry.partner(session, "T2", name="Autre centre")
        registry.conflict(session, "C1", "F1", project_id="P1")
    assert matcher.investors("P1", 5).suggestions == ()
    assert [found.person.id for found in matcher.answer("N1", "partner", 5).ranking.suggestions] == ["T1"]
    settled.work()
    assert [found.person.id for found in matcher.answer("N1", "partner", 5).ranking.suggestions] == ["T1", "T2"]


def test_a_text_in_free_words_is_answered_and_kept_nowhere(settled: House) -> None:
    before = settled.state.matcher.store.keys()  # type: ignore[attr-defined]
    answer = settled.state.matcher.free_text("Qui peut m'aider à tenir mes comptes ?", "matha")
    assert answer.place == "Matha"
    assert [found.mentor.id for found in answer.mentors.suggestions] == ["B1"]
    assert [found.partner.id for found in answer.partners.suggestions] == ["T1"]
    assert settled.state.matcher.store.keys() == before  # type: ignore[attr-defined]
    with pytest.raises(InputError):
        settled.state.matcher.free_text("de la compta", "Syldavie-sur-Mer")


def test_model_and_weights_are_named(settled: House) -> None:
    names = settled.state.matcher.names
    assert names.encoder == settled.state.matcher.encoder.model_id
    assert names[1:] == ("prior-mentors-4", "prior-investisseurs-3", "prior-partenaires-1")


def test_what_an_erased_person_wrote_leaves_the_memory(settled: House) -> None:
    matcher = settled.state.matcher
    with settled.writing() as session:
        feed.tell(session, delete(session, "B1"))
    matcher.forget([registry.ACCOUNTS])
    settled.work()
    assert matcher._snapshot is not None
    (texts,) = matcher._snapshot.matcher.mentor_matcher.texts.segments
    assert registry.ACCOUNTS not in texts.expertise.documents.wholes


def test_readers_and_writers_at_once(running: House) -> None:
    """Every answer is one that some committed state gives, and the last one is that of the last state."""
    wrong: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                assert set(suggested(running)) <= {"B1", "B9"}
            except BaseException as error:  # noqa: BLE001 - told by the main thread
                wrong.append(error)
                return

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for turn in range(12):
                with told(running, ("mentor", "B1")) as session:
                    session.get_one(Mentor, "B1").capacity = turn % 2
                    if turn == 5:
                        registry.mentor(session, "B9")
                running.work()
        finally:
            done.set()
        for reader in readers:
            reader.result()
    assert wrong == []
    assert set(suggested(running)) == {"B1", "B9"}


def test_decisions_told_in_bulk_are_found(running: House) -> None:
    with running.writing() as session:
        made = [registry.decision(session, "N1", "B1", "proposée") for _ in range(3)]
        assert len({row.id for row in made}) == 3
    assert len(running.state.matcher.network.decisions) == 3
    with told(running, ("decision", str(made[0].id))) as session:
        session.delete(session.get_one(Decision, made[0].id))
    assert len(running.state.matcher.network.decisions) == 2
