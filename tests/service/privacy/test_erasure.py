"""The right to erasure: nothing of a person is left anywhere, and everything of the others is."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from ptce_match.encoder.store import text_key
from service.access.actor import SYSTEM
from service.access.roles import Role
from service.audit.models import AuditEntry
from service.changes.models import Change
from service.collectives.models import CollectiveMember
from service.database.connection import open_database, reading
from service.investors.models import Investor
from service.mail.models import OutgoingMessage
from service.matching.models import TextTask, TextVector
from service.mentors.models import Mentor
from service.people.models import Person
from service.privacy.cleaning import FinishErasures
from service.privacy.erasure import erase, replay
from service.privacy.journal import Entry, Journal
from service.privacy.models import Erasure, KeptCount
from service.privacy.orders import PHRASE
from service.projects.models import Need, Project
from tests.service.privacy import world
from tests.service.privacy.world import EMAIL, MARK, NAME, PROFILE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.house import House

ORDER = {"confirmation": PHRASE}


def letter(house: House, name: str, recipient: str, body: str) -> Path:
    folder = house.settings.data_folder / "messages"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"20261120T090000-{name}.eml"
    file.write_text(
        f"To: {recipient}\nSubject: Bonjour\nContent-Type: text/plain; charset=utf-8\n\n{body}\n", encoding="utf-8"
    )
    return file


def with_admin(house: House) -> None:
    house.login(Role.ADMIN)


def erased(house: House) -> world.World:
    built = world.build(house)
    answer = built.client.post("/api/v1/me/erasure", json=ORDER)
    assert answer.status_code == 200, answer.text
    return built


def test_no_row_of_any_table_knows_the_person(house: House) -> None:
    erased(house)
    with house.reading() as session:
        rows = world.all_rows(session)
    for word in (NAME, "Quermalec", EMAIL, "zygomatiques", MARK):
        for table, texts in rows.items():
            if table != "audit_entry" or word != MARK:
                assert not [text for text in texts if word.lower() in text.lower()], f"{word} is left in {table}"


def test_only_identifiers_are_left_where_they_belong(house: House) -> None:
    built = erased(house)
    with house.reading() as session:
        rows = world.all_rows(session)
    left = {
        table
        for table, texts in rows.items()
        for key in (built.person_id, world.MENTOR, "N-elodie", "P-elodie", "A-1", "A-2", "R-2")
        for text in texts
        if f"'{key}'" in text
    }
    assert left <= {"audit_entry", "erasure", "change"}


def test_no_byte_on_the_disk_knows_the_person(sqlite_house: House, tmp_path: Path) -> None:
    letter(sqlite_house, "M-77", EMAIL, "Bonjour.")
    letter(sqlite_house, "M-78", "paul@exemple.fr", f"Bonjour, {NAME} vous répond.")
    kept = letter(sqlite_house, "M-79", "paul@exemple.fr", "Bonjour.")
    world.build(sqlite_house)
    words = [word.encode() for word in ("Quermalec", "quermalec", EMAIL, "zygomatiques", MARK)]
    words += [json.dumps(NAME).encode(), b"05 99 00 77 13"]

    def found() -> list[tuple[str, bytes]]:
        files = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".vectors"]
        return [(path.name, word) for path in files for word in words if word in path.read_bytes()]

    assert found(), "the test looks where the data is"
    with sqlite_house.reading() as session:
        person = session.exec(select(Person).where(Person.name == NAME)).one()
    sqlite_house.login(Role.ADMIN).post(f"/api/v1/people/{person.id}/erasure", json={"confirmation": person.id})
    assert [each for each in found() if not _audit_mark(*each)] == []
    assert kept.is_file()


def _audit_mark(_name: str, word: bytes) -> bool:
    # The world marks even the audit entry's request id, which stays.
    return word == MARK.encode()


def test_the_rest_of_the_network_stays(house: House) -> None:
    built = erased(house)
    assert {mentor.id for mentor in house.rows(Mentor)} == {"B-other"}
    assert {need.id for need in house.rows(Need)} == {"N-other"}
    projects = {project.id: project for project in house.rows(Project)}
    assert set(projects) == {"P-other", "P-shared"}
    shared = projects["P-shared"]
    assert shared.holder_id is None
    assert shared.email == ""
    assert shared.holder == "[effacé] et Paul Roy"
    assert shared.description == "[effacé] et Paul rouvrent le fournil."
    assert next(iter(house.rows(Mentor))).refusals == "Pas avec  [effacé] ([effacé])."
    assert ("mentor", "B-other") in {(task.kind, task.entity_id) for task in house.rows(TextTask)}
    assert {person.id for person in house.rows(Person)} == {built.other_id}
    assert [row.key for row in house.rows(TextVector)] == [text_key("Je forge.", "profile")]


def test_the_engine_is_told(house: House) -> None:
    built = erased(house)
    told = {(change.kind, change.entity_id) for change in house.rows(Change)}
    assert {
        ("person", built.person_id),
        ("mentor", world.MENTOR),
        ("project", "P-elodie"),
        ("need", "N-elodie"),
    } <= told


def test_anonymous_counts_are_kept(house: House) -> None:
    erased(house)
    kept = {(row.measure, row.label): row.number for row in house.rows(KeptCount)}
    assert kept["pairing", "mentor/agreed"] == 1
    assert kept["pairing", "mentor/closed"] == 1
    assert kept["decision", "acceptée"] == 1
    assert kept["suggestion", "mentor"] == 2
    assert kept["meeting", ""] == 1
    assert kept["rating", "mentor/3"] == 1
    assert kept["mentor", ""] == kept["project", ""] == kept["need", ""] == 1
    assert {row.month.isoformat() for row in house.rows(KeptCount)} == {"2026-11-01"}


def test_the_erasure_is_written_to_a_journal_outside_the_database(house: House) -> None:
    built = erased(house)
    journal = Journal(house.settings.data_folder)
    (entry,) = journal.read()
    (row,) = house.rows(Erasure)
    assert entry.id == row.id
    assert entry.identifiers["person"] == built.person_id
    assert entry.identifiers["mentors"] == [world.MENTOR]
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    text = journal.path.read_text(encoding="utf-8")
    assert "Quermalec" not in text
    assert EMAIL not in text


def test_a_line_cut_short_by_a_crash_costs_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.path.write_text(
        '{"id": "E-1", "erased_at": "2026-11-20", "identifiers": {"person": "X-1"}}\n{"id": "E-2", "er'
    )
    journal.add(Entry("E-3", "2026-11-21", {"person": "X-3"}))
    journal.add(Entry("E-3", "2026-11-21", {"person": "X-3"}))
    assert [entry.id for entry in journal.read()] == ["E-1", "E-3"]


def test_who_was_erased_is_out_and_cannot_be_erased_again(house: House) -> None:
    built = erased(house)
    assert built.client.get("/api/v1/me/data").status_code == 401
    admin = house.login(Role.ADMIN)
    order = {"confirmation": built.person_id}
    assert admin.post(f"/api/v1/people/{built.person_id}/erasure", json=order).status_code == 404


def test_the_audit_log_says_who_erased_whom_without_a_name(house: House) -> None:
    built = erased(house)
    entry = next(entry for entry in house.rows(AuditEntry) if entry.action == "person.erase")
    assert (entry.actor, entry.entity_id) == (built.account_id, built.person_id)
    assert entry.after["mentors"] == 1


def test_a_club_stays_when_its_contact_goes(house: House) -> None:
    built = world.build(house)
    with house.writing() as session:
        session.add(
            world.filled(
                "investor", id="F-club", contact_id=built.person_id, kind="cigale", criteria=f"Écrire à {NAME}."
            )
        )
    assert built.client.post("/api/v1/me/erasure", json=ORDER).status_code == 200
    (club,) = house.rows(Investor)
    assert (club.id, club.contact_id, club.criteria) == ("F-club", None, "Écrire à [effacé].")


def test_a_project_of_a_collective_with_others_stays(house: House) -> None:
    built = world.build(house)
    with house.writing() as session:
        session.add(CollectiveMember(collective_id="C-ours", person_id="X-other", joined_on=world.NOW.date()))
        session.get_one(Project, "P-elodie").collective_id = "C-ours"
    assert built.client.post("/api/v1/me/erasure", json=ORDER).status_code == 200
    project = next(project for project in house.rows(Project) if project.id == "P-elodie")
    assert (project.holder_id, project.collective_id, project.holder, project.email) == (None, "C-ours", "[effacé]", "")
    assert {need.id for need in house.rows(Need)} == {"N-elodie", "N-other"}


def test_what_a_crash_interrupts_is_finished_by_a_duty(house: House) -> None:
    built = world.build(house)
    erase(house.state.database, house.clock, house.state.matcher, SYSTEM, built.person_id)
    (row,) = house.rows(Erasure)
    assert row.cleaned_at is None
    assert Journal(house.settings.data_folder).read() == []
    FinishErasures(house.settings, house.state.database, house.clock).run()
    (row,) = house.rows(Erasure)
    assert row.cleaned_at is not None
    assert [entry.id for entry in Journal(house.settings.data_folder).read()] == [row.id]


def test_what_work_under_way_writes_late_is_found(house: House) -> None:
    erased(house)
    with house.writing() as session:
        session.add(TextVector(model="m", key=text_key(PROFILE, "profile"), vector=b"tard"))
    late = letter(house, "M-1", EMAIL, "Bonjour.")
    duty = FinishErasures(house.settings, house.state.database, house.clock)
    assert not duty.run()
    assert late.is_file()
    house.clock.advance(minutes=11)
    assert duty.run()
    assert not duty.run()
    assert not late.is_file()
    assert len(house.rows(TextVector)) == 1
    (row,) = house.rows(Erasure)
    assert row.left == {}
    assert row.finished_at == house.clock()


def test_a_backup_put_back_does_not_bring_people_back(sqlite_house: House, tmp_path: Path) -> None:
    built = world.build(sqlite_house)
    backup = tmp_path / "backup.sqlite"
    with sqlite_house.state.database.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(f"VACUUM INTO '{backup}'")
    assert built.client.post("/api/v1/me/erasure", json=ORDER).status_code == 200
    restored = open_database(f"sqlite:///{backup}")
    entries = Journal(sqlite_house.settings.data_folder).read()
    assert replay(restored, entries, clock=sqlite_house.clock) == 1
    assert replay(restored, entries, clock=sqlite_house.clock) == 0
    with reading(restored) as session:
        assert session.exec(select(Person).where(Person.name == NAME)).all() == []
        assert [row.id for row in session.exec(select(Erasure)).all()] == [entries[0].id]
    restored.dispose()


def test_the_phrase_must_be_copied(sqlite_house: House) -> None:
    built = world.build(sqlite_house)
    answer = built.client.post("/api/v1/me/erasure", json={"confirmation": "oui"})
    assert answer.status_code == 422
    assert PHRASE in answer.json()["detail"]
    assert built.client.post("/api/v1/me/erasure", json={}).status_code == 422


def test_an_old_session_is_not_enough(sqlite_house: House) -> None:
    built = world.build(sqlite_house)
    sqlite_house.clock.advance(minutes=20)
    answer = built.client.post("/api/v1/me/erasure", json=ORDER)
    assert answer.status_code == 403
    assert "Reconnectez-vous" in answer.json()["detail"]


def test_the_last_administrator_stays(sqlite_house: House) -> None:
    admin = sqlite_house.login(Role.ADMIN)
    assert admin.post("/api/v1/me/erasure", json=ORDER).status_code == 409
    with_admin(sqlite_house)
    assert admin.post("/api/v1/me/erasure", json=ORDER).status_code == 200


@pytest.mark.parametrize("role", [Role.ANIMATION, Role.MENTOR, Role.OPERATIONAL_GROUP])
def test_only_an_administrator_erases_others(sqlite_house: House, role: Role) -> None:
    built = world.build(sqlite_house)
    order = {"confirmation": built.person_id}
    assert sqlite_house.login(role).post(f"/api/v1/people/{built.person_id}/erasure", json=order).status_code == 404


def test_an_administrator_confirms_whom(sqlite_house: House) -> None:
    built = world.build(sqlite_house)
    admin = sqlite_house.login(Role.ADMIN)
    assert admin.post(f"/api/v1/people/{built.person_id}/erasure", json={"confirmation": "X-other"}).status_code == 422
    order = {"confirmation": built.person_id}
    answer: Any = admin.post(f"/api/v1/people/{built.person_id}/erasure", json=order).json()
    assert answer["counts"]["mentors"] == 1


def test_a_message_about_the_person_does_not_leave_any_more(house: House) -> None:
    erased(house)
    assert [
        row.id for row in house.rows(OutgoingMessage) if row.recipient == "paul@exemple.fr" and MARK in row.subject
    ] == []


def test_an_import_that_waits_is_taken_away(house: House) -> None:
    built = world.build(house)
    with house.writing() as session:
        session.add(
            world.filled("job", id="J-2", state="queued", kind="import", created_by="A-team", cancel_asked=False)
        )
        session.flush()
        session.add(
            world.filled(
                "import_draft",
                id="D-2",
                job_id="J-2",
                created_by="A-team",
                expires_at=house.clock() + timedelta(days=1),
            )
        )
    assert built.client.post("/api/v1/me/erasure", json=ORDER).status_code == 200
    with house.reading() as session:
        rows = world.all_rows(session)
        job = session.get_one(world.TABLES["job"], "J-2")
    assert rows["import_draft"] == []
    assert job.cancel_asked
