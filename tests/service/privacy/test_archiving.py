"""Who is away for years is written to twice, then set aside, and comes back by logging in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.access.roles import Role
from service.accounts.models import LoginSession
from service.audit.models import AuditEntry
from service.changes.models import Change
from service.mail.models import OutgoingMessage
from service.mentors.models import Mentor
from service.people.activity import touch
from service.people.models import Person
from service.privacy.archiving import MONTH, WEEK, ArchiveInactive, earlier, later, next_step
from tests.service.privacy import world

if TYPE_CHECKING:
    from tests.service.house import House


def duty(house: House) -> ArchiveInactive:
    return ArchiveInactive(house.settings, house.state.database, house.clock)


def mentor(house: House, **changes: object) -> str:
    """Enter somebody who is active today, and return who it is."""
    me = house.login(Role.MENTOR, name="Annick Rullier").headers["x-person"]
    with house.writing() as session:
        session.get_one(Person, me).email = "annick@exemple.fr"
        session.add(
            world.filled("mentor", id="B-1", person_id=me, status="retraité", **{"archived_at": None} | changes)
        )
    return me


def person(house: House, person_id: str) -> Person:
    with house.reading() as session:
        return session.get_one(Person, person_id)


def test_two_warnings_then_the_archive(house: House) -> None:
    me = mentor(house)
    works = duty(house)
    house.clock.advance(days=3 * 365 - 31)
    assert not works.run()
    house.clock.advance(days=2)
    assert works.run()
    assert not works.run()
    (message,) = house.rows(OutgoingMessage)
    assert message.recipient == "annick@exemple.fr"
    assert "Annick" not in message.subject
    assert "25 novembre 2029" in message.body or "26 novembre 2029" in message.body
    house.clock.advance(days=15)
    assert not works.run()
    house.clock.advance(days=9)
    assert works.run()
    subjects = {message.subject for message in house.rows(OutgoingMessage)}
    assert subjects == {
        "Votre inscription sera archivée dans un mois",
        "Votre inscription sera archivée dans une semaine",
    }
    house.clock.advance(days=6)
    assert not works.run()
    assert person(house, me).archived_at is None
    house.clock.advance(days=2)
    assert works.run()
    assert person(house, me).archived_at == house.clock()
    assert house.rows(Mentor)[0].archived_at == house.clock()
    assert house.rows(LoginSession) == []
    assert ("mentor", "B-1") in {(change.kind, change.entity_id) for change in house.rows(Change)}
    actions = [entry.action for entry in house.rows(AuditEntry)]
    assert [actions.count(action) for action in ("person.warn_month", "person.warn_week", "person.archive")] == [
        1,
        1,
        1,
    ]
    house.clock.advance(days=60)
    assert not works.run()
    assert len(house.rows(OutgoingMessage)) == 2


def archived(house: House) -> str:
    me = mentor(house)
    for days in (3 * 365 - 25, 25, 8):
        house.clock.advance(days=days)
        duty(house).run()
    assert person(house, me).archived_at is not None
    return me


def test_who_logs_in_again_is_back(house: House) -> None:
    me = archived(house)
    works = duty(house)
    assert not works.run()
    house.clock.advance(days=1)
    with house.writing() as session:
        touch(session, me, house.clock())
    assert works.run()
    assert not works.run()
    assert person(house, me).archived_at is None
    assert house.rows(Mentor)[0].archived_at is None
    house.clock.advance(days=40)
    assert not works.run()


def test_the_team_brings_somebody_back(house: House) -> None:
    me = archived(house)
    answer = house.login(Role.ANIMATION).post(f"/api/v1/people/{me}/return")
    assert answer.json() == {"person_id": me, "archived_at": None}
    assert house.rows(Mentor)[0].archived_at is None
    assert house.login(Role.ANIMATION).post("/api/v1/people/X-nobody/return").status_code == 404
    assert house.login(Role.MENTOR).post(f"/api/v1/people/{me}/return").status_code == 404


def test_what_the_team_archived_before_stays_archived(house: House) -> None:
    before = house.clock() - timedelta(days=5)
    me = mentor(house, archived_at=before)
    for days in (3 * 365 - 25, 25, 8):
        house.clock.advance(days=days)
        duty(house).run()
    house.login(Role.ANIMATION).post(f"/api/v1/people/{me}/return")
    assert house.rows(Mentor)[0].archived_at == before


def test_activity_puts_it_off(sqlite_house: House) -> None:
    me = mentor(sqlite_house)
    sqlite_house.clock.advance(days=3 * 365 - 25)
    duty(sqlite_house).run()
    with sqlite_house.writing() as session:
        touch(session, me, sqlite_house.clock())
    sqlite_house.clock.advance(days=40)
    assert not duty(sqlite_house).run()
    assert person(sqlite_house, me).archived_at is None


@pytest.mark.parametrize("state", ["proposed", "waiting", "asked", "accepted", "agreed"])
def test_nobody_with_something_under_way_is_archived(sqlite_house: House, state: str) -> None:
    me = mentor(sqlite_house)
    with sqlite_house.writing() as session:
        session.add(
            Person(id="X-2", name="Paul Roy", created_at=world.NOW, last_active_at=datetime(2040, 1, 1, tzinfo=UTC))
        )
        session.flush()
        session.add(world.filled("project", id="P-1", holder_id="X-2", stage="étude"))
        session.flush()
        session.add(world.filled("pairing", id="A-1", kind="mentor", state=state, mentor_id="B-1", project_id="P-1"))
    for days in (3 * 365 - 25, 25, 8):
        sqlite_house.clock.advance(days=days)
        duty(sqlite_house).run()
    assert person(sqlite_house, me).archived_at is None
    assert sqlite_house.rows(OutgoingMessage) == []


def test_a_crowd_is_done_in_small_steps(sqlite_house: House) -> None:
    with sqlite_house.writing() as session:
        session.add_all(
            [
                Person(
                    id=f"X-{number}",
                    name="Paul Roy",
                    email=f"p{number}@exemple.fr",
                    created_at=world.NOW,
                    last_active_at=world.NOW,
                )
                for number in range(120)
            ]
        )
    sqlite_house.clock.advance(days=3 * 365)
    works = duty(sqlite_house)
    runs = 0
    while works.run():
        runs += 1
    assert runs == 3
    assert len(sqlite_house.rows(OutgoingMessage)) == 120


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001


@given(MOMENTS, st.integers(1, 120))
def test_months_are_counted_by_the_calendar(moment: datetime, months: int) -> None:
    there = later(moment, months)
    assert (there.year * 12 + there.month) - (moment.year * 12 + moment.month) == months
    assert there.day <= moment.day
    assert earlier(there, months) <= moment


@given(st.integers(1, 120), st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_nobody_is_archived_before_what_the_messages_promised(months: int, gaps: list[int]) -> None:
    start = datetime(2026, 1, 31, 12, tzinfo=UTC)
    someone = Person(id="X", name="Paul Roy", created_at=start, last_active_at=start)
    now = start
    for gap in gaps:
        now += timedelta(days=gap)
        match next_step(someone, now, months):
            case "month":
                someone.warned_month_at = now
            case "week":
                assert someone.warned_month_at is not None
                assert now - someone.warned_month_at >= MONTH - WEEK
                someone.warned_week_at = now
            case "archive":
                assert someone.warned_week_at is not None
                assert now - someone.warned_week_at >= WEEK
                assert someone.warned_month_at is not None
                assert now - someone.warned_month_at >= MONTH
                assert now >= later(start, months)
                return
