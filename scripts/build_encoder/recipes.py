"""The training recipes that were tried, as frozen data: what differs between two models stands here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fine-tune. Word embeddings stay as they are.

    Attributes
    ----------
    name : str
        Name of the run, and of its folder.
    steps : int
        Optimiser steps; 0 keeps the base weights.
    batch : int
        Pairs of ESCO synonyms per step; the other pairs of the step are the negatives.
    domain : int
        Pairs of hand-written needs and profiles per step, beside the ESCO pairs; 0 for none.
    rate : float
        Peak learning rate (linear warm-up over a tenth of the steps, then linear decay).
    scale : float
        Multiplies cosines before the softmax (inverse temperature).
    frozen_layers : int
        How many of the lowest layers stay as they are.
    max_tokens : int
        Where training texts are cut.
    blend : float
        Share (0..1) of the fine-tuned weights in the final ones; the rest is the base model's.
    by_block : tuple of int
        Layers whose feed-forward output is quantised by blocks; see `export.quantise`.
    seed : int
        Seed of every random draw.
    """

    name: str
    steps: int
    batch: int = 64
    domain: int = 0
    rate: float = 2e-5
    scale: float = 20.0
    frozen_layers: int = 0
    max_tokens: int = 80
    blend: float = 1.0
    by_block: tuple[int, ...] = ()
    seed: int = 20


RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe("base", steps=0),
        Recipe("labels60", steps=60),
        Recipe("mixed100", steps=100, batch=28, domain=28, rate=5e-5, frozen_layers=4),
        Recipe("mixed180", steps=180, batch=28, domain=36, rate=8e-5, frozen_layers=4, by_block=(2, 3, 4, 5)),
    )
}
DEFAULT = "mixed180"
