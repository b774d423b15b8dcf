"""Once an hour, what nobody needs any more is deleted, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from service.access.roles import Role
from service.accounts.models import LoginSession
from service.changes import feed
from service.changes.models import Change, Revision
from service.exchange.models import ImportDraft
from service.jobs.models import Job
from service.mail.models import OutgoingMessage
from service.operations.housekeeping import MESSAGES_KEPT, Housekeeping

if TYPE_CHECKING:
    from datetime import datetime

    from tests.service.house import House


def duty(house: House) -> Housekeeping:
    return Housekeeping(house.settings, house.state.database, house.clock)


def message(id: str, created: datetime, *, waits: bool = False, sent: bool = False) -> OutgoingMessage:
    return OutgoingMessage(
        id=id,
        recipient="annick@exemple.fr",
        subject="Bonjour",
        body="",
        created_at=created,
        next_try_at=created if waits else None,
        sent_at=created if sent else None,
    )


def draft(id: str, expires: datetime, job_id: str | None = None) -> ImportDraft:
    return ImportDraft(
        id=id,
        file_name="reseau.xlsx",
        form="xlsx",
        content=b"",
        state="ready",
        created_at=expires,
        expires_at=expires,
        job_id=job_id,
    )


def test_sessions_that_expired_go(house: House) -> None:
    house.login(Role.MENTOR)
    with house.writing() as session:
        expired = session.exec(select(LoginSession)).one()
        expired.expires_at = house.clock()
        session.add(expired)
    house.login(Role.MENTOR)
    assert duty(house).run()
    assert len(house.rows(LoginSession)) == 1


def test_old_messages_go_unless_they_wait(house: House) -> None:
    now = house.clock()
    with house.writing() as session:
        session.add_all(
            [
                message("sent long ago", now - MESSAGES_KEPT, sent=True),
                message("given up long ago", now - MESSAGES_KEPT),
                message("sent lately", now - MESSAGES_KEPT + timedelta(seconds=1), sent=True),
                message("waits", now - MESSAGES_KEPT - timedelta(days=9), waits=True),
            ]
        )
    assert duty(house).run()
    assert {each.id for each in house.rows(OutgoingMessage)} == {"sent lately", "waits"}


def test_import_drafts_go_after_their_day_unless_they_are_at_work(house: House) -> None:
    now = house.clock()
    with house.writing() as session:
        session.add_all(
            [Job(id=state, kind="import", state=state, created_at=now) for state in ("queued", "running", "done")]
        )
        session.flush()
        session.add_all(
            [
                draft("expired", now),
                draft("fresh", now + timedelta(seconds=1)),
                *(draft(f"of {state}", now, state) for state in ("queued", "running", "done")),
            ]
        )
    assert duty(house).run()
    assert {each.id for each in house.rows(ImportDraft)} == {"fresh", "of queued", "of running"}


def test_changes_that_everybody_has_seen_go(house: House) -> None:
    with house.writing() as session:
        feed.tell(session, ("mentor", "old"))
        number = feed.last_number(session)
        session.get_one(Revision, 1).number = number + 20_000
        feed.tell(session, ("mentor", "new"))
    assert duty(house).run()
    assert [change.entity_id for change in house.rows(Change)] == ["new"]


def test_it_is_done_once_an_hour(house: House) -> None:
    housekeeping = duty(house)
    assert not housekeeping.run()
    with house.writing() as session:
        session.add(draft("expired", house.clock()))
    house.clock.advance(minutes=59)
    assert not housekeeping.run()
    house.clock.advance(minutes=1)
    assert housekeeping.run()
    assert not housekeeping.run()


def test_a_second_time_finds_nothing(house: House) -> None:
    with house.writing() as session:
        session.add(draft("expired", house.clock()))
    assert duty(house).run()
    assert not duty(house).run()
