"""From texts to a folder that ships, with synonyms and what is measured on those held out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.encoder import OnnxEncoder
from tests.training.encoder import small

pytest.importorskip("sentence_transformers", reason="needs pip install 'ptce-match[train]'")

import torch

from ptce_match.training.encoder.base import read_base
from ptce_match.training.encoder.esco import split_held_out
from ptce_match.training.encoder.making import make_encoder, trained
from ptce_match.training.encoder.material import Material

if TYPE_CHECKING:
    from pathlib import Path

CONCEPTS = small.concepts(60)


def test_what_comes_out_is_measured_and_nothing_needless_stays(base: Path, tmp_path: Path) -> None:
    material = Material(small.said(), small.taxonomy(), CONCEPTS, {"s0": ("levain", "fournil")}, small.examples(5))
    steps: list[tuple[int, int]] = []
    measured: list[tuple[int, int]] = []
    recipe, work, out = replace(small.RECIPE, steps=2, trainings=2), tmp_path / "travail", tmp_path / "modele"
    manifest = make_encoder(
        base,
        material,
        recipe,
        work,
        out,
        "2026-11-26",
        lambda done, total: steps.append((done, total)),
        lambda done, total: measured.append((done, total)),
    )
    assert steps == [(0, 4), (1, 4), (2, 4), (2, 4), (3, 4), (4, 4)]
    assert measured == [(0, 3), (1, 3), (2, 3)]

    learned, held_out = split_held_out(CONCEPTS)
    assert held_out
    counts = {name: count for name, count in manifest["training"].items() if name != "recipe"}
    assert counts == {
        "esco_pairs": len(learned),
        "written_texts": 24,
        "cues": 2,
        "judged_profiles": 0,
        "sentences_of_investors": 5,
    }
    assert list(manifest["held_out"]) == ["base", "fine-tuned", "shipped (int8)"]
    kinds = {concept.kind for concept in held_out}
    for row in manifest["held_out"].values():
        assert set(row) == kinds
        assert all(0 < value <= 1 for value in row.values())
    assert manifest["base"]["model"] == "base"

    assert sorted(path.name for path in work.iterdir()) == ["seed-3", "seed-4", "st"]
    texts = [text.text for text in small.said()]
    vectors = OnnxEncoder.load(out).encode(texts, "need")
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    # Both can be started from: the full precision, and what ships.
    assert read_base(work / "st").body.config.hidden_size == read_base(out).body.config.hidden_size == small.HIDDEN


def test_the_weights_are_the_mean_of_the_trainings(base: Path, tmp_path: Path) -> None:
    material, recipe = Material(small.said(), small.taxonomy()), replace(small.RECIPE, steps=2)
    runs = {"both": replace(recipe, trainings=2), "one": recipe, "other": replace(recipe, seed=recipe.seed + 1)}
    # In one folder, so that what two of them share is learned once.
    found = {name: trained(base, material, run, tmp_path).state_dict() for name, run in runs.items()}
    assert any(not torch.equal(found["one"][key], found["other"][key]) for key in found["one"])
    for key, value in found["both"].items():
        torch.testing.assert_close(value, (found["one"][key] + found["other"][key]) / 2)
