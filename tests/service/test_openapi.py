"""The committed openapi.json is what the service describes."""

from __future__ import annotations

from scripts.openapi import TARGET, described


def test_the_committed_description_is_up_to_date() -> None:
    """When this fails: ``make openapi``."""
    assert TARGET.read_text(encoding="utf-8") == described()


def test_it_is_the_same_each_time() -> None:
    assert described() == described()
