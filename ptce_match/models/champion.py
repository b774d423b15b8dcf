"""The ranker in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_match.models.folder import models_folder
from ptce_match.models.registry import Registry
from ptce_match.ranker import MENTOR_PRIOR, Ranker

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.ranker import Weights


def mentor_weights(folder: Path | str | None = None) -> Weights:
    """Return the weights of the promoted version, those of the published prior where none was promoted.

    Raises
    ------
    ModelError
        What was promoted is damaged.
    """
    version = Registry(models_folder(folder)).champion_version()
    return MENTOR_PRIOR if version is None else version.weights


def mentor_ranker(folder: Path | str | None = None) -> Ranker:
    """Return the ranker of mentors in use; raises as `mentor_weights` does."""
    return Ranker(mentor_weights(folder))
