"""On which basis data is used, and how people change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.access.roles import Role
from service.audit.models import AuditEntry
from service.privacy.basis import allows, record_consent, withdraw_consent
from service.privacy.models import Consent
from service.privacy.purposes import BASES, STATEMENTS, Basis, Purpose

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.service.house import House


def purposes(client: TestClient) -> dict[str, dict[str, Any]]:
    answer = client.get("/api/v1/me/privacy")
    assert answer.status_code == 200, answer.text
    return {each["purpose"]: each for each in answer.json()["purposes"]}


def test_every_purpose_has_a_basis_and_a_sentence() -> None:
    assert set(STATEMENTS) == set(Purpose)
    assert set(BASES) == set(Basis)
    assert all(each.sentence.endswith(".") for each in STATEMENTS.values())


def test_the_usual_bases_hold_until_something_is_recorded(sqlite_house: House) -> None:
    found = purposes(sqlite_house.login(Role.MENTOR))
    assert set(found) == set(Purpose)
    assert {name for name, each in found.items() if not each["active"]} == {"newsletter"}
    assert found["matching"]["basis_title"] == "intérêt légitime"
    assert found["registry"]["basis"] == "contract"


def test_a_consent_is_given_and_withdrawn_and_the_history_stays(house: House) -> None:
    me = house.login(Role.HOLDER)
    given = me.post("/api/v1/me/consents/newsletter")
    assert given.status_code == 200
    assert given.json()["active"]
    me.post("/api/v1/me/consents/newsletter")
    house.clock.advance(days=1)
    withdrawn = me.delete("/api/v1/me/consents/newsletter").json()
    assert not withdrawn["active"]
    assert withdrawn["withdrawn_at"] is not None
    house.clock.advance(days=1)
    assert me.post("/api/v1/me/consents/newsletter").json()["active"]
    assert [row.withdrawn_at is None for row in sorted(house.rows(Consent), key=lambda row: row.given_at)] == [
        False,
        True,
    ]
    actions = [entry.action for entry in house.rows(AuditEntry)]
    assert actions.count("consent.withdraw") == 1


def test_withdrawing_what_was_not_given_is_no_error(sqlite_house: House) -> None:
    assert sqlite_house.login(Role.HOLDER).delete("/api/v1/me/consents/newsletter").status_code == 200


@pytest.mark.parametrize("method", ["post", "delete"])
def test_other_purposes_do_not_depend_on_consent(sqlite_house: House, method: str) -> None:
    answer = getattr(sqlite_house.login(Role.HOLDER), method)("/api/v1/me/consents/registry")
    assert answer.status_code == 409
    assert "contrat d'adhésion" in answer.json()["detail"]


def test_an_unknown_purpose_is_told(sqlite_house: House) -> None:
    assert sqlite_house.login(Role.HOLDER).post("/api/v1/me/consents/vente").status_code == 422


def test_another_basis_ends_the_one_before(house: House) -> None:
    person = house.login(Role.HOLDER).headers["x-person"]
    with house.writing() as session:
        record_consent(session, house.clock(), person, "registry", "contract")
        record_consent(session, house.clock(), person, "registry", "consent")
        assert allows(session, person, "registry")
        assert withdraw_consent(session, house.clock.advance(days=1), person, "registry")
        assert not allows(session, person, "registry")
        record_consent(session, house.clock(), person, "registry", "contract")
        assert allows(session, person, "registry")
        with pytest.raises(ValueError, match="vente"):
            record_consent(session, house.clock(), person, "vente", "consent")
    assert len(house.rows(Consent)) == 3
