"""The engine measured as a method."""

from __future__ import annotations

import numpy as np

from ptce_match.evaluation import method_named
from ptce_match.network import Network

from .encoders import HashingEncoder
from .networks import small_network


def test_every_mentor_is_scored_for_every_need_in_network_order() -> None:
    network = small_network()
    scores = method_named("default", HashingEncoder()).mentor_scores(network, network.needs)
    assert scores.shape == (6, 6)
    assert np.isfinite(scores).all()
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3, 4, 5]


def test_the_order_of_the_tables_changes_no_score() -> None:
    network = small_network()
    backwards = Network(network.mentors[::-1], network.projects, network.needs, network.investors[::-1])
    method = method_named("default", HashingEncoder())
    mentors = method.mentor_scores(backwards, network.needs)[:, ::-1]
    np.testing.assert_allclose(mentors, method.mentor_scores(network, network.needs), atol=1e-6)
    investors = method.investor_scores(backwards, network.projects)[:, ::-1]
    np.testing.assert_allclose(investors, method.investor_scores(network, network.projects), atol=1e-6)


def test_it_goes_by_the_name_default_with_its_encoder() -> None:
    method = method_named("default", HashingEncoder())
    assert (method.name, method.encoder_name) == ("default", "hashing")
