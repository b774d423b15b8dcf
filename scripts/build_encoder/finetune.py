"""Fine-tuning with in-batch negatives on ESCO synonyms, held back by what the base model knows of ordinary sentences."""

from __future__ import annotations

import copy
import time
from random import Random
from typing import TYPE_CHECKING, Any

import torch
from torch.nn.functional import cross_entropy, kl_div, log_softmax, softmax

from scripts.build_encoder.bert import Batcher, SentenceBody, encode
from scripts.build_encoder.domain import domain_batches
from scripts.build_encoder.esco import Concept, normalised, pairs
from scripts.build_encoder.sentences import QUERY, framed_pair, ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transformers import BertModel

    from scripts.build_encoder.domain import Skill
    from scripts.build_encoder.recipes import Recipe

_KEPT_SENTENCES = 800
_KEPT_PER_STEP = 16
_KEPT_SCALE = 50.0
_CHUNK = 32


def finetune(
    base: BertModel,
    tokenizer: dict[str, Any],
    concepts: Sequence[Concept],
    recipe: Recipe,
    skills: Sequence[Skill] = (),
) -> BertModel:
    """Return a fine-tuned copy of the base model.

    The loss is the symmetric in-batch softmax over cosines (MultipleNegativesRankingLoss both ways), plus, where the
    recipe asks for it, the Kullback-Leibler divergence between the base model's and the new model's similarities
    among ordinary sentences.
    """
    torch.manual_seed(recipe.seed)
    draw = Random(recipe.seed)  # noqa: S311 - reproducible draws, not secrets
    model, batcher = SentenceBody(copy.deepcopy(base)), Batcher(tokenizer)
    keeper = _Keeper(model, batcher, concepts, recipe, draw)
    learned = _learnable(model, embeddings=recipe.embeddings)
    optimiser = torch.optim.AdamW(learned, lr=recipe.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _ramp(step, recipe.steps))
    stream = _batches(concepts, recipe, draw)
    told = domain_batches(skills, recipe.domain, draw) if recipe.domain and skills else None
    model.train()
    start = time.perf_counter()
    for step in range(recipe.steps):
        with torch.autocast("cpu", torch.bfloat16):  # twice as fast; the weights themselves stay in full precision
            loss = _contrast(model, batcher, next(stream), recipe.scale) + keeper.loss(model)
            if told is not None:
                loss = loss + _contrast(model, batcher, next(told), recipe.scale)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        schedule.step()
        if step % 20 == 0:
            print(
                f"{recipe.name}: step {step}/{recipe.steps}, loss {loss.item():.3f}, {time.perf_counter() - start:.0f} s",
                flush=True,
            )
    model.train(mode=False)
    return model.body


def blend(base: BertModel, tuned: BertModel, share: float) -> BertModel:
    """Return base + share x (tuned - base), tensor by tensor: a guard against forgetting (Wortsman et al., 2022)."""
    mixed = copy.deepcopy(base)
    new = tuned.state_dict()
    mixed.load_state_dict({name: torch.lerp(old, new[name], share) for name, old in base.state_dict().items()})
    mixed.train(mode=False)
    return mixed


class _Keeper:
    """Measures how far similarities between ordinary sentences have moved from the base model's."""

    def __init__(
        self, model: SentenceBody, batcher: Batcher, concepts: Sequence[Concept], recipe: Recipe, draw: Random
    ) -> None:
        self._batcher, self._weight, self._draw = batcher, recipe.distil, draw
        self._texts = ordinary(concepts, _KEPT_SENTENCES, draw) if recipe.distil else []
        self._targets = encode(model, batcher, self._texts).clone() if recipe.distil else torch.empty(0)

    def loss(self, model: SentenceBody) -> torch.Tensor:
        if not self._weight:
            return torch.zeros(())
        rows = self._draw.sample(range(len(self._texts)), _KEPT_PER_STEP)
        vectors = _encode_by_length(model, self._batcher, [self._texts[row] for row in rows])
        target = self._targets[rows]
        hide = torch.eye(len(rows)) * -1e4
        wanted = softmax((target @ target.T).float() * _KEPT_SCALE + hide, dim=1)
        found = log_softmax((vectors @ vectors.T).float() * _KEPT_SCALE + hide, dim=1)
        return self._weight * kl_div(found, wanted, reduction="batchmean")


def _contrast(model: SentenceBody, batcher: Batcher, rows: Sequence[tuple[str, str]], scale: float) -> torch.Tensor:
    vectors = _encode_by_length(model, batcher, [row[0] for row in rows] + [row[1] for row in rows])
    left, right = vectors[: len(rows)], vectors[len(rows) :]
    scores = (left @ right.T).float() * scale
    right_answer = torch.arange(len(rows))
    return (cross_entropy(scores, right_answer) + cross_entropy(scores.T, right_answer)) / 2


def _encode_by_length(model: SentenceBody, batcher: Batcher, texts: Sequence[str]) -> torch.Tensor:
    """Encode short texts with short ones: half of the work would be padding otherwise."""
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    chunks = [order[start : start + _CHUNK] for start in range(0, len(order), _CHUNK)]
    vectors = torch.cat([model(*batcher([texts[row] for row in chunk])) for chunk in chunks])
    return vectors[torch.tensor(order).argsort()]


def _batches(concepts: Sequence[Concept], recipe: Recipe, draw: Random) -> Iterator[list[tuple[str, str]]]:
    """Yield batches without end; no concept and no label twice in a batch, so no negative is a synonym."""
    kinds = {concept.uri: concept.kind for concept in concepts}
    waiting: list[tuple[str, str, str]] = []
    while True:
        batch: list[tuple[str, str]] = []
        seen: set[str] = set()
        later = []
        while len(batch) < recipe.batch:
            if not waiting:
                waiting = pairs(concepts)
                draw.shuffle(waiting)
            uri, label, synonym = waiting.pop()
            marks = {uri, normalised(label), normalised(synonym)}
            if marks & seen:
                later.append((uri, label, synonym))
                continue
            seen |= marks
            batch.append(_written(kinds[uri], label, synonym, recipe, draw))
        waiting = later + waiting
        yield batch


def _written(kind: str, label: str, synonym: str, recipe: Recipe, draw: Random) -> tuple[str, str]:
    if draw.random() < 0.5:
        label, synonym = synonym, label
    if draw.random() < recipe.framed:
        return framed_pair(kind, label, synonym, draw)
    return QUERY + label, QUERY + synonym


def _learnable(model: SentenceBody, *, embeddings: bool) -> list[torch.nn.Parameter]:
    for name, parameter in model.named_parameters():
        parameter.requires_grad = embeddings or "embeddings" not in name
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def _ramp(step: int, steps: int) -> float:
    warm = max(steps // 10, 1)
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(steps - warm, 1))
