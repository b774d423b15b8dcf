"""The methods that can be measured, by name."""

from __future__ import annotations

import numpy as np
import pytest

from ptce_match.errors import InputError
from ptce_match.evaluation import METHODS, method_named
from ptce_match.evaluation.methods import mentor_text
from ptce_match.network import Network

from .encoders import HashingEncoder
from .networks import mentor, small_network

BASELINES = ("bm25", "tfidf", "dense")


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_finds_the_mentor_who_says_the_same_words(name: str) -> None:
    network = small_network()
    scores = method_named(name, HashingEncoder()).mentor_scores(network, network.needs)
    assert scores.shape == (6, 6)
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_scores_only_the_needs_it_is_asked_for(name: str) -> None:
    network = small_network()
    method = method_named(name, HashingEncoder())
    some = method.mentor_scores(network, network.needs[4:1:-2])
    np.testing.assert_allclose(some, method.mentor_scores(network, network.needs)[4:1:-2], rtol=1e-5)


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_reads_projects_against_criteria(name: str) -> None:
    network = small_network()
    scores = method_named(name, HashingEncoder()).investor_scores(network, network.projects)
    assert scores.argmax(axis=1).tolist() == [1, 0]


@pytest.mark.parametrize("name", BASELINES)
def test_a_network_without_mentors_gives_no_column(name: str) -> None:
    needs = small_network().needs
    assert method_named(name, HashingEncoder()).mentor_scores(Network(needs=needs), needs).shape == (6, 0)


def test_names_do_not_count() -> None:
    assert mentor_text(mentor(1, "J'ai tenu une ferme.", ("gestion", "vente"), name="Jeanne Boulanger")) == (
        "J'ai tenu une ferme.\ngestion, vente"
    )


def test_methods_are_called_by_the_name_they_bear() -> None:
    assert [method_named(name, HashingEncoder()).name for name in BASELINES] == list(BASELINES)


def test_only_a_method_with_vectors_has_an_encoder() -> None:
    assert method_named("bm25", HashingEncoder()).encoder_name is None
    assert method_named("dense", HashingEncoder()).encoder_name == "hashing"


def test_an_unknown_method_is_refused_with_those_that_exist() -> None:
    with pytest.raises(InputError, match=r"« word2vec » n'existe pas.*bm25, tfidf, dense"):
        method_named("word2vec")
    assert set(BASELINES) <= set(METHODS)
