"""Links sent by e-mail: 256 random bits, kept as a digest, good once and for a while."""

from __future__ import annotations

import secrets
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from service.access.identity import digest
from service.accounts import repository
from service.accounts.models import OneTimeLink
from service.database.base import new_id
from service.problems import invalid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlmodel import Session

    from service.access.roles import Role
    from service.problems import ProblemError
    from service.settings import Settings


class Purpose(StrEnum):
    """What a link is good for."""

    CONFIRM = "confirm"
    RESET = "reset"
    INVITATION = "invitation"


LASTING: Final = {
    Purpose.CONFIRM: timedelta(days=2),
    Purpose.RESET: timedelta(hours=2),
    Purpose.INVITATION: timedelta(days=14),
}
PAGES: Final = {
    Purpose.CONFIRM: "/confirmation",
    Purpose.RESET: "/mot-de-passe",
    Purpose.INVITATION: "/invitation",
}
"""The page that a link opens. The secret stands after `#`: browsers send it to no server and in no `Referer`."""


def new_secret() -> str:
    """Return 256 random bits as a text that an address may hold."""
    return secrets.token_urlsafe(32)


def make(
    session: Session,
    now: datetime,
    purpose: Purpose,
    email: str,
    *,
    account_id: str | None = None,
    roles: Iterable[Role] = (),
    person_id: str | None = None,
    details: dict[str, Any] | None = None,
    reserved: bool = False,
    created_by: str | None = None,
) -> tuple[OneTimeLink, str]:
    """Store a link; return it and its secret, which is stored nowhere."""
    secret = new_secret()
    made = OneTimeLink(
        digest=digest(secret),
        id=new_id("L"),
        purpose=purpose.value,
        email=email,
        account_id=account_id,
        roles=[role.value for role in roles],
        person_id=person_id,
        details=details or {},
        reserved=reserved,
        created_by=created_by,
        created_at=now,
        expires_at=now + LASTING[purpose],
    )
    session.add(made)
    session.flush()
    return made, secret


def address(settings: Settings, purpose: Purpose, secret: str) -> str:
    """Return what to click on."""
    return f"{settings.base_url}{PAGES[purpose]}#jeton={secret}"


def find(session: Session, now: datetime, purpose: Purpose, secret: str) -> OneTimeLink:
    """Return the link with this secret.

    Raises
    ------
    ProblemError
        It never was, was used, or is too old: the same answer (422).
    """
    found = repository.link(session, digest(secret), purpose.value, now)
    if found is None:
        raise _over()
    return found


def use(session: Session, now: datetime, link: OneTimeLink) -> None:
    """Use a link up.

    Raises
    ------
    ProblemError
        Somebody else did first (422).
    """
    if not repository.use_link(session, link.digest, now):
        raise _over()


def _over() -> ProblemError:
    return invalid(
        "token", "Ce lien ne fonctionne plus : il a déjà servi, ou son délai est passé. Demandez-en un autre."
    )
