"""docs/settings.md says what the settings are: none missing, none that is gone, same defaults and meanings."""

from __future__ import annotations

from scripts.settings_table import DOCUMENT, documented, table
from service.settings import Settings


def test_the_document_is_up_to_date() -> None:
    """When this fails: ``python -m scripts.settings_table``."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert documented(text) == text


def test_every_setting_has_a_row_that_says_what_it_is_for() -> None:
    rows = {row.split("|")[1].strip(" `"): row.split("|")[5].strip() for row in table().splitlines()[2:]}
    assert set(rows) == set(Settings.model_fields)
    assert all(rows.values())
