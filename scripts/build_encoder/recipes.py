"""The training recipes that were tried, as frozen data: what differs between two models stands here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fine-tune.

    Attributes
    ----------
    name : str
        Name of the run, and of its folder.
    steps : int
        Optimiser steps; 0 keeps the base weights.
    batch : int
        Pairs per step; the other pairs of the step are the negatives.
    rate : float
        Peak learning rate (linear warm-up over a tenth of the steps, then linear decay).
    scale : float
        Multiplies cosines before the softmax (inverse temperature).
    framed : float
        Share (0..1) of pairs in which labels are put into sentences as people say them.
    distil : float
        Weight of the loss that keeps similarities between ordinary sentences as the base model has them.
    embeddings : bool
        Whether word embeddings learn too.
    domain : int
        Pairs of hand-written needs and profiles per step, beside the ESCO pairs; 0 for none.
    blend : float
        Share (0..1) of the fine-tuned weights in the final ones; the rest is the base model's.
    seed : int
        Seed of every random draw.
    """

    name: str
    steps: int
    batch: int = 64
    rate: float = 2e-5
    scale: float = 20.0
    framed: float = 0.0
    distil: float = 0.0
    embeddings: bool = False
    domain: int = 0
    blend: float = 1.0
    seed: int = 20


RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe("base", steps=0),
        Recipe("labels60", steps=60),
        Recipe("labels120", steps=120),
        Recipe("framed120", steps=120, framed=0.5, distil=1.0),
        Recipe("domain120", steps=120, batch=32, domain=40, rate=4e-5),
    )
}
DEFAULT = "domain120"
