"""Texts and vectors, indexed for search."""

from ptce_match.index.documents import Documents, split
from ptce_match.index.vectors import ExactIndex, VectorIndex, best_rows

__all__ = ["Documents", "ExactIndex", "VectorIndex", "best_rows", "split"]
