"""A recipe cannot be changed behind anybody's back, and is written as it is."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, asdict, fields

import pytest

from ptce_match.training.encoder.recipe import DEFAULT, EncoderRecipe


def test_it_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        DEFAULT.steps = 1  # type: ignore[misc]


def test_it_is_written_whole() -> None:
    written = json.loads(json.dumps(asdict(DEFAULT)))
    written["by_block"] = tuple(written["by_block"])
    assert EncoderRecipe(**written) == DEFAULT


def test_every_setting_is_explained() -> None:
    told = EncoderRecipe.__doc__ or ""
    assert [field.name for field in fields(EncoderRecipe) if field.name not in told] == []
