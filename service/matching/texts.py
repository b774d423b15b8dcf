"""Which texts of an entry the engine reads, and their vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ptce_match.index import Documents, split
from ptce_match.signals import load_funding_reference, load_reference
from ptce_match.signals.refusal import refused_things, without_negation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder

ENTRIES: Final = ("mentor", "need", "project", "investor", "partner")
"""The kinds of entries that have texts."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What one mentor's profile became: the whole first, then its passages, rows of unit length."""

    mentor_id: str
    vectors: NDArray[np.float32]


def written(kind: str, entity: Any) -> list[str]:
    """Return what the engine reads of an entry, as wholes; it cuts those of people into passages itself."""
    if kind == "mentor":
        return [entity.profile, ", ".join(entity.tags), *map(without_negation, refused_things(entity))]
    if kind == "need":
        return [entity.text]
    if kind == "project":
        return [f"{entity.title}. {entity.description}"]
    return [entity.criteria if kind == "investor" else entity.offer]


def parts(kind: str, entity: Any) -> set[str]:
    """Return every text of an entry that has a vector: wholes, and the passages that they are cut into."""
    texts = written(kind, entity)
    if kind in ("need", "project"):
        return set(texts)
    cut = [split(text)[0] for text in texts]
    return {*(" ".join(kept) for kept in cut), *(passage for kept in cut for passage in kept)} - {""}


def embedded(encoder: Encoder, found: Mapping[tuple[str, str], Any]) -> list[Embedded]:
    """Make the encoder keep the vectors of all texts of these entries, and return those of the mentors' profiles."""
    asked = [
        text for (kind, _), entity in found.items() if kind in ("need", "project") for text in written(kind, entity)
    ]
    encoder.encode(asked, "need")
    offered = {
        entry: written(entry[0], entity) for entry, entity in found.items() if entry[0] not in ("need", "project")
    }
    documents = Documents([text for texts in offered.values() for text in texts], encoder)
    made, row = [], 0
    for (kind, key), texts in offered.items():
        if kind == "mentor":
            owned = documents.passage_rows[documents.starts[row] : documents.starts[row + 1]]
            whole = documents.whole_index.vectors[documents.whole_rows[row]]
            made.append(Embedded(key, np.vstack([whole, documents.passage_vectors[owned]])))
        row += len(texts)
    return made


def reference(encoder: Encoder) -> None:
    """Make the encoder keep the vectors of the reference populations; the first need last, so that it stands for all."""
    for population in (load_funding_reference(), load_reference()):
        Documents(population.profiles, encoder)
        encoder.encode(population.needs[::-1], "need")
