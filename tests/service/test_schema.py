"""Schemathesis over the whole OpenAPI description, as each role: nothing fails unexpectedly, nothing answers off its schema."""

from __future__ import annotations

import secrets
import zlib
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ptce_match import Network
from service.access.actor import SYSTEM
from service.access.identity import digest
from service.access.roles import Role, Scope
from service.accounts.models import Account, AccountRole, ApiToken
from service.database.base import new_id
from service.exchange.importing import import_network
from service.mentors.models import Mentor
from service.people.models import Person
from tests.service.small_network import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.house import House

EXAMPLES: Final = 4
"""Requests an operation and a role; about a hundred operations, nine roles, two databases."""

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


def token_of(house: House, role: Role, person_id: str) -> str:
    """Return an API token, with every scope, of a new account of somebody in this role."""
    secret, now = f"ptce_{secrets.token_urlsafe(32)}", house.clock()
    with house.writing() as session:
        account = Account(id=new_id("A"), person_id=person_id, email=f"{role}@exemple.fr", created_at=now)
        session.add(account)
        session.flush()
        session.add(AccountRole(account_id=account.id, role=role))
        session.add(
            ApiToken(
                id=new_id("J"),
                digest=digest(secret),
                account_id=account.id,
                name="schemathesis",
                scopes=[scope.value for scope in Scope],
                created_at=now,
                expires_at=now + timedelta(days=3650),
            )
        )
    return secret


def filled(house: House, folder: Path) -> dict[str, str]:
    """Put a small network into the registry; return what some parameters of paths can be, and whom they belong to."""
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    network = Network.read(folder)
    with house.writing() as session:
        import_network(session, house.clock(), SYSTEM, network, "merge")
    with house.reading() as session:
        mentor = session.get_one(Mentor, "B1")
        person = session.get_one(Person, mentor.person_id)
    known = {"mentor_id": "B1", "project_id": "P1", "need_id": "N1", "investor_id": "F1", "partner_id": "T1"}
    return known | {"person_id": person.id}


@pytest.mark.slow
@pytest.mark.parametrize("role", list(Role))
def test_every_operation_answers_as_described(house: House, role: Role, tmp_path: Path) -> None:
    folder = tmp_path / "reseau"
    folder.mkdir()
    known = filled(house, folder)
    token = token_of(house, role, known["person_id"])
    house.work()  # the engine reads the network: from then on nothing answers « not yet »
    headers = {"Authorization": f"Bearer {token}"}
    DOOR.app = house.app
    tried = 0
    with asgi.get_client(DOOR) as client:
        for number, (name, strategy) in enumerate(operations()):
            run(strategy, client, headers, known, zlib.crc32(f"{role} {name}".encode()))
            tried = number + 1
    assert tried > 100


class Door:
    """What schemathesis talks to: the application of the test that runs, whose own house begins and ends it."""

    app: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return
        for step in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{step}.complete"})


DOOR = Door()


@cache
def operations() -> list[tuple[str, Any]]:
    """Return what schemathesis makes of each operation, once for all roles: it is most of the work."""
    found: Any = schemathesis.openapi.from_asgi("/api/v1/openapi.json", DOOR).get_all_operations()
    ready = [each.ok() for each in found]
    return [(operation.label, operation.as_strategy()) for operation in ready]


def run(strategy: Any, client: Any, headers: dict[str, str], known: dict[str, str], drawn: int) -> None:
    """Send some requests to one operation; half of those with a parameter in the path meet something that is there."""

    @seed(drawn)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy, real=st.booleans())
    def send(case: Any, real: bool) -> None:  # noqa: FBT001 - hypothesis gives it
        if real:
            for name in set(case.path_parameters or {}) & set(known):
                case.path_parameters[name] = known[name]
        case.call_and_validate(session=client, headers=headers, checks=CHECKS)

    send()
