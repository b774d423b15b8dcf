"""Nobody adds a column without saying what it tells about people."""

from __future__ import annotations

import pytest

from service.database.tables import METADATA
from service.privacy.inventory import INVENTORY, Nature, exported
from service.privacy.wording import LABELS

PEOPLE = {"person", "account", "mentor", "investor", "partner", "project", "need", "pairing", "collective"}


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_every_column_is_classified_once(table: str) -> None:
    assert table in INVENTORY, f"say in service/privacy/inventory.py what the table {table} tells about people"
    contents = INVENTORY[table]
    listed = [name for nature in Nature for name in getattr(contents, nature.value).split()]
    columns = set(METADATA.tables[table].columns.keys())
    assert sorted(listed) == sorted(columns), f"say in service/privacy/inventory.py what each column of {table} tells"


def test_nothing_is_classified_that_does_not_exist() -> None:
    assert set(INVENTORY) == set(METADATA.tables)


def test_what_leads_to_a_person_is_at_least_a_pseudonym() -> None:
    for table in METADATA.tables.values():
        for column in table.columns:
            leads = {key.column.table.name for key in column.foreign_keys} & PEOPLE
            if leads:
                assert INVENTORY[table.name].natures()[column.name] is Nature.PSEUDONYM, f"{table.name}.{column.name}"


def test_every_exported_column_has_a_french_label() -> None:
    assert {name for table in INVENTORY for name in exported(table)} - set(LABELS) <= {
        "key",
        "identifiers",
        "before",
        "after",
        "request_id",
    }


def test_secrets_are_never_exported() -> None:
    secret = {"digest", "password_hash", "totp_secret", "totp_recovery", "details", "content", "vector"}
    assert not {name for table in INVENTORY for name in exported(table)} & secret
