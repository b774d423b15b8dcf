"""The shipped model, run for real."""

from __future__ import annotations

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ptce_match.encoder import OnnxEncoder
from ptce_match.encoder.onnx_encoder import TOKENIZER, WEIGHTS
from ptce_match.errors import InputError, ModelError
from ptce_match.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ptce_match.encoder import Kind

anything = st.text(st.characters(codec=None), max_size=40)
SOME = [
    "Qui peut relire mon prévisionnel ?",
    "Vingt ans de comptabilité",
    "compta",
    "x",
    "Le bois, le fer et la pierre. " * 8,
    "مرحبا بالعالم",
    "🧀 fromagerie 🐐",
]


def lengths(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.linalg.norm(vectors, axis=1))


def test_rows_are_unit_vectors_of_the_announced_dimension(onnx_encoder: OnnxEncoder) -> None:
    vectors = onnx_encoder.encode(SOME, "profile")
    assert vectors.shape == (len(SOME), onnx_encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(lengths(vectors), 1.0, atol=1e-5)


@pytest.mark.parametrize("blank", ["", " ", "\n\t ", "\u00a0\u2003"])
def test_a_blank_text_gives_a_zero_row(onnx_encoder: OnnxEncoder, blank: str) -> None:
    assert not onnx_encoder.encode([blank], "need").any()
    assert not onnx_encoder.encode(["compta", blank], "need")[1].any()


def test_no_text_gives_no_row(onnx_encoder: OnnxEncoder) -> None:
    assert onnx_encoder.encode([], "need").shape == (0, onnx_encoder.dimension)


@settings(max_examples=60)
@example("\ud800")
@example("\udfff\ud800 compta")
@example("👩‍🌾👨‍👩‍👧‍👦🏴‍☠️")
@example("شركة تعاونية")
@example("\x00\x01\ufffe\u200b")
@example("é" * 5)
@given(anything)
def test_any_string_gives_a_unit_or_a_zero_row(onnx_encoder: OnnxEncoder, text: str) -> None:
    vectors = onnx_encoder.encode([text], "profile")
    assert np.isfinite(vectors).all()
    assert lengths(vectors)[0] == pytest.approx(1.0 if text.strip() else 0.0, abs=1e-5)


def test_a_hundred_thousand_characters_are_read_as_far_as_the_model_reads(onnx_encoder: OnnxEncoder) -> None:
    book = "La comptabilité de la coopérative. " * 2858
    assert len(book) > 100_000
    vectors = onnx_encoder.encode([book, book + "Et la fin.", "a" * 100_000], "profile")
    np.testing.assert_allclose(lengths(vectors), 1.0, atol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[1])


@settings(max_examples=15)
@given(st.lists(st.sampled_from([*SOME[:4], ""]), min_size=1, max_size=5))
def test_a_vector_is_the_same_alone_and_in_any_batch(onnx_encoder: OnnxEncoder, texts: list[str]) -> None:
    together = onnx_encoder.encode(texts, "need")
    alone = np.concatenate([onnx_encoder.encode([text], "need") for text in texts])
    np.testing.assert_array_equal(together, alone)


def test_a_vector_is_the_same_on_any_number_of_threads(onnx_encoder: OnnxEncoder) -> None:
    one = OnnxEncoder.load(threads=1).encode(SOME, "profile")
    many = OnnxEncoder.load(threads=5).encode(SOME, "profile")
    np.testing.assert_array_equal(one, many)
    np.testing.assert_array_equal(one, onnx_encoder.encode(SOME, "profile"))


def test_eight_threads_share_an_encoder_that_none_has_used_yet(onnx_encoder: OnnxEncoder) -> None:
    expected = onnx_encoder.encode(SOME, "profile")
    shared = OnnxEncoder.load()
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: shared.encode(SOME, "profile"), range(8)):
            np.testing.assert_array_equal(found, expected)


def test_the_kind_of_a_text_chooses_its_prompt(onnx_encoder: OnnxEncoder) -> None:
    prompts = onnx_encoder.manifest.prompts
    kinds: tuple[Kind, ...] = ("need", "profile", "label")
    vectors = {kind: onnx_encoder.encode(["comptabilité"], kind)[0] for kind in kinds}
    for one in kinds:
        for other in kinds:
            assert np.array_equal(vectors[one], vectors[other]) == (prompts[one] == prompts[other])


def test_progress_ends_at_the_number_of_texts(onnx_encoder: OnnxEncoder) -> None:
    told: list[tuple[int, int]] = []
    onnx_encoder.encode(["compta", "", "paie"], "need", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_what_is_alike_is_nearer_than_what_is_not(onnx_encoder: OnnxEncoder) -> None:
    need = onnx_encoder.encode(["Je n'arrive pas à tenir les comptes de mon association"], "need")[0]
    near, far = onnx_encoder.encode(["Comptable pour les associations", "Soudure et ferronnerie d'art"], "profile")
    assert need @ near > need @ far


def test_the_model_id_names_the_model_and_its_version(onnx_encoder: OnnxEncoder) -> None:
    assert onnx_encoder.model_id == f"{onnx_encoder.manifest.name}-{onnx_encoder.manifest.version}"


@pytest.mark.parametrize("threads", [0, -1])
def test_no_thread_is_too_few(threads: int) -> None:
    with pytest.raises(InputError, match="fils d'exécution"):
        OnnxEncoder.load(threads=threads)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the shipped folder that a test may spoil."""
    return Path(shutil.copytree(resource("models", "encoder"), tmp_path / "encoder"))


def describe_anew(folder: Path, **changes: object) -> None:
    """Write the manifest again, with changes, as somebody would who wants their file to be taken for the real one."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


def digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (WEIGHTS, TOKENIZER)}


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER])
@pytest.mark.parametrize(
    "spoil", [flip, Path.unlink, lambda path: path.write_bytes(b"")], ids=["flip", "gone", "empty"]
)
def test_a_spoilt_file_is_refused_by_name(copy: Path, name: str, spoil: Callable[[Path], object]) -> None:
    spoil(copy / name)
    with pytest.raises(ModelError, match=r"Le fichier|Il manque") as caught:
        OnnxEncoder.load(copy).encode(["compta"], "need")
    assert str(copy / name) in str(caught.value)
    assert "Récupérez" in str(caught.value)


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER])
def test_a_file_that_is_no_model_is_refused_even_when_its_digest_is_right(copy: Path, name: str) -> None:
    (copy / name).write_bytes(b"{}")
    describe_anew(copy, sha256=digests(copy))
    with pytest.raises(ModelError) as caught:
        OnnxEncoder.load(copy).encode(["compta"], "need")
    assert str(copy / name) in str(caught.value)


def test_a_manifest_that_contradicts_the_weights_is_refused(copy: Path) -> None:
    describe_anew(copy, dimension=7)
    with pytest.raises(ModelError, match="dimension 7") as caught:
        OnnxEncoder.load(copy).encode(["compta"], "need")
    assert str(copy / "manifest.json") in str(caught.value)


def test_a_refusal_leaves_the_encoder_able_to_refuse_again(copy: Path) -> None:
    flip(copy / WEIGHTS)
    encoder = OnnxEncoder.load(copy)
    for _ in range(2):
        with pytest.raises(ModelError):
            encoder.encode(["compta"], "need")
