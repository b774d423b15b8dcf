"""How an encoder is fine-tuned, as frozen data: what differs between two models stands here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class EncoderRecipe:
    """How to fine-tune.

    Attributes
    ----------
    steps : int
        Optimiser steps; each sees one batch of needs and profiles, and one of synonyms.
    pairs : int
        Pairs of a need and a profile in a batch, and as many pairs of synonyms.
    each : int
        Pairs of each skill that a batch has; the others of its skills are the negatives.
    near : float
        Share (0..1) of the drawn skills that bring a skill of their neighbourhood or family along: the hard negatives.
    neighbour, family : float
        How much of a right answer (0..1) the text of a neighbouring skill is, and that of the same family.
    same_side : float
        Weight of needs against needs and profiles against profiles, beside needs against profiles.
    mixed : float
        Share (0..1) of the profiles that get a second passage, of another skill: people know more than one thing.
    described : float
        Share (0..1) of the pairs of which one side is replaced by the name or by cues of the skill.
    rate : float
        Peak learning rate (linear warm-up over a tenth of the steps, then linear decay).
    scale : float
        Multiplies cosines before the softmax (inverse temperature).
    learn_words : bool
        Whether the vectors of the vocabulary are learned as well.
    max_tokens : int
        Where training texts are cut.
    by_block : tuple of int
        Layers whose feed-forward output is quantised by blocks; see `export.quantise`.
    seed : int
        Seed of every random draw.
    """

    steps: int = 500
    pairs: int = 32
    each: int = 2
    near: float = 0.5
    neighbour: float = 0.15
    family: float = 0.0
    same_side: float = 0.3
    mixed: float = 0.3
    described: float = 0.2
    rate: float = 1e-4
    scale: float = 20.0
    learn_words: bool = False
    max_tokens: int = 96
    by_block: tuple[int, ...] = (2, 3, 4, 5)
    seed: int = 20


DEFAULT: Final = EncoderRecipe()
"""The recipe of the encoder that ships."""
