"""Messages leave, once, by a real server or into a folder."""

from __future__ import annotations

import email
import os
import stat
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest

from service.database.connection import open_database
from service.mail import outbox
from service.mail.delivery import WAITS, SendMessages
from service.mail.models import OutgoingMessage
from service.mail.texts import letter
from service.settings import Settings
from tests.service.house import MovedClock
from tests.service.mail.post_office import HOST, Letterbox, certified, checked_by, free_port, post_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

from service.database.connection import reading, writing

TEXT = letter("PTCE de la Boutonne", "Annick", ["Où en êtes-vous ? L'été, ça chôme à Lœuilly."])


class Office:
    """The duty on a database of its own, with the settings that a test needs."""

    def __init__(self, url: str, folder: Path) -> None:
        self.database: Engine = open_database(url)
        self.clock = MovedClock()
        self.folder = folder
        self.duty = self.with_settings()

    def with_settings(self, **settings: Any) -> SendMessages:
        """Let the duty use other settings, as after a restart."""
        known: dict[str, Any] = {
            "demo": True,
            "data_folder": self.folder,
            "mail_from": "ptce@exemple.fr",
            "network_name": "PTCE de la Boutonne",
        }
        self.duty = SendMessages(Settings(**(known | settings)), self.database, self.clock)
        return self.duty

    def through(self, port: int, **settings: Any) -> SendMessages:
        """Let the duty use a server."""
        return self.with_settings(smtp_host=HOST, smtp_port=port, **({"smtp_security": "none"} | settings))

    def queue(self, *recipients: str, subject: str = "Une réponse est arrivée") -> None:
        """Queue a message for each recipient."""
        with writing(self.database) as session:
            for recipient in recipients:
                outbox.send(session, self.clock(), recipient, subject, TEXT)

    def work(self) -> None:
        """Do all that is due."""
        while self.duty.run():
            pass

    def messages(self) -> list[OutgoingMessage]:
        """Return every message."""
        from sqlmodel import select

        with reading(self.database) as session:
            return list(session.exec(select(OutgoingMessage)).all())

    def only(self) -> OutgoingMessage:
        """Return the one message that there is."""
        (message,) = self.messages()
        return message


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Give an office on each kind of database."""
    made = Office(database_url, tmp_path / "data")
    yield made
    made.database.dispose()


@pytest.fixture
def local_office(sqlite_maker: Any, tmp_path: Path) -> Iterator[Office]:
    """Give an office on SQLite."""
    for url in sqlite_maker.make(tmp_path):
        made = Office(url, tmp_path / "data")
        yield made
        made.database.dispose()


def test_a_server_takes_it_with_its_accents(office: Office) -> None:
    letterbox = Letterbox()
    with post_office(letterbox) as port:
        office.through(port)
        office.queue("annick@exemple.fr")
        office.work()
    (message,) = letterbox.messages
    assert message.get_content().splitlines() == TEXT.splitlines()
    assert message["subject"] == "Une réponse est arrivée"
    assert message["to"] == "annick@exemple.fr"
    assert message["from"] == "PTCE de la Boutonne <ptce@exemple.fr>"
    assert message["auto-submitted"] == "auto-generated"
    assert message["message-id"] == f"<{office.only().id}@exemple.fr>"
    assert message["date"].datetime == office.clock()
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert all(byte < 128 for byte in letterbox.envelopes[0].content)


def test_what_was_sent_is_forgotten(office: Office) -> None:
    with post_office(Letterbox()) as port:
        office.through(port)
        office.queue("annick@exemple.fr")
        office.work()
    sent = office.only()
    assert (sent.recipient, sent.body, sent.next_try_at, sent.failure) == ("", "", None, "")
    assert (sent.subject, sent.sent_at, sent.tries) == ("Une réponse est arrivée", office.clock(), 1)


def test_many_leave_over_one_connection(local_office: Office) -> None:
    letterbox = Letterbox()
    with post_office(letterbox) as port:
        local_office.through(port)
        local_office.queue(*(f"p{number}@exemple.fr" for number in range(23)))
        local_office.work()
        local_office.work()
    assert len(letterbox.messages) == 23
    assert len({message["to"] for message in letterbox.messages}) == 23


def test_a_refused_recipient_is_final_and_keeps_nobody_else_waiting(local_office: Office) -> None:
    letterbox = Letterbox()
    letterbox.refusals["parti@exemple.fr"] = "550 parti@exemple.fr n'est plus ici"
    with post_office(letterbox) as port:
        local_office.through(port)
        local_office.queue("parti@exemple.fr", "annick@exemple.fr")
        local_office.work()
    assert [message["to"] for message in letterbox.messages] == ["annick@exemple.fr"]
    refused = next(message for message in local_office.messages() if message.sent_at is None)
    assert (refused.failure, refused.next_try_at) == ("destinataire refusé (550)", None)
    assert (refused.recipient, refused.body) == ("parti@exemple.fr", "")


def test_a_full_mailbox_is_tried_again(local_office: Office) -> None:
    letterbox = Letterbox()
    letterbox.refusals["annick@exemple.fr"] = "452 boite pleine"
    with post_office(letterbox) as port:
        local_office.through(port)
        local_office.queue("annick@exemple.fr")
        local_office.work()
        waiting = local_office.only()
        assert waiting.failure == "destinataire refusé (452)"
        assert waiting.next_try_at == local_office.clock() + WAITS[0]
        letterbox.refusals.clear()
        local_office.work()
        assert letterbox.messages == []
        local_office.clock.advance(minutes=1)
        local_office.work()
    assert len(letterbox.messages) == 1
    assert local_office.only().failure == ""


def test_a_refused_text_is_tried_again(local_office: Office) -> None:
    letterbox = Letterbox()
    letterbox.answer = "554 non"
    with post_office(letterbox) as port:
        local_office.through(port)
        local_office.queue("annick@exemple.fr")
        local_office.work()
    assert local_office.only().failure == "message refusé (554)"
    assert local_office.only().body == TEXT


def test_down_then_up_again(office: Office) -> None:
    letterbox, port = Letterbox(), free_port()
    office.through(port)
    office.queue("annick@exemple.fr", "paulo@exemple.fr")
    assert not office.duty.run()
    assert sorted(message.tries for message in office.messages()) == [0, 1]
    with post_office(letterbox, port):
        assert not office.duty.run()
        assert letterbox.messages == []
        office.clock.advance(minutes=1)
        office.work()
    assert {message["to"] for message in letterbox.messages} == {"annick@exemple.fr", "paulo@exemple.fr"}


def test_it_is_given_up_after_two_days(local_office: Office) -> None:
    local_office.through(free_port())
    local_office.queue("annick@exemple.fr")
    moments = []
    start = local_office.clock()
    while local_office.only().next_try_at is not None:
        moments.append(local_office.clock() - start)
        local_office.work()
        local_office.clock.now = local_office.only().next_try_at or local_office.clock.now
    hours = [moment.total_seconds() / 3600 for moment in moments]
    assert [round(hour, 2) for hour in hours] == [0, 0.02, 0.1, 0.6, 2.6, 8.6, 20.6, 44.6]
    kept = local_office.only()
    assert kept.failure.startswith("serveur injoignable")
    assert (kept.recipient, kept.body, kept.sent_at) == ("annick@exemple.fr", "", None)


def test_a_crash_before_the_mark_sends_it_once_more_at_most(office: Office) -> None:
    letterbox = Letterbox()
    with post_office(letterbox) as port:
        office.through(port)
        office.queue("annick@exemple.fr")
        office.work()
        with writing(office.database) as session:
            message = session.get_one(OutgoingMessage, office.only().id)
            message.sent_at, message.recipient, message.body = None, "annick@exemple.fr", TEXT
            message.next_try_at = office.clock()
            session.add(message)
        office.work()
        office.work()
    assert len(letterbox.messages) == 2
    assert len({message["message-id"] for message in letterbox.messages}) == 1


def test_a_message_that_another_process_has_in_hand_is_left_to_it(office: Office) -> None:
    from service.mail import repository

    office.queue("annick@exemple.fr")
    stale = office.only()
    for expected in (True, False):
        with writing(office.database) as session:
            assert repository.claim(session, stale, office.clock() + WAITS[1]) is expected
    office.work()
    assert not (office.folder / "messages").exists()


def test_only_a_certificate_that_one_trusts(
    local_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = certified(tmp_path)
    letterbox = Letterbox()
    with post_office(letterbox, tls_context=context, require_starttls=True) as port:
        local_office.through(port, smtp_security="starttls")
        local_office.queue("annick@exemple.fr")
        local_office.work()
        assert letterbox.messages == []
        assert local_office.only().failure == "serveur injoignable (SSLCertVerificationError)"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        local_office.clock.advance(minutes=1)
        local_office.work()
    assert [envelope.encrypted for envelope in letterbox.envelopes] == [True]


def test_a_server_that_does_not_encrypt_gets_nothing(local_office: Office) -> None:
    letterbox = Letterbox()
    with post_office(letterbox) as port:
        local_office.through(port, smtp_security="starttls")
        local_office.queue("annick@exemple.fr")
        local_office.work()
    assert letterbox.messages == []
    assert local_office.only().failure == "serveur injoignable (SMTPNotSupportedError)"


def test_encrypted_from_the_first_byte(local_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, certificate = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    letterbox = Letterbox()
    with post_office(letterbox, ssl_context=context) as port:
        local_office.through(port, smtp_security="tls")
        local_office.queue("annick@exemple.fr")
        local_office.work()
    assert len(letterbox.messages) == 1


@pytest.mark.parametrize(("password", "failure"), [("sesame", ""), ("faux", "serveur mal disposé (535)")])
def test_with_an_identifier(
    local_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str, failure: str
) -> None:
    context, certificate = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    letterbox = Letterbox()
    with post_office(
        letterbox, tls_context=context, authenticator=checked_by("ptce", "sesame"), auth_required=True
    ) as port:
        local_office.through(port, smtp_security="starttls", smtp_user="ptce", smtp_password=password)
        local_office.queue("annick@exemple.fr")
        local_office.work()
    assert local_office.only().failure == failure
    assert len(letterbox.messages) == (0 if failure else 1)


def test_without_a_server_it_is_a_file(local_office: Office) -> None:
    local_office.queue("annick@exemple.fr")
    local_office.work()
    folder = local_office.folder / "messages"
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.name == f"20261125T090000-{local_office.only().id}.eml"
    content = file.read_bytes()
    assert "L'été, ça chôme à Lœuilly." in content.decode()
    message = email.message_from_bytes(content, policy=default)
    assert message["to"] == "annick@exemple.fr"
    assert message.get_content().splitlines() == TEXT.splitlines()
    assert local_office.only().body == ""


def test_what_a_crash_left_half_written_is_written_over(local_office: Office) -> None:
    local_office.queue("annick@exemple.fr")
    folder = local_office.folder / "messages"
    folder.mkdir(parents=True)
    (folder / f"20261125T090000-{local_office.only().id}.part").write_text("à moitié")
    local_office.work()
    (file,) = folder.iterdir()
    assert file.suffix == ".eml"
    assert b"moiti" not in file.read_bytes()


@pytest.mark.parametrize(
    "recipient",
    [
        "annick@exemple.fr\r\nBcc: autre@exemple.fr",
        "annick@exemple.fr, autre@exemple.fr",
        "Annick <annick@exemple.fr>",
        "annick",
        "@exemple.fr",
        "annick@",
        "annick@exemple..fr",
        "annick rullier@exemple.fr",
    ],
)
def test_an_address_never_becomes_a_header_or_a_second_one(local_office: Office, recipient: str) -> None:
    local_office.queue(recipient)
    local_office.work()
    assert local_office.only().failure == "adresse inutilisable"
    assert local_office.only().next_try_at is None
    assert list((local_office.folder / "messages").iterdir()) == []


def test_a_subject_is_one_line(local_office: Office) -> None:
    local_office.queue("annick@exemple.fr", subject="Bonjour\r\nBcc: autre@exemple.fr")
    local_office.work()
    (file,) = (local_office.folder / "messages").iterdir()
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert message["bcc"] is None
    assert message["subject"] == "Bonjour Bcc: autre@exemple.fr"


def test_a_domain_with_accents_is_written_as_machines_do(local_office: Office) -> None:
    letterbox = Letterbox()
    with post_office(letterbox) as port:
        local_office.through(port)
        local_office.queue("annick@forêt-école.fr")
        local_office.work()
    assert letterbox.envelopes[0].rcpt_tos == ["annick@xn--fort-cole-f4ai.fr"]


def test_the_folder_cannot_be_written(local_office: Office) -> None:
    local_office.folder.mkdir(parents=True)
    (local_office.folder / "messages").write_text("un fichier à la place du dossier")
    local_office.queue("annick@exemple.fr")
    with pytest.raises(OSError, match="exist"):
        local_office.work()
    os.unlink(local_office.folder / "messages")  # noqa: PTH108
    local_office.clock.advance(minutes=5)
    local_office.work()
    assert local_office.only().sent_at is not None


def test_nobody_is_written_to_without_an_address(local_office: Office) -> None:
    local_office.queue("")
    assert local_office.messages() == []
