"""Fine-tuning with in-batch negatives, on ESCO synonyms and on hand-written needs and profiles at once."""

from __future__ import annotations

import copy
import time
from random import Random
from typing import TYPE_CHECKING, Any

import torch
from torch.nn.functional import cross_entropy

from scripts.build_encoder.bert import Batcher, SentenceBody
from scripts.build_encoder.domain import domain_batches
from scripts.build_encoder.esco import Concept, normalised, pairs
from scripts.build_encoder.prompts import QUERY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transformers import BertModel

    from scripts.build_encoder.domain import Skill
    from scripts.build_encoder.recipes import Recipe


def finetune(
    base: BertModel,
    tokenizer: dict[str, Any],
    concepts: Sequence[Concept],
    recipe: Recipe,
    skills: Sequence[Skill] = (),
) -> BertModel:
    """Return a fine-tuned copy of the base model.

    The loss is the symmetric in-batch softmax over cosines (MultipleNegativesRankingLoss both ways, Henderson et al.
    2017), once over a batch of ESCO synonyms and once over a batch of needs and profiles.
    """
    torch.manual_seed(recipe.seed)
    draw = Random(recipe.seed)  # noqa: S311 - reproducible draws, not secrets
    model, batcher = SentenceBody(copy.deepcopy(base)), Batcher(tokenizer, recipe.max_tokens)
    learned = _learnable(model, recipe)
    optimiser = torch.optim.AdamW(learned, lr=recipe.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _ramp(step, recipe.steps))
    streams = [_batches(concepts, recipe.batch, draw)]
    if recipe.domain and skills:
        streams.append(domain_batches(skills, recipe.domain, draw))
    model.train()
    start = time.perf_counter()
    for step in range(recipe.steps):
        losses = [_contrast(model, batcher, next(stream), recipe.scale) for stream in streams]
        optimiser.zero_grad()
        torch.autograd.backward(torch.stack(losses).sum())
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        schedule.step()
        if step % 10 == 0:
            told = ", ".join(f"{loss.item():.3f}" for loss in losses)
            print(
                f"{recipe.name}: step {step}/{recipe.steps}, losses {told}, {time.perf_counter() - start:.0f} s",
                flush=True,
            )
    model.body.train(mode=False)
    return model.body


def blend(base: BertModel, tuned: BertModel, share: float) -> BertModel:
    """Return base + share x (tuned - base), tensor by tensor: a guard against forgetting (Wortsman et al., 2022)."""
    mixed = copy.deepcopy(base)
    new = tuned.state_dict()
    mixed.load_state_dict({name: torch.lerp(old, new[name], share) for name, old in base.state_dict().items()})
    mixed.train(mode=False)
    return mixed


def _contrast(model: SentenceBody, batcher: Batcher, rows: Sequence[tuple[str, str]], scale: float) -> torch.Tensor:
    left = model(*batcher([row[0] for row in rows]))
    right = model(*batcher([row[1] for row in rows]))
    scores = (left @ right.T) * scale
    right_answer = torch.arange(len(rows))
    return (cross_entropy(scores, right_answer) + cross_entropy(scores.T, right_answer)) / 2


def _batches(concepts: Sequence[Concept], size: int, draw: Random) -> Iterator[list[tuple[str, str]]]:
    """Yield batches without end; no concept and no label twice in a batch, so no negative is a synonym."""
    waiting: list[tuple[str, str, str]] = []
    while True:
        batch: list[tuple[str, str]] = []
        seen: set[str] = set()
        later = []
        while len(batch) < size:
            if not waiting:
                waiting = pairs(concepts)
                draw.shuffle(waiting)
            uri, label, synonym = waiting.pop()
            marks = {uri, normalised(label), normalised(synonym)}
            if marks & seen:
                later.append((uri, label, synonym))
                continue
            seen |= marks
            both = (QUERY + label, QUERY + synonym)
            batch.append(both if draw.random() < 0.5 else both[::-1])
        waiting = later + waiting
        yield batch


def _learnable(model: SentenceBody, recipe: Recipe) -> list[torch.nn.Parameter]:
    kept = ("embeddings.", *(f"encoder.layer.{layer}." for layer in range(recipe.frozen_layers)))
    for name, parameter in model.named_parameters():
        parameter.requires_grad = not any(part in name for part in kept)
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def _ramp(step: int, steps: int) -> float:
    warm = max(steps // 10, 1)
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(steps - warm, 1))
