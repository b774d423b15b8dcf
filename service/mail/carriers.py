"""Where e-mails go: to a server, or, without one, to a folder."""

from __future__ import annotations

import os
import smtplib
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol, Self

from service.mail.envelope import UnusableAddressError, email_of

if TYPE_CHECKING:
    from service.mail.models import OutgoingMessage
    from service.settings import Settings

_TIMEOUT: Final = 10.0
_PERMANENT: Final = 500


class NotSentError(Exception):
    """A message that did not leave.

    Attributes
    ----------
    reason : str
        Without anything that the server said: it repeats addresses.
    final : bool
        Trying again would not help.
    unreachable : bool
        The server itself did not answer as it should: other messages would fare no better now.
    """

    def __init__(self, reason: str, *, final: bool = False, unreachable: bool = False) -> None:
        self.reason, self.final, self.unreachable = reason, final, unreachable
        super().__init__(reason)


class Carrier(Protocol):
    """Takes messages, one by one; a context manager."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def carry(self, message: OutgoingMessage) -> None:
        """Hand one message over; when this returns, it was accepted.

        Raises
        ------
        NotSentError
        """


def carrier(settings: Settings) -> Carrier:
    """Return what carries the messages of an installation."""
    return Server(settings) if settings.smtp_host else Folder(settings)


class Folder:
    """Writes each message into `data_folder/messages`, as a file that mail programs open."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.data_folder / "messages"

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def carry(self, message: OutgoingMessage) -> None:
        """Write the file whole or not at all; written twice, it is still one."""
        try:
            email = email_of(self._settings, message, "8bit")
        except UnusableAddressError:
            raise NotSentError("adresse inutilisable", final=True) from None
        file = self._folder / f"{message.created_at:%Y%m%dT%H%M%S}-{message.id}.eml"
        unfinished = file.with_suffix(".part")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(email.as_bytes())
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(file)


class Server:
    """Speaks with an SMTP server, over one connection as long as it lasts."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hang_up()

    def carry(self, message: OutgoingMessage) -> None:
        """Send one message to its one recipient."""
        try:
            email = email_of(self._settings, message)
        except UnusableAddressError:
            raise NotSentError("adresse inutilisable", final=True) from None
        connection = self._connected()
        try:
            connection.send_message(email)
        except smtplib.SMTPRecipientsRefused as error:
            code = min((code for code, _said in error.recipients.values()), default=0)
            raise NotSentError(f"destinataire refusé ({code})", final=code >= _PERMANENT) from None
        except smtplib.SMTPNotSupportedError:
            raise NotSentError("adresse que le serveur ne sait pas écrire", final=True) from None
        except smtplib.SMTPResponseException as error:
            raise NotSentError(f"message refusé ({error.smtp_code})") from None
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            raise NotSentError(f"liaison coupée ({type(error).__name__})", unreachable=True) from None

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            try:
                self._connection = self._opened()
            except smtplib.SMTPResponseException as error:
                raise NotSentError(f"serveur mal disposé ({error.smtp_code})", unreachable=True) from None
            except (OSError, smtplib.SMTPException) as error:
                raise NotSentError(f"serveur injoignable ({type(error).__name__})", unreachable=True) from None
        return self._connection

    def _opened(self) -> smtplib.SMTP:
        settings = self._settings
        place = (settings.smtp_host, settings.smtp_port)
        if settings.smtp_security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=_TIMEOUT, context=ssl.create_default_context())
        else:
            connection = smtplib.SMTP(*place, timeout=_TIMEOUT)
        try:
            if settings.smtp_security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                connection.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        except BaseException:
            connection.close()
            raise
        return connection

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()
