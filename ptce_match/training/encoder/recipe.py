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
        Optimiser steps; each sees one batch of needs and profiles, one of synonyms and one of criteria.
    pairs : int
        Pairs of a need and a profile in a batch.
    synonyms : int
        Pairs of synonyms in a batch.
    criteria : int
        Sentences of investors in a batch, each with a project that it is about and one that it only seems to be about.
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
    alone : float
        Share (0..1) of the profiles cut to one passage that tells the skill by itself.
    silent : float
        Share (0..1) of the profiles replaced by a passage that tells nothing: it answers no need.
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
    trainings : int
        How many trainings, with the seeds from `seed` on, whose weights are averaged (Wortsman et al. 2022).
    """

    steps: int = 500
    pairs: int = 32
    synonyms: int = 64
    criteria: int = 8
    each: int = 2
    near: float = 0.5
    neighbour: float = 0.15
    family: float = 0.0
    same_side: float = 0.3
    mixed: float = 0.25
    described: float = 0.2
    alone: float = 0.2
    silent: float = 0.1
    rate: float = 1e-4
    scale: float = 20.0
    learn_words: bool = False
    max_tokens: int = 96
    by_block: tuple[int, ...] = (2, 3, 4, 5)
    seed: int = 20
    trainings: int = 2


DEFAULT: Final = EncoderRecipe()
"""The recipe of the encoder that ships."""
