"""Scoring texts against texts."""

from __future__ import annotations

import numpy as np
import pytest

from ptce_match.evaluation.text_scorers import (
    Bm25Scorer,
    CharScorer,
    DenseScorer,
    LabelScorer,
    TextScorer,
    TfidfScorer,
    without_gender_mark,
)

from .encoders import HashingEncoder

DOCUMENTS = ("comptabilité et fiscalité", "maraîchage biologique", "création de sites internet", "comptable retraité")

SCORERS: dict[str, TextScorer] = {
    "bm25": Bm25Scorer(),
    "tfidf": TfidfScorer(),
    "chars": CharScorer(),
    "dense": DenseScorer(HashingEncoder(), "need", "profile"),
    "dense, one kind": DenseScorer(HashingEncoder(), "label", "label"),
    "labels": LabelScorer(DenseScorer(HashingEncoder(), "label", "label"), CharScorer()),
}
each_scorer = pytest.mark.parametrize("scorer", SCORERS.values(), ids=SCORERS.keys())


@each_scorer
def test_a_text_is_nearest_to_itself(scorer: TextScorer) -> None:
    scores = scorer.scores(DOCUMENTS, DOCUMENTS)
    assert scores.dtype == np.float32
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]


@each_scorer
@pytest.mark.parametrize(("n_queries", "n_documents"), [(0, 3), (2, 0), (0, 0)])
def test_nothing_to_score_gives_an_empty_matrix(scorer: TextScorer, n_queries: int, n_documents: int) -> None:
    assert scorer.scores(DOCUMENTS[:n_queries], DOCUMENTS[:n_documents]).shape == (n_queries, n_documents)


@each_scorer
def test_empty_texts_are_scored_all_the_same(scorer: TextScorer) -> None:
    scores = scorer.scores(["", "comptable"], ["", ""])
    assert np.isfinite(scores).all()
    assert (scores[:, 0] == scores[:, 1]).all()


@each_scorer
def test_documents_of_equal_text_score_equally(scorer: TextScorer) -> None:
    scores = scorer.scores(["fiscalité"], [*DOCUMENTS, DOCUMENTS[0]])
    assert scores[0, 0] == pytest.approx(scores[0, 4], abs=1e-6)


def test_each_distinct_text_is_encoded_once() -> None:
    encoder = HashingEncoder()
    DenseScorer(encoder, "label", "label").scores(["a", "b"], ["b", "c", "c"])
    assert encoder.asked == [("a", "label"), ("b", "label"), ("c", "label")]


def test_the_same_text_of_two_kinds_is_encoded_for_each() -> None:
    encoder = HashingEncoder()
    DenseScorer(encoder, "need", "profile").scores(["a", "a"], ["a"])
    assert encoder.asked == [("a", "need"), ("a", "profile")]


def test_labels_are_compared_by_vectors_and_a_little_by_characters() -> None:
    class Given:
        def __init__(self, *row: float) -> None:
            self.row = np.array([row], dtype=np.float32)

        def scores(self, _queries: object, _documents: object) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
            return self.row

    found = LabelScorer(Given(0.8, 0.9), Given(1.0, 0.0), share=0.15).scores(["q"], ["a", "b"])
    assert found[0].tolist() == pytest.approx([0.95, 0.9])


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Boucher (h/f/x)", "Boucher"),
        ("Chef de projet (M/V) - Liège", "Chef de projet - Liège"),
        ("Opérateur ( f / h / d ) de nuit", "Opérateur de nuit"),
        ("Technicien (bac+2)", "Technicien (bac+2)"),
        ("(h/f)", "(h/f)"),
    ],
)
def test_the_mark_of_gender_is_no_part_of_a_job_title(written: str, bare: str) -> None:
    assert without_gender_mark(written) == bare
