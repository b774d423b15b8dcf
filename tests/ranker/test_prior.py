"""The published weights."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from ptce_match.ranker import INVESTOR_PRIOR, MENTOR_PRIOR, PARTNER_PRIOR, Weights

PRIORS = pytest.mark.parametrize("prior", [MENTOR_PRIOR, INVESTOR_PRIOR, PARTNER_PRIOR], ids=lambda prior: prior.name)


@PRIORS
def test_a_prior_says_what_it_is(prior: Weights) -> None:
    assert prior.name.startswith("prior-")
    assert prior.version
    assert 0 < prior.threshold < 1
    assert prior.base not in prior.of


@PRIORS
def test_weights_are_positive_and_neutral_values_lie_in_0_1(prior: Weights) -> None:
    assert all(weight.weight > 0 and 0 <= weight.neutral <= 1 for weight in prior.of.values())


@PRIORS
def test_a_published_weight_cannot_be_changed_by_accident(prior: Weights) -> None:
    assert isinstance(prior.of, MappingProxyType)
