"""The populations that similarities are read against."""

from __future__ import annotations

import pytest

from ptce_match.signals import Reference, load_funding_reference, load_reference


@pytest.mark.parametrize("load", [load_reference, load_funding_reference])
def test_a_population_is_large_enough_to_measure_a_spread(load: object) -> None:
    assert callable(load)
    reference = load()
    assert isinstance(reference, Reference)
    for texts in (reference.needs, reference.profiles):
        assert len(texts) >= 20
        assert all(text.strip() for text in texts)
        assert len(set(texts)) == len(texts)
    assert load() is reference
