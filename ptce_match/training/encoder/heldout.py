"""What a model is chosen by: synonyms of ESCO concepts that training never saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from ptce_match.training.encoder.prompts import QUERY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.training.encoder.esco import Concept


class Embed(Protocol):
    """Maps texts (prompts included) to unit rows (n, dimension)."""

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode the texts."""
        ...


def measure(embed: Embed, concepts: Sequence[Concept], held_out: Sequence[Concept]) -> dict[str, float]:
    """Return mean reciprocal ranks (0..1): one right answer a query, so MRR equals MAP.

    From an alternative label of a held-out concept to its preferred label, among all concepts of its kind
    (``occupation``, ``skill``). A kind without any such label is left out.
    """
    asked = {concept.kind for concept in held_out if concept.others}
    return {kind: _synonyms(embed, kind, concepts, held_out) for kind in ("occupation", "skill") if kind in asked}


def _synonyms(embed: Embed, kind: str, concepts: Sequence[Concept], held_out: Sequence[Concept]) -> float:
    corpus = [concept for concept in concepts if concept.kind == kind]
    place = {concept.uri: row for row, concept in enumerate(corpus)}
    queries = [(place[c.uri], other) for c in held_out if c.kind == kind for other in c.others]
    documents = embed([QUERY + concept.preferred[0] for concept in corpus])
    scores = embed([QUERY + text for _, text in queries]) @ documents.T
    return reciprocal_rank(scores, np.array([row for row, _ in queries]))


def reciprocal_rank(scores: NDArray[np.float32], answers: NDArray[np.int64]) -> float:
    """Return the mean of 1 / rank of each row's right column (ties count against)."""
    right = scores[np.arange(len(answers)), answers]
    ranks = (scores >= right[:, None]).sum(axis=1)
    return float((1.0 / ranks).mean())
