"""Texts embedded in the background: nothing lost, nothing done twice for nothing, nothing kept too long."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ptce_match.encoder.store import text_key
from service.changes import feed
from service.changes.models import Change
from service.jobs.context import Cancelled
from service.matching import queue
from service.matching.embedding import EmbedTexts, reembed
from service.matching.models import TextTask, TextVector
from service.matching.store import DatabaseVectors
from service.matching.texts import parts, written
from service.mentors.models import Mentor
from tests.matcher.networks import mentor as entity
from tests.service.matching import registry
from tests.service.matching.registry import NOW

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from service.matching.live import LiveMatcher
    from tests.service.house import House


def kept(house: House) -> set[bytes]:
    return {row.key for row in house.rows(TextVector)}


def key(text: str, kind: Any = "profile") -> bytes:
    return text_key(text, kind)


def test_all_texts_of_an_entry_are_embedded(house: House) -> None:
    with house.writing() as session:
        registry.small(session)
        session.get_one(Mentor, "B2").refusals = "pas de peinture ; la compta"
    house.work()
    assert house.rows(TextTask) == []
    texts = [
        registry.ACCOUNTS,
        registry.WOOD,
        "comptabilité",
        "peinture",
        "la compta",
        "Le pain et le bourg nous vont.",
    ]
    texts.append("Tenue de la comptabilité et déclarations pour les créateurs.")
    assert {key(text) for text in texts} <= kept(house)
    asked = ["Qui peut tenir notre comptabilité ?", "La fournée. Un four à pain."]
    assert {key(text, "need") for text in asked} <= kept(house)


def test_the_engine_reads_what_was_embedded_and_embeds_nothing_itself(sqlite_house: House) -> None:
    with sqlite_house.writing() as session:
        registry.small(session)
    sqlite_house.work()
    matcher = sqlite_house.state.matcher
    found = matcher.store.get(matcher.encoder.model_id, [key(registry.ACCOUNTS)], 384)
    direct = matcher.encoder.encoder.encode([registry.ACCOUNTS], "profile")[0]
    np.testing.assert_array_equal(found[key(registry.ACCOUNTS)], direct)


def test_what_changed_meanwhile_stays_queued(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes while the worker embeds: the older text must not count as done."""
    house = sqlite_house
    with house.writing() as session:
        registry.small(session)
    house.work()
    with house.writing() as session:
        registry.mentor(session, "B3", "La paie.")
    original = house.state.matcher.encoder.encode

    def and_meanwhile(*given: Any, **more: Any) -> Any:
        monkeypatch.setattr(house.state.matcher.encoder, "encode", original)
        with house.writing() as session:
            session.get_one(Mentor, "B3").profile = "La paie et les charpentes."
            queue.embed(session, NOW, "mentor", "B3")
        return original(*given, **more)

    monkeypatch.setattr(house.state.matcher.encoder, "encode", and_meanwhile)
    duty = EmbedTexts(house.state.database, house.clock, house.state.matcher)
    assert duty.run()
    assert [task.entity_id for task in house.rows(TextTask)] == ["B3"]
    house.work()
    assert house.rows(TextTask) == []
    assert key("La paie et les charpentes.") in kept(house)


def test_entries_that_are_gone_leave_the_queue(sqlite_house: House) -> None:
    with sqlite_house.writing() as session:
        for kind in ("mentor", "need", "project", "investor", "partner"):
            queue.embed(session, NOW, kind, "nobody")
    sqlite_house.work()
    assert sqlite_house.rows(TextTask) == []


def test_former_words_are_forgotten(house: House) -> None:
    with house.writing() as session:
        registry.small(session)
    house.work()
    with house.writing() as session:
        session.get_one(Mentor, "B2").profile = "Je tiens un gîte. " + registry.ACCOUNTS
        queue.embed(session, NOW, "mentor", "B2")
        feed.tell(session, ("mentor", "B2"))
    house.work()
    assert key(registry.WOOD) not in kept(house)
    assert key("Je tiens un gîte.") in kept(house)


def test_the_queue_is_told_once_however_often_something_changes(house: House) -> None:
    with house.writing() as session:
        queue.embed(session, NOW, "mentor", "B1")
        queue.embed(session, house.clock.advance(days=1), "mentor", "B1")
    (task,) = house.rows(TextTask)
    assert task.queued_at == house.clock()


def test_a_new_model_reads_everything_again(sqlite_house: House) -> None:
    with sqlite_house.writing() as session:
        registry.mentor(session, "B1", queued=True)
        session.connection().exec_driver_sql("DELETE FROM text_task")
    sqlite_house.work()
    assert key(registry.ACCOUNTS) in kept(sqlite_house)
    assert [mentor.id for mentor in sqlite_house.state.matcher.network.mentors] == ["B1"]


def test_a_stopped_duty_begins_nothing(sqlite_house: House) -> None:
    duty = EmbedTexts(sqlite_house.state.database, sqlite_house.clock, sqlite_house.state.matcher)
    duty.stop()
    assert not duty.run()
    assert not sqlite_house.state.matcher.ready


def test_whoever_is_embedded_is_told_to_all_engines(house: House) -> None:
    house.work()
    with house.writing() as session:
        registry.mentor(session, "B1")
    before = len(house.rows(Change))
    house.work()
    assert [change.entity_id for change in house.rows(Change)[before:]] == ["B1"]


def test_segments_are_put_together_in_the_background(sqlite_house: House) -> None:
    house = sqlite_house
    house.work()
    for number in range(10):
        with house.writing() as session:
            registry.mentor(session, f"B{number}", f"La paie, {number} ans.")
        EmbedTexts(house.state.database, house.clock, house.state.matcher).run()
    before = house.state.matcher.crowded
    house.work()
    assert (before, house.state.matcher.crowded) == (True, False)
    assert len(house.state.matcher.network.mentors) == 10


@dataclass
class Context:
    """What a job gets."""

    database: Engine
    matcher: LiveMatcher
    cancel_at: int = -1
    told: list[tuple[int, int]] = field(default_factory=list)

    def progress(self, done: int, total: int) -> None:
        """Note how far the job is."""
        self.told.append((done, total))
        if len(self.told) == self.cancel_at:
            raise Cancelled


def test_everything_can_be_embedded_again(house: House) -> None:
    with house.writing() as session:
        registry.small(session)
    house.work()
    store = house.state.matcher.store
    assert isinstance(store, DatabaseVectors)
    store.put("older-model", [(b"x" * 16, np.eye(1, 384, dtype=np.float32)[0])])
    unused = key("Plus personne n'écrit cela.")
    store.put(house.state.matcher.encoder.model_id, [(unused, np.eye(1, 384, dtype=np.float32)[0])])
    lost = key(registry.WOOD)
    store.delete([(house.state.matcher.encoder.model_id, lost)])
    context = Context(house.state.database, house.state.matcher)
    result = reembed(context)  # type: ignore[arg-type]
    assert lost in kept(house)
    assert not {unused, b"x" * 16} & kept(house)
    assert (result["entries"], result["deleted"]) == (6, 2)
    assert context.told[-1] == (6, 6)


def test_embedding_again_can_be_cancelled(sqlite_house: House) -> None:
    with sqlite_house.writing() as session:
        registry.small(session)
    sqlite_house.work()
    before = kept(sqlite_house)
    with pytest.raises(Cancelled):
        reembed(Context(sqlite_house.state.database, sqlite_house.state.matcher, cancel_at=1))  # type: ignore[arg-type]
    assert kept(sqlite_house) == before


def test_what_is_written_is_what_the_engine_reads() -> None:
    assert written("mentor", entity(tags=("a", "b"), refusals="pas de paie"))[1:] == ["a, b", "paie"]
    assert "" not in parts("mentor", entity(profile=""))
