"""Measuring a method on a public test collection of short texts."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from ptce_match.errors import InputError
from ptce_match.evaluation.collection import read_collection, read_query_ids
from ptce_match.evaluation.methods import chosen_encoder
from ptce_match.evaluation.scorecard import Scorecard
from ptce_match.evaluation.text_scorers import (
    Bm25Scorer,
    CharScorer,
    DenseScorer,
    LabelScorer,
    TextScorer,
    TfidfScorer,
)
from ptce_match.metrics import average_precision, hit, mrr, ndcg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.evaluation.qrels import Qrels

QueryKind = Literal["label", "need"]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What a method is worth on a test collection.

    Attributes
    ----------
    card : Scorecard
        Over all queries with a relevant document.
    subset : Scorecard or None
        The same rankings over the listed queries only.
    method : str
        Name of the method.
    encoder : str or None
        `model_id` of the encoder; None where the method uses none.
    seconds : float
        Wall time of building the method and scoring all queries, without the reading of files and the metrics.
    """

    card: Scorecard
    subset: Scorecard | None
    method: str
    encoder: str | None
    seconds: float

    def as_json(self) -> dict[str, object]:
        """Return the JSON document of ``ptce-match benchmark --json``."""
        document: dict[str, object] = {**self.card.means(), "seconds": self.seconds}
        if self.subset:
            document["subset"] = {**self.subset.means(), "seconds": self.seconds}
        return document


@dataclass(frozen=True, slots=True)
class LabelMethod:
    """A way of ranking short texts for short texts."""

    scorer: TextScorer
    encoder_name: str | None = None


def _bm25(_encoder: Encoder | None, _queries_as: QueryKind) -> LabelMethod:
    return LabelMethod(Bm25Scorer())


def _tfidf(_encoder: Encoder | None, _queries_as: QueryKind) -> LabelMethod:
    return LabelMethod(TfidfScorer())


def _dense(encoder: Encoder | None, queries_as: QueryKind) -> LabelMethod:
    encoder = chosen_encoder(encoder)
    return LabelMethod(DenseScorer(encoder, queries_as, "label"), encoder.model_id)


def _default(encoder: Encoder | None, queries_as: QueryKind) -> LabelMethod:
    dense = _dense(encoder, queries_as)
    return LabelMethod(LabelScorer(dense.scorer, CharScorer()), dense.encoder_name)


LABEL_METHODS: Final[dict[str, Callable[[Encoder | None, QueryKind], LabelMethod]]] = {
    "bm25": _bm25,
    "tfidf": _tfidf,
    "dense": _dense,
    "default": _default,
}


def benchmark(
    folder: Path | str,
    method: str = "default",
    encoder: Encoder | None = None,
    *,
    queries_as: QueryKind = "label",
    subset: Path | str | None = None,
) -> Benchmark:
    """Rank the corpus of a test collection for each of its queries, and measure the rankings.

    Every document is ranked, those of equal text included. A document of relevance 1 or more is relevant.

    Parameters
    ----------
    folder : path
        Holds ``corpus.jsonl``, ``queries.jsonl`` and ``qrels.tsv``; see `read_collection`.
    method : str
        A name of `LABEL_METHODS`.
    encoder : Encoder, optional
        The default one where None.
    queries_as : {"label", "need"}
        How the encoder is told to read the queries; the corpus is always read as labels.
    subset : path, optional
        A file of query identifiers, one a line, to be measured apart as well.

    Raises
    ------
    InputError
        Unknown method or `queries_as`, a file that cannot be opened, or a subset without any judged query.
    TableError
        A file has faults.
    """
    if method not in LABEL_METHODS:
        raise InputError(f"La méthode « {method} » n'existe pas. Méthodes possibles : {', '.join(LABEL_METHODS)}.")
    if queries_as not in get_args(QueryKind):
        raise InputError(f"Les requêtes se lisent comme « label » ou « need », pas comme « {queries_as} ».")
    collection = read_collection(folder)
    wanted = read_query_ids(subset, collection.all_query_ids) if subset is not None else frozenset()
    rows = np.flatnonzero([query_id in wanted for query_id in collection.qrels.query_ids])
    if subset is not None and not rows.size:
        raise InputError(f"Aucune requête du fichier « {subset} » n'a de document jugé : il n'y a rien à mesurer.")
    started = time.perf_counter()
    built = LABEL_METHODS[method](encoder, queries_as)
    scores = built.scorer.scores(collection.queries, collection.documents)
    seconds = time.perf_counter() - started
    card = _card(collection.qrels, scores)
    part = _part(card, rows) if subset is not None else None
    return Benchmark(card, part, method, built.encoder_name, seconds)


def _card(qrels: Qrels, scores: NDArray[np.float32]) -> Scorecard:
    values = {
        "map": average_precision(scores, qrels.grades, relevant=1),
        "mrr": mrr(scores, qrels.grades, relevant=1),
        "hit@1": hit(scores, qrels.grades, 1, relevant=1),
        "hit@10": hit(scores, qrels.grades, 10, relevant=1),
        "ndcg@10": ndcg(scores, qrels.grades, 10),
    }
    return Scorecard(qrels.query_ids, values)


def _part(card: Scorecard, rows: NDArray[np.intp]) -> Scorecard:
    ids = tuple(card.query_ids[row] for row in rows)
    return Scorecard(ids, {name: values[rows] for name, values in card.values.items()})
