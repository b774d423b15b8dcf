"""`evaluate` and `benchmark`, with every option."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import DEMO, Ptce, finished

MENTORS = str(Path(DEMO) / "qrels/mentors.csv")
INVESTORS = str(Path(DEMO) / "qrels/investors.csv")
TITLES = ("boucher", "charpentier", "pilote d'avion", "boulangère", "comptable", "maraîcher")


@pytest.fixture
def collection(tmp_path: Path) -> str:
    """Each title asks for itself."""
    lines = {
        "corpus.jsonl": [json.dumps({"id": f"C{i}", "text": text}) for i, text in enumerate(TITLES)],
        "queries.jsonl": [json.dumps({"id": f"Q{i}", "text": text}) for i, text in enumerate(TITLES)],
        "qrels.tsv": ["query-id\tcorpus-id\trelevance", *(f"Q{i}\tC{i}\t1" for i in range(len(TITLES)))],
        "some.txt": ["Q1", "Q3"],
    }
    for name, content in lines.items():
        (tmp_path / name).write_text("\n".join(content) + "\n", encoding="utf-8")
    return str(tmp_path)


class TestEvaluate:
    @pytest.mark.parametrize("method", ["bm25", "tfidf", "dense", "default"])
    def test_each_method_measures_both_sides(self, ptce: Ptce, method: str) -> None:
        said = ptce(
            "evaluate", DEMO, "--qrels-mentors", MENTORS, "--qrels-investors", INVESTORS, "--method", method, "--json"
        )
        assert (said.status, said.err) == (0, "")
        document = said.document
        assert {"mentors", "investors", "method", "encoder", "seconds"} <= set(document)
        assert document["method"] == method
        assert {"n", "ndcg@5", "mrr", "top1", "hit3@5", "recall@10", "ci95"} <= set(document["mentors"])
        low, high = document["mentors"]["ci95"]["ndcg@5"]
        assert 0 <= low <= document["mentors"]["ndcg@5"] <= high <= 1

    def test_the_default_method_is_the_default(self, ptce: Ptce) -> None:
        assert ptce("evaluate", DEMO, "--qrels-investors", INVESTORS, "--json").document["method"] == "default"

    def test_for_people_it_is_a_table(self, ptce: Ptce) -> None:
        out = ptce("evaluate", DEMO, "--qrels-mentors", MENTORS, "--method", "bm25").out
        assert out.split("\n")[0].split() == ["mesure", "valeur", "intervalle", "à", "95", "%"]
        assert "mentors ndcg@5" in out
        assert " – " in out

    def test_another_model_that_does_not_exist(self, ptce: Ptce, tmp_path: Path) -> None:
        model = str(tmp_path / "absent")
        said = ptce("evaluate", DEMO, "--qrels-mentors", MENTORS, "--method", "dense", "--encoder", model)
        assert (said.status, said.out) == (2, "")
        assert said.err.strip()


class TestBenchmark:
    @pytest.mark.parametrize("method", ["bm25", "tfidf", "dense", "default"])
    @pytest.mark.parametrize("reading", ["need", "label"])
    def test_each_method_finds_a_title_by_itself(self, ptce: Ptce, collection: str, method: str, reading: str) -> None:
        document = ptce("benchmark", collection, "--method", method, "--queries-as", reading, "--json").document
        assert document["n"] == len(TITLES)
        assert document["hit@1"] == 1.0

    def test_a_subset(self, ptce: Ptce, collection: str) -> None:
        some = str(Path(collection) / "some.txt")
        document = ptce("benchmark", collection, "--queries", some, "--method", "bm25", "--json").document
        assert (document["n"], document["subset"]["n"]) == (6, 2)

    def test_for_people_it_is_a_table(self, collection: str) -> None:
        said = finished("benchmark", collection, "--method", "tfidf")
        assert (said.status, said.err) == (0, "")
        assert "map" in said.out
