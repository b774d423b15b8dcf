"""What time brings about: reminders, requests that expire; each once, whatever happens in between."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from service.audit.models import AuditEntry
from service.decisions.models import Decision
from service.mail.models import OutgoingMessage
from service.pairings.models import TrainingRow
from tests.service.pairings.village import Village, village

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.service.house import House


def subjects(place: Village, to: str) -> list[str]:
    rows = sorted(place.house.rows(OutgoingMessage), key=lambda row: row.created_at)
    return [row.subject for row in rows if row.recipient.startswith(to)]


def moves(place: Village) -> list[str]:
    return [entry.action.removeprefix("pairing.") for entry in place.house.rows(AuditEntry)]


@contextmanager
def failing(house: House, statement_part: str, after: int = 0) -> Iterator[None]:
    """Let the database fail at a statement, like a disk that is full or a process that is killed."""
    met = []

    def fail(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement_part in statement:
            met.append(statement)
            if len(met) > after:
                raise RuntimeError("the power went out")

    event.listen(house.state.database, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(house.state.database, "before_cursor_execute", fail)


def test_a_request_is_reminded_of_then_expires(house: House) -> None:
    place = village(house)
    place.asked(1, (2,))
    house.clock.advance(days=4, hours=23)
    assert not place.let_time_count()
    house.clock.advance(hours=1)
    assert place.let_time_count()
    assert not place.let_time_count()
    assert subjects(place, "mentor1") == ["Un projet aimerait votre aide", "Un projet attend votre réponse"]
    house.clock.advance(days=2, seconds=-1)
    assert not place.let_time_count()
    house.clock.advance(seconds=1)
    assert place.let_time_count()
    assert place.states() == ["expired", "asked"]
    assert subjects(place, "mentor1")[-1] == "La demande est arrivée à son terme"
    assert subjects(place, "mentor2") == ["Un projet aimerait votre aide"]
    assert not place.let_time_count()
    assert moves(place) == ["propose", "propose", "ask", "expire", "ask"]
    # Silence is no refusal: the engine may suggest this mentor for the need another day.
    assert {row.outcome for row in house.rows(Decision)} == {"proposée"}
    assert [(row.outcome, row.reason) for row in house.rows(TrainingRow)] == [("expired", None)]
    house.clock.advance(days=7)
    assert place.let_time_count()
    assert place.states() == ["expired", "expired"]
    assert sum("n'a plus personne" in row.body for row in house.rows(OutgoingMessage)) == 1


def test_too_late_to_answer(sqlite_house: House) -> None:
    place = village(sqlite_house)
    key = place.asked()
    sqlite_house.clock.advance(days=8)
    place.let_time_count()
    answer = place.tries(place.mentors[0], key, "accept")
    assert answer.status_code == 409
    assert "resté sans réponse" in answer.json()["detail"]


def test_a_mentor_who_said_yes_is_not_forgotten(house: House) -> None:
    place = village(house)
    key = place.asked()
    place.does(place.mentors[0], key, "accept")
    house.clock.advance(days=5)
    assert place.let_time_count()
    assert subjects(place, "holder")[-1] == "Une personne attend votre réponse"
    house.clock.advance(days=2)
    assert place.let_time_count()
    assert not place.let_time_count()
    assert place.row(key).state == "accepted"
    silent = [row for row in house.rows(OutgoingMessage) if row.subject == "Un bénévole attend un porteur de projet"]
    assert len(silent) == 1
    assert place.does(place.holder, key, "agree")["state"] == "agreed"


@pytest.mark.parametrize(
    "part", ["INSERT INTO training_row", "INSERT INTO outgoing_message", "INSERT INTO audit_entry"]
)
@pytest.mark.parametrize("after", [0, 1])
def test_nothing_is_half_done_and_nothing_done_twice(house: House, part: str, after: int) -> None:
    place = village(house)
    place.asked(1, (2,))
    house.clock.advance(days=7)
    with failing(house, part, after):
        if part == "INSERT INTO training_row" and after:
            place.let_time_count()  # there is but one row
        else:
            with pytest.raises(RuntimeError, match="the power"):
                place.let_time_count()
            assert place.states() == ["asked", "waiting"]
            assert moves(place) == ["propose", "propose", "ask"]
            assert not house.rows(TrainingRow)
    place.let_time_count()
    place.let_time_count()
    assert place.states() == ["expired", "asked"]
    assert moves(place) == ["propose", "propose", "ask", "expire", "ask"]
    assert subjects(place, "mentor1") == ["Un projet aimerait votre aide", "La demande est arrivée à son terme"]
    assert subjects(place, "mentor2") == ["Un projet aimerait votre aide"]


def test_one_that_fails_does_not_keep_the_others_waiting(house: House) -> None:
    first = village(house, 1)
    second = village(house, 1, team=first.team)
    first.asked()
    second.asked()
    house.clock.advance(days=7)
    met: list[str] = []

    def fail(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "INSERT INTO training_row" in statement and not met:
            met.append(statement)
            raise RuntimeError("only this one")

    event.listen(house.state.database, "before_cursor_execute", fail)
    with pytest.raises(RuntimeError, match="only this one"):
        first.let_time_count()
    event.remove(house.state.database, "before_cursor_execute", fail)
    assert sorted(first.states() + second.states()) == ["asked", "expired"]
    assert first.let_time_count()
    assert first.states() + second.states() == ["expired", "expired"]


def test_the_worker_does_it(sqlite_house: House) -> None:
    assert "let requests expire" in {duty.name for duty in sqlite_house.state.worker.timed}
