"""What sentences of criteria lean to: numbers in bounds, files that vouch for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.criteria.leanings import (
    LeaningReader,
    bearing_marks,
    leanings_for,
    load_leanings,
    sense_marks,
    topic_names,
    write_leanings,
)
from ptce_match.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder

DIMENSION = 3
SAID = "Pas d'alcool. Uniquement des fermes. Bonjour."
chance = st.floats(-3, 3, width=32)


def drawn(seed: int = 0) -> LeaningReader:
    """Return a reader of vectors of three numbers, its weights drawn at random."""
    numbers = np.random.default_rng(seed)
    return LeaningReader(
        "hasard",
        numbers.normal(size=(3, DIMENSION + 7)).astype(np.float32),
        numbers.normal(size=5).astype(np.float32),
    )


@given(st.lists(st.sampled_from(SAID.split(". ")), max_size=5), st.integers(0, 50))
def test_chances_are_chances_and_a_sentence_is_read_the_same_among_others(said: list[str], seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(len(said), DIMENSION)).astype(np.float32)
    read = drawn(seed).senses_of(said, vectors)
    assert read.shape == (len(said), 3)
    assert ((read >= 0) & (read <= 1)).all()
    for row, sentence in enumerate(said):
        np.testing.assert_allclose(drawn(seed).senses_of([sentence], vectors[row : row + 1])[0], read[row])


def test_the_rules_leave_their_marks() -> None:
    vectors = np.zeros((3, DIMENSION), np.float32)
    refusal, only, nothing = sense_marks(["Pas d'alcool.", "Uniquement des fermes.", "Bonjour."], vectors)[
        :, DIMENSION:
    ]
    assert refusal.tolist() == [0, 0, 1, 0, 0, 0]
    assert only.tolist() == [0, 1, 0, 0, 0, 1]
    assert nothing.tolist() == [1, 0, 0, 0, 0, 0]


def test_topics_that_are_named_are_shared_or_missed() -> None:
    assert topic_names("Pas d'alcool.") == ("l'alcool",)
    named: list[tuple[str, ...]] = [("l'alcool",), ("l'alcool", "le tabac"), ()]
    found = bearing_marks(np.array([0.5, 0.25, 0.1], np.float32), named, {"le tabac": 0.5})
    expected = np.array([[5, 0, 1, 1], [2.5, 0.5, 1, 0.5], [1, 0, 0, 0]])
    np.testing.assert_allclose(found, expected, rtol=1e-6)
    assert bearing_marks(np.zeros(0, np.float32), [], {}).shape == (0, 4)


@given(st.lists(chance, min_size=1, max_size=6))
def test_what_is_nearer_bears_no_less(cosines: list[float]) -> None:
    reader = LeaningReader("hasard", np.zeros((3, DIMENSION + 7), np.float32), np.array([1, 0, 0, 0, 0], np.float32))
    ordered = np.sort(np.array(cosines, np.float32))
    values = reader.bears(bearing_marks(ordered, [()] * len(ordered), {}))
    assert (np.diff(values) >= 0).all()
    assert ((values >= 0) & (values <= 1)).all()


class TestFiles:
    def test_what_is_written_reads_the_same(self, tmp_path: Path) -> None:
        write_leanings(drawn(), tmp_path, {"sentences": 12})
        again = load_leanings(tmp_path)
        assert again.encoder == "hasard"
        np.testing.assert_array_equal(again.senses, drawn().senses)
        np.testing.assert_array_equal(again.bearing, drawn().bearing)

    @pytest.mark.parametrize(
        ("senses", "bearing"), [((2, 10), (5,)), ((3,), (5,)), ((3, 10), (4,))], ids=["senses", "flat", "bearing"]
    )
    def test_weights_of_another_shape_are_refused(
        self, tmp_path: Path, senses: tuple[int, ...], bearing: tuple[int, ...]
    ) -> None:
        write_leanings(LeaningReader("x", np.zeros(senses, np.float32), np.zeros(bearing, np.float32)), tmp_path, {})
        with pytest.raises(ModelError, match=r"ne va pas avec sa fiche.*ptce-match train criteria"):
            load_leanings(tmp_path)

    def test_a_folder_without_them_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match=r"Le lecteur de critères du dossier .* manque ou ne peut pas être lu"):
            load_leanings(tmp_path)


def test_those_that_ship_belong_to_the_shipped_encoder(encoder: CachedEncoder) -> None:
    reader = leanings_for(encoder.model_id)
    assert reader is not None
    assert reader.senses.shape == (3, encoder.dimension + 7)
    assert leanings_for("un autre") is None
