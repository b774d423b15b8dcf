"""The checker of originality, and what it says of the texts that ship."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match import Network
from ptce_match.resources import resource
from ptce_match.skills import default_taxonomy
from ptce_match.training.originality import near_duplicates, runs, template_traces
from ptce_match.training.texts import TrainingText, read_training_texts

EVALUATION = Path(__file__).parents[3] / "shared" / "eval"
TEXT = st.lists(st.sampled_from("abcdefghijkl"), max_size=20).map(" ".join)


@pytest.fixture(scope="module")
def texts() -> list[TrainingText]:
    return read_training_texts(resource("data", "training"), default_taxonomy())


def network_texts(folder: Path) -> list[str]:
    """Return everything that people wrote in a network."""
    network = Network.read(folder)
    return [
        *(need.text for need in network.needs),
        *(mentor.profile for mentor in network.mentors),
        *(project.description for project in network.projects),
        *(investor.criteria for investor in network.investors),
    ]


def test_no_two_shipped_texts_are_near_duplicates(texts: list[TrainingText]) -> None:
    copies = near_duplicates([text.text for text in texts])
    assert [(texts[copy.first].id, texts[copy.second].id) for copy in copies] == []


def test_no_run_of_words_goes_through_the_shipped_texts(texts: list[TrainingText]) -> None:
    assert template_traces([text.text for text in texts]) == {}


def test_no_shipped_text_comes_from_the_demo_network(texts: list[TrainingText]) -> None:
    copies = near_duplicates([text.text for text in texts], network_texts(resource("data", "demo")))
    assert [texts[copy.first].id for copy in copies] == []


@pytest.mark.skipif(not EVALUATION.is_dir(), reason="the evaluation sets are not here")
def test_no_shipped_text_comes_from_an_evaluation_set(texts: list[TrainingText]) -> None:
    written = [text.text for text in texts]
    others = network_texts(EVALUATION / "reseau_dev")
    for path in sorted((EVALUATION / "melo_bel_fr").glob("*.jsonl")):
        others += [str(json.loads(line).get("text", "")) for line in path.read_text("utf-8").splitlines()]
    assert [texts[copy.first].id for copy in near_duplicates(written, others)] == []


def test_a_copy_with_one_word_changed_is_found() -> None:
    first = "Depuis que le comptable est parti je ne sais plus quelles factures sont payées"
    assert near_duplicates([first, "Rien à voir", first.replace("comptable", "trésorier")])[0][:2] == (0, 2)


def test_a_common_phrase_makes_no_copy() -> None:
    assert near_duplicates(["Mesurer la qualité de l'air", "technicienne de la qualité de l'air intérieur"]) == []


def test_a_template_is_found() -> None:
    trades = ("boulanger", "maçon", "fleuriste", "coiffeur", "plombier", "libraire", "berger")
    texts = [f"Bonjour, je suis {trade} et je cherche quelqu'un pour m'aider" for trade in trades]
    assert "et je cherche quelqu un" in template_traces(texts)


@given(TEXT)
def test_a_text_shares_all_its_runs_with_itself(text: str) -> None:
    assert [copy.share for copy in near_duplicates([text, text])] == ([1.0] if runs(text) else [])


@given(st.lists(TEXT, max_size=6))
def test_shares_are_shares_and_pairs_are_told_once(texts: list[str]) -> None:
    copies = near_duplicates(texts)
    assert all(0.25 <= copy.share <= 1 and copy.first < copy.second for copy in copies)
    assert len({copy[:2] for copy in copies}) == len(copies)
