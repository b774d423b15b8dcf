"""Measuring methods on a small test collection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ptce_match.errors import InputError
from ptce_match.evaluation import LABEL_METHODS, benchmark

from .encoders import HashingEncoder

if TYPE_CHECKING:
    from pathlib import Path

TITLES = ("boucher", "charpentier", "pilote d'avion", "boulangère", "comptable", "maraîcher")
KEYS = ["n", "map", "mrr", "hit@1", "hit@10", "ndcg@10", "seconds"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Each title asks for itself, written twice in the corpus; the last query has no right answer."""
    lines = {
        "corpus.jsonl": [json.dumps({"id": f"C{i}", "text": text}) for i, text in enumerate(TITLES * 2)],
        "queries.jsonl": [json.dumps({"id": f"Q{i}", "text": f"{text} (h/f)"}) for i, text in enumerate(TITLES)],
        "qrels.tsv": ["query-id\tcorpus-id\trelevance", *(f"Q{i}\tC{j}\t1" for i in range(5) for j in (i, i + 6))],
    }
    for name, content in lines.items():
        (tmp_path / name).write_text("\n".join(content) + "\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("method", LABEL_METHODS)
def test_every_method_finds_a_title_by_itself(folder: Path, method: str) -> None:
    measured = benchmark(folder, method, HashingEncoder()).as_json()
    assert list(measured) == KEYS
    assert {**measured, "seconds": 0} == {
        "n": 5, "map": 1.0, "mrr": 1.0, "hit@1": 1.0, "hit@10": 1.0, "ndcg@10": 1.0, "seconds": 0,
    }  # fmt: skip


def test_equal_texts_are_ranked_each_for_itself(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\trelevance\nQ0\tC6\t1\n", encoding="utf-8")
    card = benchmark(folder, "bm25").card
    assert card.values["mrr"].tolist() == [0.5]  # C0, of equal text, comes first in document order


def test_a_subset_is_measured_on_the_same_rankings(folder: Path) -> None:
    listed = folder / "some.txt"
    listed.write_text("Q3\nQ1\nQ5\n", encoding="utf-8")
    measured = benchmark(folder, "tfidf", subset=listed)
    assert measured.subset is not None
    assert measured.subset.query_ids == ("Q1", "Q3")  # Q5 has no right answer
    document = measured.as_json()
    assert list(document) == [*KEYS, "subset"]
    assert isinstance(document["subset"], dict)
    assert list(document["subset"]) == KEYS
    assert document["subset"]["n"] == 2


def test_queries_are_encoded_as_asked(folder: Path) -> None:
    as_label, as_need = HashingEncoder(), HashingEncoder()
    benchmark(folder, "dense", as_label)
    benchmark(folder, "dense", as_need, queries_as="need")
    assert {kind for _, kind in as_label.asked} == {"label"}
    assert [kind for _, kind in as_need.asked] == ["need"] * 5 + ["label"] * 6


def test_the_encoder_is_named_where_there_is_one(folder: Path) -> None:
    assert benchmark(folder, "dense", HashingEncoder()).encoder == "hashing"
    assert benchmark(folder, "bm25", HashingEncoder()).encoder is None


def test_wrong_choices_are_refused_with_the_right_ones(folder: Path) -> None:
    with pytest.raises(InputError, match=r"« bm26 » n'existe pas.*bm25, tfidf, dense, default"):
        benchmark(folder, "bm26")
    with pytest.raises(InputError, match="« label » ou « need »"):
        benchmark(folder, "bm25", queries_as="besoin")  # type: ignore[arg-type]  # what a caller without types can do


def test_a_subset_with_nothing_to_measure_is_refused(folder: Path) -> None:
    listed = folder / "some.txt"
    listed.write_text("Q5\n", encoding="utf-8")
    with pytest.raises(InputError, match="rien à mesurer"):
        benchmark(folder, "bm25", subset=listed)
