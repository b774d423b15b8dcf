"""Batches in the order in which they were drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sentence_transformers.base.sampler import DefaultBatchSampler

if TYPE_CHECKING:
    from datasets import Dataset


class InOrder(DefaultBatchSampler):
    """Takes the rows of a dataset as they come: what a batch holds was decided when it was drawn."""

    def __init__(self, dataset: Dataset, batch_size: int, drop_last: bool, **_: Any) -> None:  # noqa: FBT001 - the trainer's
        super().__init__(range(len(dataset)), batch_size=batch_size, drop_last=drop_last)
