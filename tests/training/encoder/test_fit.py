"""A training: it learns, it goes on where it was stopped, and it leaves alone what it was told to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.training.encoder import small

pytest.importorskip("sentence_transformers", reason="needs pip install 'ptce-match[train]'")

import torch
from sentence_transformers import SentenceTransformer

from ptce_match.errors import InputError
from ptce_match.training.encoder.draws import draw_pairs, likeness
from ptce_match.training.encoder.fit import fit
from ptce_match.training.encoder.loss import GradedContrast
from ptce_match.training.encoder.making import quiet
from ptce_match.training.encoder.material import Material
from ptce_match.training.encoder.prompts import PASSAGE, QUERY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ptce_match.training.encoder.esco import Concept
    from ptce_match.training.encoder.recipe import EncoderRecipe
    from ptce_match.training.examples import Example
    from ptce_match.training.texts import TrainingText

EVERY = 2
WORDS = "0.auto_model.embeddings.word_embeddings.weight"


class StoppedError(Exception):
    """Somebody stopped the training."""


class Steps:
    """Notes the steps that it is told, and stops at one of them."""

    def __init__(self, last: int | None = None) -> None:
        self.seen: list[tuple[int, int]] = []
        self._last = last

    def __call__(self, done: int, total: int) -> None:
        self.seen.append((done, total))
        if done == self._last:
            raise StoppedError


@pytest.fixture(scope="module", autouse=True)
def no_bars() -> None:
    quiet()


def trained(
    base: Path,
    work: Path,
    recipe: EncoderRecipe = small.RECIPE,
    *,
    texts: Sequence[TrainingText] = tuple(small.said()),
    concepts: Sequence[Concept] = (),
    examples: Sequence[Example] = (),
    progress: Steps | None = None,
) -> dict[str, torch.Tensor]:
    """Fine-tune the small encoder and return its weights."""
    model = SentenceTransformer(str(base), device="cpu")
    material = Material(texts, small.taxonomy(), concepts, examples=examples)
    fit(model, material, recipe, work, progress, every=EVERY)
    assert not model.training
    return dict(model.state_dict())


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(value, other[name]) for name, value in one.items())


class Vectors(torch.nn.Module):
    """A model whose texts are their vectors already."""

    def forward(self, features: dict[str, Any]) -> dict[str, Any]:
        return features


def loss(model: SentenceTransformer, recipe: EncoderRecipe) -> float:
    """Return the loss over every text once, as one batch."""
    drawn = draw_pairs(small.said(), small.taxonomy(), replace(recipe, steps=1, pairs=12, each=3))
    sides = ([QUERY + pair.need for pair in drawn], [PASSAGE + pair.profile for pair in drawn])
    rows = [{"sentence_embedding": model.encode(side, convert_to_tensor=True).cpu()} for side in sides]
    graded = GradedContrast(
        Vectors(),  # type: ignore[arg-type]
        torch.tensor(likeness(small.taxonomy(), recipe)),
        recipe.scale,
        recipe.same_side,
    )
    return float(graded(rows, torch.tensor([(pair.skill, pair.shown, pair.also) for pair in drawn])))


def test_it_learns(base: Path, tmp_path: Path) -> None:
    recipe = replace(small.RECIPE, steps=30, mixed=0.0, learn_words=True)
    model = SentenceTransformer(str(base), device="cpu")
    before = loss(model, recipe)
    fit(model, Material(small.said(), small.taxonomy()), recipe, tmp_path)
    assert loss(model, recipe) < before - 0.5
    assert model.max_seq_length == 512


def test_progress_is_told_from_nothing_to_the_end_and_nothing_else(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = Steps()
    trained(base, tmp_path, progress=steps)
    assert capsys.readouterr() == ("", "")
    assert steps.seen == [(done, small.RECIPE.steps) for done in range(small.RECIPE.steps + 1)]


@pytest.mark.parametrize("beside", [0, 8], ids=["alone", "with synonyms and criteria"])
def test_a_stopped_training_ends_as_one_that_ran_through(base: Path, tmp_path: Path, beside: int) -> None:
    concepts, examples = small.concepts(beside), small.examples(beside)
    through = trained(base, tmp_path / "a", concepts=concepts, examples=examples)
    with pytest.raises(StoppedError):
        trained(base, tmp_path / "b", concepts=concepts, examples=examples, progress=Steps(last=5))
    again = Steps()
    resumed = trained(base, tmp_path / "b", concepts=concepts, examples=examples, progress=again)
    assert again.seen[0] == (4, 6)
    assert same(resumed, through)


def test_a_finished_training_is_not_done_again(base: Path, tmp_path: Path) -> None:
    through = trained(base, tmp_path)
    again = Steps()
    assert same(trained(base, tmp_path, progress=again), through)
    assert [done for done, _ in again.seen] == [6]


def test_a_state_cut_off_while_it_was_written_is_passed_over(base: Path, tmp_path: Path) -> None:
    through = trained(base, tmp_path / "a")
    with pytest.raises(StoppedError):
        trained(base, tmp_path / "b", progress=Steps(last=5))
    whole = tmp_path / "b" / "state" / "checkpoint-4"
    broken = whole.with_name("checkpoint-6")
    broken.mkdir()
    shutil.copy(whole / "model.safetensors", broken)
    again = Steps()
    assert same(trained(base, tmp_path / "b", progress=again), through)
    assert again.seen[0] == (4, 6)


def test_other_texts_start_from_nothing(base: Path, tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        trained(base, tmp_path / "a", progress=Steps(last=5))
    fewer = [text for text in small.said() if text.id != "need-0-0"]
    again = Steps()
    found = trained(base, tmp_path / "a", texts=fewer, progress=again)
    assert again.seen[0] == (0, 6)
    assert same(found, trained(base, tmp_path / "b", texts=fewer))


def test_another_recipe_starts_from_nothing(base: Path, tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        trained(base, tmp_path, progress=Steps(last=5))
    again = Steps()
    trained(base, tmp_path, replace(small.RECIPE, rate=1e-3), progress=again)
    assert again.seen[0] == (0, 6)


@pytest.mark.parametrize("learned", [False, True])
def test_the_vectors_of_the_vocabulary_stay_unless_they_are_learned(
    base: Path, tmp_path: Path, *, learned: bool
) -> None:
    before = dict(SentenceTransformer(str(base), device="cpu").state_dict())
    after = trained(base, tmp_path, replace(small.RECIPE, learn_words=learned))
    words = {name for name in before if "embeddings." in name}
    assert len(words) == 5
    layers = {name for name in before if "encoder.layer" in name}
    moved = {name for name, value in before.items() if not torch.equal(after[name], value)}
    # Keys' biases add the same to every score of a row, and the softmax takes it out.
    assert {name for name in layers if "key.bias" not in name} <= moved
    assert (words & moved) == (words if learned else set())


def test_too_few_skills_are_told_before_anything_is_written(base: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="au moins 2"):
        trained(base, tmp_path / "travail", texts=[text for text in small.said() if text.skills == ("s0",)])
    assert not (tmp_path / "travail").exists()
