"""Measuring a method on a network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.errors import InputError
from ptce_match.evaluation import evaluate, method_named
from ptce_match.metrics import paired_bootstrap

from .encoders import HashingEncoder
from .networks import small_network

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ptce_match.network import Need, Network, Project

MENTOR_KEYS = ["n", "ndcg@5", "mrr", "top1", "hit3@5", "recall@10", "ci95"]


@pytest.fixture
def mentors(tmp_path: Path) -> Path:
    """Judge B00 best and B04 good for N0, B01 good for N1, B02 of the same field for N2."""
    path = tmp_path / "mentors.csv"
    path.write_text("besoin_id,benevole_id,pertinence\nN0,B00,3\nN0,B04,2\nN1,B01,2\nN2,B02,1\n", encoding="utf-8")
    return path


@pytest.fixture
def investors(tmp_path: Path) -> Path:
    """Judge I1 right for the garden and I0 for the bookshop."""
    path = tmp_path / "investors.csv"
    path.write_text("projet_id;investisseur_id;pertinence\nP0;I1;3\nP1;I0;3\n", encoding="utf-8")
    return path


class Backwards:
    """A method of one's own: the last mentor always comes first."""

    name = "backwards"
    encoder_name = None

    def mentor_scores(self, network: Network, needs: Sequence[Need]) -> NDArray[np.floating]:
        return np.tile(np.arange(len(network.mentors), dtype=np.float64), (len(needs), 1))

    def investor_scores(self, network: Network, projects: Sequence[Project]) -> NDArray[np.floating]:
        return np.tile(np.arange(len(network.investors), dtype=np.float64), (len(projects), 1))


def test_the_document_is_that_of_the_contract(mentors: Path, investors: Path) -> None:
    document = evaluate(small_network(), "dense", mentors, investors, HashingEncoder()).as_json()
    assert list(document) == ["mentors", "investors", "method", "encoder", "seconds"]
    assert isinstance(document["mentors"], dict)
    assert isinstance(document["investors"], dict)
    assert list(document["mentors"]) == MENTOR_KEYS
    assert list(document["mentors"]["ci95"]) == MENTOR_KEYS[1:-1]
    assert list(document["investors"]) == ["n", "ndcg@5", "mrr", "ci95"]
    assert list(document["investors"]["ci95"]) == ["ndcg@5", "mrr"]
    assert (document["method"], document["encoder"]) == ("dense", "hashing")
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_each_metric_counts_what_the_contract_says(mentors: Path) -> None:
    card = evaluate(small_network(), Backwards(), mentors).mentors
    assert card is not None
    assert card.query_ids == ("N0", "N1", "N2")
    # Ranking of everyone: B05, B04, B03, B02, B01, B00.
    discount = 1 / np.log2(np.arange(2, 8))
    assert card.values["ndcg@5"].tolist() == pytest.approx(
        [3 * discount[1] / (7 * discount[0] + 3 * discount[1]), discount[4], discount[3]]
    )
    assert card.values["mrr"].tolist() == pytest.approx([1 / 2, 1 / 5, 0])  # grade 1 is not relevant
    assert card.values["top1"].tolist() == [0, 0, 0]
    np.testing.assert_equal(card.values["hit3@5"], [0, np.nan, np.nan])  # B00 comes sixth; others want no grade 3
    assert card.values["recall@10"].tolist() == [1, 1, 0]


def test_a_side_without_judgments_is_not_measured(investors: Path) -> None:
    measured = evaluate(small_network(), "bm25", qrels_investors=investors)
    assert measured.mentors is None
    assert list(measured.as_json()) == ["investors", "method", "encoder", "seconds"]
    assert measured.as_json()["encoder"] is None


def test_a_metric_that_applies_to_no_need_is_null(tmp_path: Path) -> None:
    path = tmp_path / "qrels.csv"
    path.write_text("besoin_id,benevole_id,pertinence\nN1,B01,2\n", encoding="utf-8")
    document = evaluate(small_network(), "tfidf", path).as_json()
    assert isinstance(document["mentors"], dict)
    assert document["mentors"]["hit3@5"] is None
    assert document["mentors"]["ci95"]["hit3@5"] == [None, None]
    assert document["mentors"]["mrr"] == 1.0


def test_two_methods_can_be_compared_need_by_need(mentors: Path) -> None:
    good = evaluate(small_network(), method_named("bm25"), mentors).mentors
    bad = evaluate(small_network(), Backwards(), mentors).mentors
    assert good is not None
    assert bad is not None
    assert good.query_ids == bad.query_ids
    assert paired_bootstrap(good.values["ndcg@5"], bad.values["ndcg@5"]).mean > 0.3


def test_measuring_without_judgments_is_refused() -> None:
    with pytest.raises(InputError, match="au moins un fichier de jugements"):
        evaluate(small_network(), "bm25")
