"""A small real reader: four skills, learned from some of the training texts with whatever encoder a test uses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.resources import resource
from ptce_match.skills import SkillReader, default_taxonomy
from ptce_match.skills.evidence import WordEvidence
from ptce_match.training.texts import read_training_texts

if TYPE_CHECKING:
    from ptce_match.encoder import Encoder
    from ptce_match.skills import Taxonomy
    from ptce_match.training.texts import TrainingText

SKILLS: Final = ("fis-tva", "com-prospection", "cmn-graphisme", "pro-bois")
EACH: Final = 16
"""Texts of a skill to learn from, half of them needs and half profiles; the others are there to be read."""


@cache
def texts() -> tuple[tuple[TrainingText, ...], tuple[TrainingText, ...]]:
    """Return the texts of these skills to learn from, and those that a reader has not seen."""
    every = read_training_texts(resource("data", "training"), default_taxonomy())
    learned: list[TrainingText] = []
    unseen: list[TrainingText] = []
    for skill in SKILLS:
        for kind in ("need", "profile"):
            mine = [text for text in every if text.skills == (skill,) and text.kind == kind]
            learned += mine[: EACH // 2]
            unseen += mine[EACH // 2 :]
    return tuple(learned), tuple(unseen)


def fitted(encoder: Encoder, taxonomy: Taxonomy | None = None) -> SkillReader:
    """Return a reader for an encoder; it never reads any of the other skills."""
    from sklearn.linear_model import LogisticRegression

    taxonomy = taxonomy or default_taxonomy()
    learned, _ = texts()
    vectors = np.vstack([encoder.encode([text.text], text.kind) for text in learned])
    model = LogisticRegression(C=100.0, max_iter=1000).fit(vectors, [text.skills[0] for text in learned])
    weights = np.zeros((len(taxonomy), encoder.dimension), dtype=np.float32)
    intercepts = np.full(len(taxonomy), -1e4, dtype=np.float32)
    rows = [taxonomy.place[skill] for skill in model.classes_]
    weights[rows], intercepts[rows] = model.coef_, model.intercept_
    evidence = WordEvidence.learn(
        [text.text for text in learned],
        [taxonomy.place[text.skills[0]] for text in learned],
        len(taxonomy),
        shares=(0.5, 0.8),
        smoothing=(0.1, 0.1),
        least=(2, 2),
    )
    return SkillReader(taxonomy, encoder.model_id, weights, intercepts, evidence)
