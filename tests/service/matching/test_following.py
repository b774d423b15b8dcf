"""After any changes, however they are cut into transactions, the engine knows what a new one would."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptce_match import Matcher
from service.changes import feed
from service.clock import local_day
from service.database.connection import open_database, reading, writing
from service.decisions.models import Decision
from service.matching import repository
from service.matching.embedding import EmbedTexts
from service.matching.live import LiveMatcher
from service.matching.network import load_network
from service.mentors.models import Mentor
from service.people.models import Person
from service.projects.models import Need, Project
from tests.matcher.hashing_encoder import HashingEncoder
from tests.service.matching import registry
from tests.service.matching.registry import NOW

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlmodel import Session

    from tests.service.databases import SqliteMaker

NUMBERS: Final = count(1000)
WORDS: Final = ("la paie", "la comptabilité", "le bois", "un four", "je ne fais pas de paie", "le web")


class Changes:
    """Random changes of a registry, told as the routes tell them."""

    def __init__(self, session: Session, chance: random.Random) -> None:
        self.session, self.chance = session, chance

    def one(self) -> None:
        """Make one change."""
        steps: list[Callable[[], None]] = [
            self.new_mentor, self.new_words, self.other_columns, self.archive, self.object, self.decide, self.undo,
            self.quarrel, self.close, self.shelve, self.new_need, self.leave, self.fund, self.offer,
        ]  # fmt: skip
        self.chance.choice(steps)()

    def text(self) -> str:
        """Return some words."""
        return ". ".join(self.chance.choice(WORDS) for _ in range(self.chance.randrange(4)))

    def any(self, table: type[Mentor | Need | Project | Decision | Person]) -> object:
        """Return a row of a table, None in an empty one."""
        keys = sorted(str(row.id) for row in self.session.exec(registry.rows(table)).all())
        if not keys:
            return None
        key = self.chance.choice(keys)
        return self.session.get(table, int(key) if table is Decision else key)

    def new_mentor(self) -> None:
        registry.mentor(self.session, f"B{next(NUMBERS)}", self.text(), capacity=self.chance.randrange(3))

    def new_words(self) -> None:
        row = self.any(Mentor)
        if isinstance(row, Mentor):
            row.profile, row.tags, row.refusals = (
                self.text(),
                [self.chance.choice(WORDS)],
                self.chance.choice(["", "la paie"]),
            )
            registry.changed(self.session, "mentor", row.id)

    def other_columns(self) -> None:
        row = self.any(Mentor)
        if isinstance(row, Mentor):
            row.capacity = self.chance.randrange(3)
            row.paused_until = self.chance.choice([None, date(2027, 1, 1), date(2020, 1, 1)])
            self.tell("mentor", row.id)

    def archive(self) -> None:
        row = self.any(Mentor)
        if isinstance(row, Mentor):
            row.archived_at = None if row.archived_at else NOW
            self.tell("mentor", row.id)

    def object(self) -> None:
        row = self.any(Person)
        if isinstance(row, Person):
            row.objected_at = None if row.objected_at else NOW
            self.tell("person", row.id)

    def decide(self) -> None:
        need, mentor = self.any(Need), self.any(Mentor)
        if isinstance(need, Need) and isinstance(mentor, Mentor):
            outcome = self.chance.choice(["proposée", "acceptée", "refusée", "terminée"])
            registry.decision(self.session, need.id, mentor.id, outcome, rating=self.chance.choice([None, 2, 5]))

    def undo(self) -> None:
        row = self.any(Decision)
        if isinstance(row, Decision):
            self.session.delete(row)
            self.tell("decision", str(row.id))

    def quarrel(self) -> None:
        one, other = self.any(Mentor), self.any(Mentor)
        if isinstance(one, Mentor) and isinstance(other, Mentor) and one.id != other.id:
            registry.conflict(self.session, f"C{next(NUMBERS)}", one.id, other_party_id=other.id)

    def close(self) -> None:
        row = self.any(Need)
        if isinstance(row, Need):
            row.closed_at = None if row.closed_at else NOW
            self.tell("need", row.id)

    def shelve(self) -> None:
        row = self.any(Project)
        if isinstance(row, Project):
            row.archived_at = None if row.archived_at else NOW
            self.tell("project", row.id)

    def new_need(self) -> None:
        row = self.any(Project)
        if isinstance(row, Project):
            registry.need(self.session, f"N{next(NUMBERS)}", row.id, text=self.text() or "la paie")

    def leave(self) -> None:
        row = self.any(Mentor)
        if isinstance(row, Mentor):
            self.session.delete(row)
            self.tell("mentor", row.id)

    def fund(self) -> None:
        registry.investor(self.session, f"F{next(NUMBERS)}", criteria=self.text())

    def offer(self) -> None:
        registry.partner(self.session, f"T{next(NUMBERS)}", offer=self.text())

    def tell(self, kind: str, key: str) -> None:
        """Note that something changed."""
        self.session.flush()
        feed.tell(self.session, (kind, key))


def suggestible(session: Session, day: date) -> set[str]:
    """Return the mentors whom the tables allow to be suggested, by the plainest reading of them."""
    found = set()
    for mentor in session.exec(registry.rows(Mentor)).all():
        person = session.get_one(Person, mentor.person_id)
        paused = mentor.paused_until is not None and mentor.paused_until >= day
        if mentor.archived_at is None and person.objected_at is None and mentor.capacity > 0 and not paused:
            found.add(mentor.id)
    return found


def answers(matcher: Matcher, needs: set[str], day: date) -> dict[str, float]:
    found: dict[str, float] = {}
    for need_id in sorted(needs):
        query = matcher.query(need_id)
        ranking = matcher.mentor_ranking(query, 50, day)
        found |= {f"{need_id} {each.mentor.id}": each.score for each in ranking.suggestions}
        found |= {f"{need_id} {each.person.id} {each.rule}": each.score for each in ranking.excluded}
        found |= {f"{need_id} {each.partner.id}": each.score for each in matcher.partner_ranking(query, 50).suggestions}
    for project in matcher.network.projects:
        ranking_of = matcher.investor_ranking(project.id, 50)
        found |= {f"{project.id} {each.investor.id}": each.score for each in ranking_of.suggestions}
    return found


@pytest.mark.slow
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_engine_knows_what_a_new_one_would(
    sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    folder: Path = tmp_path_factory.mktemp("following")
    for url in sqlite_maker.make(folder):
        database = open_database(url)
        try:
            follow(database, chance)
        finally:
            database.dispose()


def follow(database: Engine, chance: random.Random) -> None:
    with writing(database) as session:
        registry.small(session)
    day = local_day(NOW)
    live = LiveMatcher(database, HashingEncoder(), clock=lambda: NOW)
    duty = EmbedTexts(database, lambda: NOW, live)
    while duty.run():
        pass
    for _ in range(6):
        with writing(database) as session:
            changes = Changes(session, chance)
            for _ in range(chance.randrange(1, 5)):
                changes.one()
            session.flush()
            allowed = suggestible(session, day)
        # Before anything new is embedded: nobody who may not be suggested is.
        closed = live._now().closed
        for need in live.network.needs:
            if need.id not in closed:
                assert {each.person.id for each in live.answer(need.id, "mentor", 50).ranking.suggestions} <= allowed
        if chance.random() < 0.5:
            while duty.run():
                pass
    while duty.run():
        pass
    live.consolidate()
    with reading(database) as session:
        assert repository.number_waiting(session) == 0
        right = load_network(session)
    network = live.network
    for table in ("mentors", "projects", "needs", "investors", "partners", "decisions", "conflicts"):
        assert sorted(map(repr, getattr(network, table))) == sorted(map(repr, getattr(right, table)))
    asked = {need.id for need in network.needs}
    new = Matcher(right, live.encoder)
    assert answers(live._now().matcher.merged(), asked, day) == pytest.approx(answers(new, asked, day), abs=1e-5)
