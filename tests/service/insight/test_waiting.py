"""How long people wait, those who still do included."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from service.audit.models import AuditEntry
from tests.service.insight.network import day

if TYPE_CHECKING:
    from tests.service.insight.network import Town


def asked(town: Town, role: Role = Role.ANIMATION, **params: Any) -> dict[str, dict[str, Any]]:
    answer = town.house.login(role).get("/api/v1/insight/waiting-times", params=params)
    assert answer.status_code == 200, answer.text
    return {row["stage"]: row for row in answer.json()["rows"]}


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("n", "ended", "open", "median_days", "p90_days"))


def test_an_empty_network_has_nothing_to_tell(town: Town) -> None:
    rows = asked(town)
    assert list(rows) == ["first_ask", "answer", "agreement", "first_meeting"]
    assert {told(row) for row in rows.values()} == {(0, 0, 0, None, None)}


def test_each_stage(town: Town) -> None:
    mentor, need = town.mentor(), town.need(created_at=day(50))
    first = town.pairing(need, mentor, "declined", asked_at=day(40), answered_at=day(38))
    town.pairing(need, mentor, "expired", asked_at=day(36))
    done = town.pairing(need, mentor, "agreed", asked_at=day(30), answered_at=day(24), agreed_at=day(23.5))
    town.meeting(done, date(2026, 11, 9))
    town.meeting(done, date(2026, 11, 20))
    town.judged(first, need, mentor, "declined", decided_at=day(38))
    rows = asked(town)
    assert told(rows["first_ask"]) == (1, 1, 0, 10.0, 10.0)
    assert told(rows["answer"]) == (3, 2, 1, 2.0, 6.0)
    assert told(rows["agreement"]) == (1, 1, 0, 0.5, 0.5)
    # From 1 November 21:00 to 9 November: a meeting is noted by its day.
    assert told(rows["first_meeting"]) == (1, 1, 0, 7.1, 7.1)


def test_what_is_open_counts_as_longer(town: Town) -> None:
    mentor = town.mentor()
    for duration in (1, 2, 3):
        town.pairing(town.need(), mentor, "accepted", asked_at=day(20), answered_at=day(20 - duration))
    town.pairing(town.need(), mentor, "asked", asked_at=day(9))
    assert told(asked(town)["answer"]) == (4, 3, 1, 2.0, None)
    town.pairing(town.need(), mentor, "asked", asked_at=day(9))
    assert told(asked(town)["answer"]) == (5, 3, 2, 3.0, None)


def test_what_was_given_up_is_watched_until_then(town: Town) -> None:
    mentor, need = town.mentor(), town.need(created_at=day(60), closed_at=day(55))
    town.need(created_at=day(58))
    asked_again = town.need(created_at=day(60))
    withdrawn = town.pairing(asked_again, mentor, "withdrawn", asked_at=day(52))
    town.add(
        AuditEntry(at=day(51), actor="a", action="pairing.withdraw", kind="pairing", entity_id=withdrawn),
    )
    expired = town.pairing(asked_again, mentor, "expired", asked_at=day(50))
    town.judged(expired, asked_again, mentor, "expired", decided_at=day(43))
    town.pairing(asked_again, mentor, "accepted", asked_at=day(40), answered_at=day(35))
    rows = asked(town)
    # 5 days and given up, 58 and open, 8 and asked: half of those still waiting at 8 days had been asked.
    assert told(rows["first_ask"]) == (3, 1, 2, 8.0, None)
    # Given up after 1 day and after 7, answered after 5: of the two still watched at 5, one had answered.
    assert told(rows["answer"]) == (3, 1, 2, 5.0, None)
    assert need.closed_at is not None


def test_the_period_is_that_of_the_beginning(town: Town) -> None:
    mentor, need = town.mentor(), town.need(created_at=day(50))
    town.pairing(need, mentor, "accepted", asked_at=day(40), answered_at=day(2))
    rows = asked(town, since="2026-11-20")
    assert (rows["first_ask"]["n"], rows["answer"]["n"], rows["agreement"]["n"]) == (0, 0, 1)


def test_the_steering_committee_sees_whole_days_and_no_numbers(town: Town) -> None:
    mentor = town.mentor()
    for number in range(5):
        town.pairing(town.need(), mentor, "accepted", asked_at=day(20), answered_at=day(17.6))
        rows = asked(town, Role.STEERING_COMMITTEE)
        assert told(rows["answer"])[:3] == (None, None, None)
        assert rows["answer"]["median_days"] == (2 if number == 4 else None)
    assert rows["answer"]["size"] == "5 à 19"
    assert rows["answer"]["p90_days"] is None
