"""Any other model, through sentence-transformers: here a tiny one, built on the spot."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.encoder import SentenceTransformerEncoder
from ptce_match.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY = ["[UNK]", "compta", "paie", "bois", "query", "passage"]
PROMPTS = {"query": "query ", "passage": "passage "}

with_extra = pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is None or importlib.util.find_spec("torch") is None,
    reason="the train extra (torch, sentence-transformers) is not installed",
)


def build(folder: Path, weights: np.ndarray, prompts: dict[str, str]) -> Path:
    """Write a model of six words, whose vectors are means of rows of `weights`."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    tokenizer = Tokenizer(WordLevel({word: row for row, word in enumerate(VOCABULARY)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[module], prompts=prompts, device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module")
def weights() -> np.ndarray:
    return np.random.default_rng(7).normal(size=(len(VOCABULARY), 8)).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, weights: np.ndarray) -> Path:
    return build(tmp_path_factory.mktemp("models") / "petit", weights, PROMPTS)


@with_extra
@pytest.mark.slow
class TestTinyModel:
    def test_rows_are_unit_and_blank_ones_zero(self, folder: Path) -> None:
        encoder = SentenceTransformerEncoder(folder)
        vectors = encoder.encode(["compta", " ", "paie bois", "\ud800"], "need")
        assert vectors.shape == (4, encoder.dimension) == (4, 8)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1, 1], atol=1e-5)

    def test_the_prompts_of_the_model_are_used(self, folder: Path, weights: np.ndarray) -> None:
        encoder = SentenceTransformerEncoder(folder)
        expected = {kind: weights[1] + weights[row] for kind, row in (("need", 4), ("label", 4), ("profile", 5))}
        for kind, vector in expected.items():
            found = encoder.encode(["compta"], kind)[0]  # type: ignore[arg-type] # mypy reads the keys as strings
            np.testing.assert_allclose(found, vector / np.linalg.norm(vector), atol=1e-5)

    def test_the_model_id_follows_the_name_the_weights_and_the_prompts(
        self, folder: Path, weights: np.ndarray, tmp_path: Path
    ) -> None:
        first = SentenceTransformerEncoder(folder).model_id
        assert first.startswith("petit-")
        assert SentenceTransformerEncoder(folder).model_id == first
        assert SentenceTransformerEncoder(build(tmp_path / "a" / "petit", weights * 2, PROMPTS)).model_id != first
        assert SentenceTransformerEncoder(build(tmp_path / "b" / "petit", weights, {})).model_id != first

    def test_progress_is_told(self, folder: Path) -> None:
        told: list[tuple[int, int]] = []
        SentenceTransformerEncoder(folder).encode(["a", "b"], "need", progress=lambda *step: told.append(step))
        assert told == [(2, 2)]

    def test_a_folder_that_is_no_model_is_refused_by_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
        with pytest.raises(ModelError, match="n'a pas pu être chargé") as caught:
            SentenceTransformerEncoder(tmp_path / "vide")
        assert str(tmp_path / "vide") in str(caught.value)


def test_without_the_extra_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'ptce-match\[train\]'") as caught:
        SentenceTransformerEncoder("intfloat/multilingual-e5-small")
    assert caught.value.extra == "train"
