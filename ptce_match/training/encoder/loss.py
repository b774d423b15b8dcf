"""The loss: what is the same stands near, what is close stands less far than what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from ptce_match.training.encoder.draws import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sentence_transformers import SentenceTransformer

_LEAST = 1e-6


class GradedContrast(nn.Module):
    """Soft in-batch contrast between needs and profiles, both ways.

    For each need, the softmax over its cosines with all profiles of the batch is compared (cross-entropy) with a target
    that spreads over them by the nearness of their skills, and the other way round. With targets of 0 and 1 it is the
    symmetric InfoNCE loss (Henderson et al. 2017; Radford et al. 2021) that sentence-transformers calls
    MultipleNegativesSymmetricRankingLoss; the soft targets are those of supervised contrast (Khosla et al. 2020), graded.

    Parameters
    ----------
    model : SentenceTransformer
    likeness : Tensor, shape (n_skills, n_skills), or None
        0..1; without it each text answers its own partner only.
    scale : float
        Multiplies cosines (inverse temperature).
    same_side : float
        Weight of needs against needs, and of profiles of one passage against each other.
    """

    def __init__(
        self, model: SentenceTransformer, likeness: torch.Tensor | None, scale: float, same_side: float = 0.0
    ) -> None:
        super().__init__()
        self.model = model
        self.likeness = likeness
        self.scale, self.same_side = scale, same_side

    def forward(
        self, sentence_features: Iterable[dict[str, torch.Tensor]], labels: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return the loss of a batch; `labels` are (need's skill, profile's skill, its other skill), shape (n, 3).

        A profile whose skills are `NONE` answers no need.
        """
        vectors = [self.model(features)["sentence_embedding"] for features in sentence_features]
        # Cosines times twenty lose too much in half precision.
        with torch.autocast("cpu", enabled=False):
            left, right = (nn.functional.normalize(rows.float(), dim=-1) for rows in vectors)
            if self.likeness is None or labels is None:
                return self._both_ways(left, right, torch.eye(len(left)))
            skills, shown, also = labels.T
            direct, other = (
                self.likeness[skills][:, column.clamp(min=0)] * (column != NONE) for column in (shown, also)
            )
            loss = self._both_ways(left, right, torch.maximum(direct, other))
            if self.same_side:
                single = (also == NONE) & (shown != NONE)
                beside = self._apart(left, skills) + self._apart(right[single], shown[single])
                loss = loss + self.same_side * beside / 2
            return loss

    def _both_ways(self, left: torch.Tensor, right: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        scores = left @ right.T * self.scale
        return (_soft(scores, target) + _soft(scores.T, target.T)) / 2

    def _apart(self, vectors: torch.Tensor, skills: torch.Tensor) -> torch.Tensor:
        """Contrast texts with the others of their side; none with itself."""
        if self.likeness is None or len(vectors) < 2:
            return vectors.new_zeros(())
        itself = torch.eye(len(vectors), dtype=torch.bool)
        scores = (vectors @ vectors.T * self.scale).masked_fill(itself, -1e4)
        return _soft(scores, self.likeness[skills][:, skills].masked_fill(itself, 0.0))


class ContrastWithDecoys(nn.Module):
    """Symmetric InfoNCE between sentences and the stories that they are about, with decoys among the stories.

    Every sentence is set against its story, those of the others and all decoys; every story against all sentences. It is
    sentence-transformers' MultipleNegativesSymmetricRankingLoss with hard negatives, in full precision.

    Parameters
    ----------
    model : SentenceTransformer
    scale : float
        Multiplies cosines (inverse temperature).
    """

    def __init__(self, model: SentenceTransformer, scale: float) -> None:
        super().__init__()
        self.model = model
        self.scale = scale

    def forward(
        self, sentence_features: Iterable[dict[str, torch.Tensor]], labels: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return the loss of a batch of (sentence, story, decoy)."""
        del labels
        vectors = [self.model(features)["sentence_embedding"] for features in sentence_features]
        with torch.autocast("cpu", enabled=False):
            sentences, stories, decoys = (nn.functional.normalize(rows.float(), dim=-1) for rows in vectors)
            right = torch.arange(len(sentences))
            forwards = sentences @ torch.cat([stories, decoys]).T * self.scale
            backwards = stories @ sentences.T * self.scale
            return (nn.functional.cross_entropy(forwards, right) + nn.functional.cross_entropy(backwards, right)) / 2


def _soft(scores: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Return the mean cross-entropy of rows of scores against rows of shares; a row without a right answer counts 0."""
    shares = target / target.sum(dim=1, keepdim=True).clamp(min=_LEAST)
    return -(shares * nn.functional.log_softmax(scores, dim=1)).sum(dim=1).mean()
