"""Anybody does anything, in any order, while time goes by: what must hold whatever happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import col, select

from service.access.actor import Actor
from service.access.roles import Role
from service.audit.models import AuditEntry
from service.pairings import repository, views
from service.pairings.models import Pairing, TrainingRow
from service.projects.models import Need
from tests.service.pairings.village import API, Village, village

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from sqlmodel import Session

    from tests.service.house import House

MENTORS: Final = 4
# Written out once more on purpose: the table of the program is what is tested.
ALLOWED: Final = {
    ("proposed", "ask", "team"): "asked",
    ("proposed", "reject", "team"): "rejected",
    ("proposed", "withdraw", "team"): "withdrawn",
    ("waiting", "reject", "team"): "rejected",
    ("waiting", "withdraw", "team"): "withdrawn",
    ("asked", "accept", "mentor"): "accepted",
    ("asked", "decline", "mentor"): "declined",
    ("asked", "pause", "mentor"): "declined",
    ("asked", "withdraw", "team"): "withdrawn",
    ("accepted", "agree", "holder"): "agreed",
    ("accepted", "disagree", "holder"): "declined_by_holder",
    ("accepted", "withdraw", "team"): "withdrawn",
    ("agreed", "close", "team"): "closed",
    ("agreed", "close", "mentor"): "closed",
    ("agreed", "close", "holder"): "closed",
    ("closed", "rate", "mentor"): "closed",
    ("closed", "rate", "holder"): "closed",
}
BY_TIME: Final = {
    ("waiting", "ask"): "asked",
    ("waiting", "promote"): "proposed",
    ("asked", "expire"): "expired",
    ("waiting", "withdraw"): "withdrawn",
    ("proposed", "withdraw"): "withdrawn",
    ("asked", "withdraw"): "withdrawn",
    ("accepted", "withdraw"): "withdrawn",
}
DECISIVE: Final = {"rejected", "declined", "expired", "declined_by_holder", "agreed", "closed"}
LIVE: Final = {"proposed", "asked", "accepted"}
SAID: Final[dict[str, dict[str, Any]]] = {
    "reject": {"reason": "skill_not_fitting"},
    "decline": {"reason": "no_time"},
    "disagree": {"reason": "too_far"},
    "rate": {"rating": 4},
}
MOVES: Final = sorted({move for _, move, _ in ALLOWED})


class Pairings(RuleBasedStateMachine):
    """Two needs, four mentors who accept one project each, one team."""

    house: ClassVar[House]
    team: ClassVar[TestClient]
    place: Village
    other: Village
    reached: ClassVar[set[str]]

    @initialize(wanted=st.integers(1, 2), order=st.permutations(range(1, MENTORS + 1)), ahead=st.integers(0, 3))
    def people(self, wanted: int, order: list[int], ahead: int) -> None:
        self.wanted = wanted
        self.place = village(self.house, MENTORS, wanted=wanted, team=self.team)
        self.other = village(self.house, 0, team=self.team)
        self.looked_at: dict[str, int] = {}
        self.actors = [
            acting(self.team, "team"),
            acting(self.place.holder, "holder"),
            acting(self.other.holder, "holder"),
            *(acting(who, "mentor") for who in self.place.mentors),
        ]
        self.take_up(order[0], order[1:3], of_the_other_need=None)
        self.take_up(order[3], [], of_the_other_need=None)
        self.take_up(order[0], [], of_the_other_need=0)
        for move in ("ask", "accept", "agree")[:ahead]:
            self.everybody_does(move)

    @rule(
        position=st.integers(1, MENTORS),
        alternates=st.lists(st.integers(1, MENTORS), max_size=3, unique=True),
        of_the_other_need=st.sampled_from([None, 0]),
    )
    def take_up(self, position: int, alternates: list[int], of_the_other_need: int | None) -> None:
        sent: dict[str, Any] = {"run_id": self.place.run_id, "position": position, "alternates": alternates}
        possible = {422} if position in alternates else {201, 409}
        if of_the_other_need is not None:
            sent = {"need_id": self.other.need_id, "mentor_id": self.place.mentor_ids[position - 1]}
            possible = {201, 409}
        answer = self.team.post(API, json=sent)
        assert answer.status_code in possible, answer.text

    @rule(which=st.integers(0, 50), side=st.sampled_from(["team", "mentor", "holder"]), move=st.sampled_from(MOVES))
    def try_a_move(self, which: int, side: str, move: str) -> None:
        rows = self.rows()
        self.make(rows[which % len(rows)], side, move)

    @rule(which=st.integers(0, 1000), times=st.integers(1, 3))
    def make_moves_that_are_offered(self, which: int, times: int) -> None:
        for _ in range(times):
            offered = self.offered(set(MOVES) - {"withdraw"})
            if offered:
                self.make(*offered[which % len(offered)])

    @rule(move=st.sampled_from(["ask", "accept", "agree", "decline", "close"]))
    def everybody_does(self, move: str) -> None:
        for row, side, _ in self.offered({move}):
            fresh = next(each for each in self.rows() if each.id == row.id)
            self.make(fresh, side, move)

    def offered(self, moves: set[str]) -> list[tuple[Any, str, str]]:
        """Return what the table allows now, of these moves."""
        return [
            (row, side, move)
            for row in self.rows()
            for before, move, side in sorted(ALLOWED)
            if before == row.state and move in moves
        ]

    @rule(days=st.sampled_from([1, 2, 5, 8, 31]))
    def let_time_go_by(self, days: int) -> None:
        self.house.clock.advance(days=days)
        for _ in range(5):  # alternates come due in their turn
            if not self.place.let_time_count():
                break
        now = self.house.clock()
        assert not [row for row in self.rows() if row.state == "asked" and row.due_at <= now]

    @rule()
    def close_the_other_need(self) -> None:
        with self.house.writing() as session:
            need = session.get_one(Need, self.other.need_id)
            need.closed_at = self.house.clock()
            session.add(need)
        self.place.let_time_count()
        mine = [row for row in self.rows() if row.need_id == self.other.need_id]
        assert not [row for row in mine if row.state in LIVE | {"waiting"}]

    def make(self, row: Any, side: str, move: str) -> None:
        """Make a move for a side and compare what comes of it with what is allowed."""
        until = (self.house.clock().date()).isoformat()
        said = SAID | {"pause": {"until": until}}
        who = self.who(row, side)
        with self.house.reading() as session:
            (standing,) = repository.standings(session, [row])
        visible = standing.visible(acting(who, side))
        answer = who.post(f"{API}/{row.id}/moves", json={"move": move, "revision": row.revision} | said.get(move, {}))
        after = next(each for each in self.rows() if each.id == row.id)
        wanted = ALLOWED.get((row.state, move, side))
        if answer.status_code == 200:
            assert visible
            assert (answer.json()["state"], after.state) == (wanted, wanted)
            assert answer.json()["revision"] == after.revision == row.revision + 1
            return
        assert answer.status_code == (409 if visible else 404), answer.text
        assert (after.state, after.revision) == (row.state, row.revision)
        # What is allowed is only refused by a rule, never by the table.
        assert wanted is None or not visible or "geste n'y est pas possible" not in answer.text

    def who(self, row: Any, side: str) -> TestClient:
        if side == "team":
            return self.team
        if side == "mentor":
            return self.place.mentors[self.place.mentor_ids.index(row.mentor_id)]
        return self.place.holder if row.project_id == self.place.project_id else self.other.holder

    def rows(self) -> list[Any]:
        projects = [self.place.project_id, self.other.project_id]
        with self.house.reading() as session:
            first = select(col(AuditEntry.id)).where(
                AuditEntry.entity_id == col(Pairing.id), AuditEntry.action == "pairing.propose"
            )
            statement = select(Pairing).where(col(Pairing.project_id).in_(projects))
            return list(session.exec(statement.order_by(first.scalar_subquery())).all())

    @invariant()
    def holds(self) -> None:
        """Check what must hold after every step."""
        rows = {row.id: row for row in self.rows()}
        with self.house.reading() as session:
            statement = select(AuditEntry).where(col(AuditEntry.entity_id).in_(list(rows)))
            entries = list(session.exec(statement.order_by(col(AuditEntry.id))).all())
            judged = select(TrainingRow).where(col(TrainingRow.pairing_id).in_(list(rows)))
            kept = {row.pairing_id: row for row in session.exec(judged).all()}
            self.contact_details_are_shared_by_the_two_and_the_team(session, list(rows.values()))
        self.reached.update(row.state for row in rows.values())
        for row in rows.values():
            if self.looked_at.get(row.id) != row.revision:
                self.looked_at[row.id] = row.revision
                every_move_is_logged_once(row, [entry for entry in entries if entry.entity_id == row.id])
        for need_id, wanted in ((self.place.need_id, self.wanted), (self.other.need_id, 1)):
            never_more_than_the_need_wants([row for row in rows.values() if row.need_id == need_id], wanted)
        for mentor_id in self.place.mentor_ids:
            never_more_than_a_mentor_takes_on([row for row in rows.values() if row.mentor_id == mentor_id])
        nobody_waits_behind_nobody(list(rows.values()))
        # Every judgement is kept for training, and nothing else.
        decided = {key: (row.state, row.run_position) for key, row in rows.items() if row.state in DECISIVE}
        assert {key: (row.outcome, row.position) for key, row in kept.items()} == decided

    def contact_details_are_shared_by_the_two_and_the_team(self, session: Session, rows: list[Any]) -> None:
        now = self.house.clock()
        for standing in repository.standings(session, rows):
            together = standing.state in {"agreed", "closed"}
            for actor in self.actors:
                seen = standing.visible(actor) and views.view(session, now, actor, standing)
                shared = {contact.side for contact in seen.contacts} if seen else set()
                side = standing.side_of_person(actor)
                theirs = {"mentor", "holder"} - {side} if side or actor.team else set()
                assert shared == (theirs if together else set())

    def teardown(self) -> None:
        """Leave nothing open behind for the next example."""
        with self.house.writing() as session:
            for place in (self.place, self.other):
                need = session.get_one(Need, place.need_id)
                need.closed_at = self.house.clock()
                session.add(need)
        while self.place.let_time_count():
            pass
        assert not [row for row in self.rows() if row.state in LIVE | {"waiting"}]


def acting(who: TestClient, side: str) -> Actor:
    """Return who is behind a client."""
    role = {"team": Role.ANIMATION, "mentor": Role.MENTOR, "holder": Role.HOLDER}[side]
    return Actor(who.headers["x-account"], who.headers["x-person"], frozenset({role}))


def every_move_is_logged_once(row: Any, entries: list[AuditEntry]) -> None:
    """Check that the log tells the whole way, step by step, and that each step was allowed."""
    assert len(entries) == row.revision + 1
    assert entries[0].action == "pairing.propose"
    states = [(entry.after or {})["state"] for entry in entries]
    assert states[-1] == row.state
    for entry, before, after in zip(entries[1:], states, states[1:], strict=False):
        move, by = entry.action.removeprefix("pairing."), (entry.after or {})["by"]
        assert entry.before == {"state": before}
        assert after == (BY_TIME.get((before, move)) if by == "service" else ALLOWED.get((before, move, by)))


def never_more_than_the_need_wants(rows: list[Any], wanted: int) -> None:
    """Check that nobody is asked for a place that is taken, and nobody twice."""
    taken = [row.mentor_id for row in rows if row.state in {"asked", "accepted", "agreed"}]
    assert len(taken) <= wanted
    assert len(set(taken)) == len(taken)


def never_more_than_a_mentor_takes_on(rows: list[Any]) -> None:
    """Check a mentor who takes on one project at once."""
    assert len({row.project_id for row in rows if row.state in {"accepted", "agreed"}}) <= 1


def nobody_waits_behind_nobody(rows: list[Any]) -> None:
    """Check that it is somebody's turn wherever an alternate waits."""
    for row in rows:
        if row.state == "waiting":
            line = [each for each in rows if row.alternate_of in {each.id, each.alternate_of}]
            assert any(each.state in LIVE for each in line)


def test_whatever_happens(house: House) -> None:
    class Here(Pairings):
        pass

    Here.house, Here.team, Here.reached = house, house.login(Role.ANIMATION), set()
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=10,
            stateful_step_count=30,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],  # a failure tells its steps at once; to shorten them takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    # An example that never leaves the first state would prove nothing.
    assert Here.reached >= {"waiting", "asked", "declined", "accepted", "agreed", "closed"}
