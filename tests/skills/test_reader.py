"""Reading fine skills: what a distribution is, and what comes back from a file."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ptce_match.arrays import MANIFEST
from ptce_match.errors import ModelError
from ptce_match.skills import SkillReader, Taxonomy, default_taxonomy, load_reader, reader_for, write_reader
from ptce_match.skills.reader import LIKELY
from ptce_match.skills.taxonomy import FAMILY, NEIGHBOUR, OTHER, SAME
from tests.skills.small_reader import SKILLS, texts

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ptce_match.encoder import CachedEncoder

FEW = Taxonomy(
    default_taxonomy().families,
    tuple(replace(default_taxonomy()[skill], neighbours=()) for skill in SKILLS),
)
NUMBERS = st.floats(-1000, 1000, width=32)
readers = st.builds(
    lambda weights, intercepts: SkillReader(FEW, "chance", weights, intercepts),
    arrays(np.float32, (len(FEW), 3), elements=NUMBERS),
    arrays(np.float32, len(FEW), elements=NUMBERS | st.just(-1e4)),
)
vectors = st.integers(0, 5).flatmap(
    lambda n: arrays(np.float32, (n, 3), elements=st.floats(-1, 1, width=32) | st.just(0.0))
)


def names(asked: NDArray[np.float32]) -> list[str]:
    """Return a text for each vector; these readers read the vectors alone."""
    return ["texte"] * len(asked)


@given(readers, vectors)
def test_probabilities_add_up_to_one_unless_nothing_is_said(reader: SkillReader, asked: NDArray[np.float32]) -> None:
    found = reader.distributions(asked, [""] * len(asked))
    assert found.shape == (len(asked), len(FEW))
    assert np.all((found >= 0) & (found <= 1))
    np.testing.assert_allclose(found.sum(axis=1), asked.any(axis=1).astype(float), atol=1e-5)


@given(readers, vectors, st.data())
def test_a_text_is_read_the_same_among_others(
    reader: SkillReader, asked: NDArray[np.float32], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(asked))))
    every = [""] * len(asked)
    turned = reader.distributions(asked[order], every)
    np.testing.assert_allclose(turned, reader.distributions(asked, every)[order], atol=2e-3)


@given(readers, arrays(np.float32, 3, elements=st.floats(-1, 1, width=32)), st.integers(1, 4))
def test_what_is_told_is_likely_and_comes_in_order(reader: SkillReader, vector: NDArray[np.float32], most: int) -> None:
    told = reader.understood("", vector, most)
    probabilities = [reading.probability for reading in told]
    assert probabilities == sorted(probabilities, reverse=True)
    assert len(told) <= most
    assert all(probability >= LIKELY for probability in probabilities[1:])
    everything = reader.distributions(vector[None, :], [""])[0]
    assert bool(told) == bool(everything.any())
    if told:
        assert everything[reader.taxonomy.place[told[0].skill.id]] == everything.max()
        # It is told less surely than it counts, and never as certain.
        assert told[0].probability <= min(everything.max() + 1e-6, 0.99)


def test_a_blank_text_says_nothing(small_reader: SkillReader) -> None:
    blank = np.zeros(small_reader.weights.shape[1], dtype=np.float32)
    assert small_reader.understood("", blank) == []
    assert not small_reader.distributions(blank[None, :], [" \n"]).any()


def test_words_count_beside_the_vector(small_reader: SkillReader, encoder: CachedEncoder) -> None:
    vague = encoder.encode(["Qui pourrait nous aider ?"], "need")
    place = small_reader.taxonomy.place["fis-tva"]
    named, plain = (
        small_reader.distributions(vague, [text])[0, place]
        for text in ("La TVA, la TVA !", "Qui pourrait nous aider ?")
    )
    assert named > plain


def test_texts_that_it_has_not_seen_are_understood(small_reader: SkillReader, encoder: CachedEncoder) -> None:
    _, unseen = texts()
    read = [small_reader.understood(text.text, encoder.encode([text.text], text.kind)[0])[0] for text in unseen]
    right = sum(reading.skill.id == text.skills[0] for reading, text in zip(read, unseen, strict=True))
    assert len(unseen) >= 60
    # By chance a quarter.
    assert right / len(unseen) > 0.7


@given(st.lists(st.sampled_from([*SKILLS, "inconnue"])))
def test_what_a_person_names_is_all_alike(skills: list[str]) -> None:
    reader = SkillReader(FEW, "x", np.zeros((len(FEW), 3), np.float32), np.zeros(len(FEW), np.float32))
    said = reader.said(skills)
    named = {skill for skill in skills if skill != "inconnue"}
    assert {reading.skill.id for reading in reader.named(said)} == named
    assert all(reading.probability == 1.0 for reading in reader.named(said))
    assert float(said.sum()) == pytest.approx(1.0 if named else 0.0)


def test_neighbours_are_worth_more_than_the_family_and_that_more_than_others(small_reader: SkillReader) -> None:
    kinship, nearness = small_reader.kinship, small_reader.taxonomy.nearness
    worth = [set(kinship[nearness == grade].tolist()) for grade in (OTHER, FAMILY, NEIGHBOUR, SAME)]
    assert [len(each) for each in worth] == [1, 1, 1, 1]
    flat = [each.pop() for each in worth]
    assert flat == sorted(set(flat))
    assert (flat[0], flat[-1]) == (0.0, 1.0)
    np.testing.assert_array_equal(kinship, kinship.T)


def weights_of(folder: Path) -> Path:
    """Return the one file of weights of a folder."""
    (found,) = folder.glob("*.npz")
    return found


class TestFiles:
    @pytest.fixture
    def folder(self, small_reader: SkillReader, tmp_path: Path) -> Path:
        write_reader(small_reader, tmp_path / "reader", {"textes": 64})
        return tmp_path / "reader"

    def test_what_is_written_reads_the_same(
        self, small_reader: SkillReader, folder: Path, encoder: CachedEncoder
    ) -> None:
        again = load_reader(small_reader.taxonomy, folder)
        assert again.encoder == small_reader.encoder
        written = [text.text for text in texts()[0][:20]]
        asked = encoder.encode(written, "need")
        read = small_reader.distributions(asked, written)
        np.testing.assert_allclose(again.distributions(asked, written), read, atol=0.02)
        assert json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["textes"] == 64

    def test_what_tells_comes_back_and_must_fit(
        self, small_reader: SkillReader, tmp_path: Path, encoder: CachedEncoder
    ) -> None:
        assert load_reader(small_reader.taxonomy, self._written(small_reader, tmp_path)).telling is None
        telling = np.linspace(-1, 1, encoder.dimension + 1, dtype=np.float32)
        again = load_reader(small_reader.taxonomy, self._written(replace(small_reader, telling=telling), tmp_path))
        assert again.telling is not None
        np.testing.assert_array_equal(again.telling, telling)
        folder = self._written(replace(small_reader, telling=telling[:-1]), tmp_path)
        with pytest.raises(ModelError, match="ne va pas avec sa fiche"):
            load_reader(small_reader.taxonomy, folder)

    @staticmethod
    def _written(reader: SkillReader, folder: Path) -> Path:
        write_reader(reader, folder, {})
        return folder

    def test_skills_in_another_order_read_the_same(
        self, small_reader: SkillReader, folder: Path, encoder: CachedEncoder
    ) -> None:
        taxonomy = small_reader.taxonomy
        turned = load_reader(replace(taxonomy, skills=taxonomy.skills[::-1]), folder)
        straight = load_reader(taxonomy, folder)
        written = [text.text for text in texts()[0][:20]]
        asked = encoder.encode(written, "need")
        read = straight.distributions(asked, written)
        np.testing.assert_allclose(turned.distributions(asked, written)[:, ::-1], read, atol=1e-3)

    def test_a_skill_that_came_later_is_never_read_and_one_that_went_is_left_out(
        self, small_reader: SkillReader, folder: Path, encoder: CachedEncoder
    ) -> None:
        new = replace(small_reader.taxonomy["fis-tva"], id="fis-nouvelle", neighbours=())
        kept = tuple(replace(skill, neighbours=()) for skill in small_reader.taxonomy if skill.id != "pro-bois")
        reader = load_reader(Taxonomy(small_reader.taxonomy.families, (new, *kept)), folder)
        written = [text.text for text in texts()[0]]
        found = reader.distributions(encoder.encode(written, "need"), written)
        assert not found[:, 0].any()
        np.testing.assert_allclose(found.sum(axis=1), 1.0, atol=1e-5)

    def test_another_reader_takes_the_place_of_the_first(self, small_reader: SkillReader, folder: Path) -> None:
        before = weights_of(folder).name
        other = replace(small_reader, weights=-small_reader.weights)
        write_reader(other, folder, {})
        assert weights_of(folder).name != before
        assert sorted(path.name for path in folder.iterdir()) == sorted([MANIFEST, weights_of(folder).name])
        np.testing.assert_allclose(load_reader(small_reader.taxonomy, folder).weights, other.weights, atol=0.1)

    def test_a_crash_before_the_manifest_leaves_the_reader_as_it_was(
        self, small_reader: SkillReader, folder: Path
    ) -> None:
        (folder / "reader-000000000000.npz").write_bytes(b"half of the weights")
        np.testing.assert_allclose(
            load_reader(small_reader.taxonomy, folder).weights, small_reader.weights, rtol=0.01, atol=0.1
        )

    def test_an_altered_file_is_refused(self, small_reader: SkillReader, folder: Path) -> None:
        content = bytearray(weights_of(folder).read_bytes())
        content[len(content) // 2] ^= 1
        weights_of(folder).write_bytes(content)
        with pytest.raises(ModelError, match="a été modifié depuis qu'il a été fait"):
            load_reader(small_reader.taxonomy, folder)

    def test_weights_for_other_skills_than_the_manifest_names_are_refused(
        self, small_reader: SkillReader, folder: Path
    ) -> None:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest["skills"].pop()
        (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        with pytest.raises(ModelError, match="ne va pas avec sa fiche"):
            load_reader(small_reader.taxonomy, folder)

    @pytest.mark.parametrize("spoil", ["absent", "empty", "no list", "no weights", "not an archive"])
    def test_what_cannot_be_read_is_told(self, small_reader: SkillReader, folder: Path, spoil: str) -> None:
        manifest = folder / MANIFEST
        if spoil == "absent":
            shutil.rmtree(folder)
        elif spoil == "empty":
            manifest.write_text("", encoding="utf-8")
        elif spoil == "no list":
            manifest.write_text("[]", encoding="utf-8")
        elif spoil == "no weights":
            weights_of(folder).unlink()
        else:
            import hashlib

            weights_of(folder).write_bytes(b"abc")
            told = json.loads(manifest.read_text(encoding="utf-8")) | {"sha256": hashlib.sha256(b"abc").hexdigest()}
            manifest.write_text(json.dumps(told), encoding="utf-8")
        with pytest.raises(ModelError, match="manque ou ne peut pas être lu"):
            load_reader(small_reader.taxonomy, folder)


def test_an_encoder_that_no_reader_was_made_for_has_none() -> None:
    assert reader_for("un-autre-modele") is None
