"""Learning to read skills."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.resources import resource
from ptce_match.skills import default_taxonomy, load_reader, reader_for, write_reader
from ptce_match.training.reader import figures, learn_reader
from ptce_match.training.texts import TrainingText, read_training_texts

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.encoder import CachedEncoder

FEW = ("fis-tva", "com-prospection", "pro-bois")


@pytest.fixture(scope="module")
def texts() -> list[TrainingText]:
    every = read_training_texts(resource("data", "training"), default_taxonomy())
    return [text for text in every if text.skills[0] in FEW]


def test_the_split_is_a_fifth_of_each_skill_and_kind(texts: list[TrainingText]) -> None:
    for skill in FEW:
        for kind in ("need", "profile"):
            mine = [text for text in texts if text.skills[0] == skill and text.kind == kind]
            assert sum(text.held_out for text in mine) == 4
            assert len(mine) == 20


def test_texts_held_out_are_read_far_better_than_by_chance(
    texts: list[TrainingText], encoder: CachedEncoder, tmp_path: Path
) -> None:
    taxonomy = default_taxonomy()
    told: list[tuple[int, int]] = []
    reader = learn_reader(
        [text for text in texts if not text.held_out],
        taxonomy,
        encoder,
        progress=lambda done, total: told.append((done, total)),
    )
    found = figures(reader, [text for text in texts if text.held_out], encoder)
    # The taxonomy's own words make all 143 skills possible answers.
    assert found["needs"] > 0.5
    assert found["profiles"] > 0.5
    assert found["top3"] >= max(found["needs"], found["profiles"]) - 0.1
    assert found["log_loss"] < np.log(len(taxonomy))
    assert told[-1][0] <= told[-1][1]
    write_reader(reader, tmp_path, {})
    again = figures(load_reader(taxonomy, tmp_path), [text for text in texts if text.held_out], encoder)
    assert again == pytest.approx(found, abs=0.05)


def test_the_shipped_reader_belongs_to_the_shipped_encoder_and_to_the_shipped_taxonomy(encoder: CachedEncoder) -> None:
    reader = reader_for(encoder.model_id)
    assert reader is not None
    assert len(reader.weights) == len(default_taxonomy())
    assert np.isfinite(reader.intercepts).all()


def test_a_skill_is_known_by_its_name(encoder: CachedEncoder) -> None:
    reader = reader_for(encoder.model_id)
    assert reader is not None
    names = [skill.name for skill in default_taxonomy()]
    read = reader.distributions(encoder.encode(names, "need"), names)
    assert (read.argmax(axis=1) == np.arange(len(names))).mean() > 0.95
