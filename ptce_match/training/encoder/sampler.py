"""Batches in the order in which they were drawn, as many as there are steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sentence_transformers.base.sampler import DefaultBatchSampler

if TYPE_CHECKING:
    from datasets import Dataset


@dataclass(frozen=True, slots=True)
class InOrder:
    """Makes the batches of a dataset that holds the rows of so many steps: what a batch holds was decided when it was drawn.

    An object and not a function, as a state of the training keeps it.
    """

    steps: int

    def __call__(self, dataset: Dataset, **_: Any) -> DefaultBatchSampler:
        """Return the batches, each of one size."""
        return DefaultBatchSampler(range(len(dataset)), batch_size=len(dataset) // self.steps, drop_last=True)
