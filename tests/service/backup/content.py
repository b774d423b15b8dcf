"""What stands in a database before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import SQLModel, func, select

from service.accounts.models import Account, LoginSession
from service.database.connection import open_database, reading, writing
from service.mail.models import OutgoingMessage
from service.people.models import Person
from tests.service.house import START

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.settings import Settings


def enter(settings: Settings, names: Iterable[str]) -> None:
    """Enter people, each with an account, a session and a message on its way."""
    engine = open_database(settings.database, pool_size=2)
    with writing(engine) as session:
        for name in names:
            key = name.lower()
            session.add(Person(id=f"X-{key}", name=name, created_at=START, last_active_at=START))
            session.flush()
            session.add(Account(id=f"A-{key}", person_id=f"X-{key}", email=f"{key}@exemple.fr", created_at=START))
            session.flush()
            session.add_all(
                [
                    LoginSession(
                        digest=f"d-{key}",
                        id=f"S-{key}",
                        account_id=f"A-{key}",
                        created_at=START,
                        expires_at=START,
                        last_seen_at=START,
                    ),
                    OutgoingMessage(
                        id=f"M-{key}",
                        recipient=f"{key}@exemple.fr",
                        subject="Bonjour",
                        body="À bientôt.",
                        created_at=START,
                        next_try_at=START,
                    ),
                ]
            )
    engine.dispose()


def people(settings: Settings) -> set[str]:
    """Return the names of the people in the database."""
    engine = open_database(settings.database, pool_size=2)
    with reading(engine) as session:
        names = set(session.exec(select(Person.name)).all())
    engine.dispose()
    return names


def rows(settings: Settings, table: type[SQLModel]) -> int:
    """Return the number of rows of a table."""
    engine = open_database(settings.database, pool_size=2)
    with reading(engine) as session:
        number = session.exec(select(func.count()).select_from(table)).one()
    engine.dispose()
    return number
