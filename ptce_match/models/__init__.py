"""Versions of the learned ranker: kept in a folder, compared, promoted and rolled back."""

from ptce_match.models.champion import mentor_ranker, mentor_weights
from ptce_match.models.folder import MODELS_VARIABLE, models_folder
from ptce_match.models.promotions import PRIOR, Promotion
from ptce_match.models.registry import Registry
from ptce_match.models.version import Evidence, Version

__all__ = [
    "MODELS_VARIABLE",
    "PRIOR",
    "Evidence",
    "Promotion",
    "Registry",
    "Version",
    "mentor_ranker",
    "mentor_weights",
    "models_folder",
]
