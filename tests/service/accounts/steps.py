"""What people do to enter, as the tests write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from service.mail.models import OutgoingMessage
from service.people.charter import CHARTER_VERSION

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from httpx2 import Response

    from tests.service.house import House

API = "/api/v1"
EMAIL = "annick.rullier@exemple.fr"
PASSWORD = "quatre chevaux gris"  # noqa: S105
OTHER_PASSWORD = "une meule de comté"  # noqa: S105
JOINING = {
    "door": "accompagner",
    "name": "Annick Rullier",
    "email": EMAIL,
    "password": PASSWORD,
    "charter_version": CHARTER_VERSION,
    "date_of_birth": "1958-04-12",
}


def letters(house: House, email: str = EMAIL, about: str = "") -> list[OutgoingMessage]:
    """Return the messages that wait for an address, about something that their subject names; the oldest first."""
    waiting = [each for each in house.rows(OutgoingMessage) if each.recipient == email and about in each.subject]
    return sorted(waiting, key=lambda message: message.created_at)


def secret_of(message: OutgoingMessage) -> str:
    """Return the secret of the link in a message."""
    found = re.search(r"#jeton=(\S+)", message.body)
    assert found is not None, message.body
    return found[1]


def sign_up(client: TestClient, **changes: Any) -> Response:
    return client.post(f"{API}/auth/sign-up", json=JOINING | changes)


def joined(house: House, **changes: Any) -> TestClient:
    """Return a stranger's client after signing up and confirming the address."""
    client = house.stranger()
    sent = JOINING | changes
    assert sign_up(client, **changes).status_code == 202
    message = letters(house, str(sent["email"]), "Confirmez")[-1]
    answer = client.post(f"{API}/auth/confirm", json={"token": secret_of(message)})
    assert answer.status_code == 200, answer.text
    return client


def log_in(client: TestClient, email: str = EMAIL, password: str = PASSWORD, **more: Any) -> Response:
    return client.post(f"{API}/auth/login", json={"email": email, "password": password} | more)
