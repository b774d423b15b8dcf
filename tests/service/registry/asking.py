"""Asking the registry, and looking at what a write left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.roles import Role
from service.audit.models import AuditEntry
from service.changes.models import Change
from service.matching.models import TextTask

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House

API = "/api/v1"
MENTOR = {"adult": True, "status": "retraité", "profile": "J'ai tenu les comptes d'une coopérative de boulangers."}
PROJECT = {"title": "Les Bocaux d'à côté", "stage": "étude", "description": "Des conserves de légumes abîmés."}
NEED = {"text": "Je ne sais pas fixer mes prix.", "priority": 1}
INVESTOR = {"adult": True, "name": "Cigales du Bocage", "kind": "cigale", "ticket_max": 4000}
PARTNER = {"name": "La Varlope", "kind": "association", "offer": "Quatre établis à la demi-journée."}


def posted(client: TestClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return what was created."""
    answer = client.post(f"{API}{path}", json=body)
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


def patched(client: TestClient, path: str, **changes: Any) -> dict[str, Any]:
    """Return what was changed."""
    answer = client.patch(f"{API}{path}", json=changes)
    assert answer.status_code == 200, answer.text
    changed: dict[str, Any] = answer.json()
    return changed


def listed(client: TestClient, path: str, **params: Any) -> list[dict[str, Any]]:
    """Return the first page of a list."""
    answer = client.get(f"{API}{path}", params=params)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def refused(client: TestClient, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, str]:
    """Return the status of a refusal, and the first field that it names."""
    answer = client.request(method, f"{API}{path}", json=body)
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    errors = answer.json()["errors"]
    return answer.status_code, errors[0]["field"] if errors else ""


def mentor_of(house: House, team: TestClient, name: str = "Annick Rullier") -> tuple[dict[str, Any], TestClient]:
    """Return a new mentor, and the mentor's own client."""
    mentor = posted(team, "/mentors", MENTOR | {"name": name})
    return mentor, house.login(Role.MENTOR, person_id=mentor["person_id"])


def audited(house: House, action: str) -> list[AuditEntry]:
    """Return the audit entries of one action, oldest first."""
    entries = [entry for entry in house.rows(AuditEntry) if entry.action == action]
    return sorted(entries, key=lambda entry: entry.id or 0)


def written_in_the_log(house: House) -> str:
    """Return everything that the audit log holds of values."""
    return str([(entry.before, entry.after) for entry in house.rows(AuditEntry)])


def told(house: House) -> set[tuple[str, str]]:
    """Return what engines that follow the network heard of."""
    return {(change.kind, change.entity_id) for change in house.rows(Change)}


def queued(house: House) -> set[tuple[str, str]]:
    """Return what waits for the encoder."""
    return {(task.kind, task.entity_id) for task in house.rows(TextTask)}


def read_by_the_encoder(house: House) -> None:
    """Empty the queue, as the encoder does."""
    with house.writing() as session:
        for task in house.rows(TextTask):
            session.delete(session.merge(task))
