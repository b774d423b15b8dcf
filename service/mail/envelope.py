"""From a queued message to the e-mail that leaves."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Literal

import idna

if TYPE_CHECKING:
    from service.mail.models import OutgoingMessage
    from service.settings import Settings


class UnusableAddressError(ValueError):
    """An address to which no e-mail can be written."""


def email_of(
    settings: Settings, message: OutgoingMessage, encoding: Literal["quoted-printable", "8bit"] = "quoted-printable"
) -> EmailMessage:
    """Return the e-mail: headers and text.

    The same message always has the same `Message-ID`: sent twice after a crash, it is shown once by most programs.

    Raises
    ------
    UnusableAddressError
        The recipient's or the sender's address cannot be written in a header.
    """
    email = EmailMessage(policy=SMTP)
    sender = _address(settings.mail_from)
    email["From"] = Address(settings.network_name, addr_spec=sender)
    email["To"] = Address(addr_spec=_address(message.recipient))
    email["Subject"] = " ".join(message.subject.split())
    email["Date"] = format_datetime(message.created_at)
    email["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    email["Auto-Submitted"] = "auto-generated"
    email["Content-Language"] = "fr"
    email.set_content(message.body, charset="utf-8", cte=encoding)
    return email


def _address(text: str) -> str:
    """Return an address with its domain as the network of machines writes it; nothing after it, no second one."""
    local, at, domain = text.strip().rpartition("@")
    try:
        written = f"{local}@{idna.encode(domain, uts46=True).decode()}"
        whole = Address(addr_spec=written).addr_spec == written
    except (ValueError, IndexError, MessageError):
        whole = False
    if not at or not whole or any(character.isspace() for character in text.strip()):
        raise UnusableAddressError
    return written
