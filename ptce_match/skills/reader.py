"""Reading fine skills in a text: from its vector to a probability for each skill of the taxonomy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from scipy.special import expit

from ptce_match.arrays import read_arrays, unreadable, write_arrays
from ptce_match.errors import InputError
from ptce_match.remembered import Remembered
from ptce_match.resources import resource
from ptce_match.skills.evidence import WordEvidence
from ptce_match.skills.taxonomy import default_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ptce_match.index import Documents
    from ptce_match.skills.taxonomy import Skill, Taxonomy

_STEM: Final = "reader"
_WHAT: Final = "Le lecteur de compétences"
_KINSHIP: Final = np.array([0.0, 0.12, 0.4, 1.0], dtype=np.float32)
"""By `Taxonomy.nearness`."""
_READ: Final = 256
"""Texts whose reading is kept."""
LIKELY: Final = 0.15
"""Probability from which a skill is told as read in a text."""
_SUREST: Final = 0.99
"""Nobody but a person is certain of what a text is about."""
_TOLD: Final = 1.3
"""Temperature of the probabilities that are told (Guo et al. 2017): the reader ranks best when it is surer than it should be.
Between the best values, by expected calibration error, on texts held out from the reader and from an encoder: 1 gave
.14 and 1.5 .09 to .07."""


class Reading(NamedTuple):
    """A skill read in a text, and how sure that is (0..1)."""

    skill: Skill
    probability: float


@dataclass(frozen=True)
class SkillReader:
    """Multinomial logistic regression over the vectors of one encoder, and what the words themselves say.

    Attributes
    ----------
    taxonomy : Taxonomy
    encoder : str
        `model_id` of the encoder whose vectors it reads.
    weights : array of float32, shape (n_skills, dimension)
    intercepts : array of float32, shape (n_skills,)
    evidence : WordEvidence or None
        Added to the log-odds that the vector gives; None reads the vector alone.
    telling : array of float32, shape (dimension + 1,), or None
        Weights and intercept of a logistic regression: whether a passage tells a skill at all; None takes every one for telling.
    """

    taxonomy: Taxonomy
    encoder: str
    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    evidence: WordEvidence | None = None
    telling: NDArray[np.float32] | None = None

    @cached_property
    def _read(self) -> Remembered[NDArray[np.float32]]:
        return Remembered(_READ)

    @cached_property
    def kinship(self) -> NDArray[np.float32]:
        """How much an expert of one skill is worth for another, shape (n_skills, n_skills), 0..1."""
        return _KINSHIP[self.taxonomy.nearness]

    def distributions(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of each skill in texts and their vectors (m, dimension), shape (m, n_skills).

        Rows add up to 1; a zero vector, that of a blank text, says nothing: its row is zero.
        """
        scores = vectors @ self.weights.T + self.intercepts
        if self.evidence is not None:
            scores += self.evidence.of_texts(texts)
        highest = scores.max(axis=1, keepdims=True, initial=-np.inf)
        # A skill that was never learned is at -inf; where all are, nothing is read.
        odds = np.exp(scores - np.where(np.isfinite(highest), highest, 0.0))
        total = odds.sum(axis=1, keepdims=True)
        told = vectors.any(axis=1, keepdims=True) & (total > 0)
        found: NDArray[np.float32] = np.divide(odds, total, out=np.zeros_like(odds), where=told)
        return found

    def tells(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how likely passages tell a skill, and not an anecdote, shape (m,), 0..1, from their vectors (m, dimension)."""
        if self.telling is None:
            return np.ones(len(vectors), dtype=np.float32)
        found: NDArray[np.float32] = expit(vectors @ self.telling[:-1] + self.telling[-1])
        return found

    def shown(self, documents: Documents) -> NDArray[np.float32]:
        """Return how surely each text shows each skill, shape (n_documents, n_skills), 0..1: its clearest passage counts.

        A passage read with certainty still shows little where it hardly tells anything: « Du temps, j'en ai. »
        """
        read = self.distributions(documents.passage_vectors, list(dict.fromkeys(documents.passages)))
        read *= self.tells(documents.passage_vectors)[:, None]
        return np.maximum.reduceat(read[documents.passage_rows], documents.starts[:-1])

    def said(self, skills: Iterable[str]) -> NDArray[np.float32]:
        """Return the distribution of skills that a person named, all alike, shape (n_skills,).

        One that the taxonomy has lost since counts for nothing.
        """
        found = np.zeros(len(self.taxonomy), dtype=np.float32)
        found[[self.taxonomy.place[skill] for skill in skills if skill in self.taxonomy]] = 1.0
        total = float(found.sum())
        return found / total if total else found

    def read(self, text: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of each skill in one text, shape (n_skills,); kept for a while, as it is asked again."""
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass") + vector.tobytes(), digest_size=16).digest()
        return self._read.get(key, lambda: self.distributions(vector[None, :], [text])[0])

    def named(self, said: NDArray[np.float32]) -> list[Reading]:
        """Return the skills of a distribution that `said` gave, as certain as a person's word."""
        return [Reading(self.taxonomy.skills[place], 1.0) for place in np.flatnonzero(said).tolist()]

    def understood(self, text: str, vector: NDArray[np.float32], most: int = 3) -> list[Reading]:
        """Return the likely skills of one text, the likeliest first; the first even when it is not likely."""
        read = self.read(text, vector)
        if not read.any():
            return []
        probabilities = read ** (1.0 / _TOLD)
        probabilities /= probabilities.sum()
        order = np.argsort(-probabilities, kind="stable")[:most].tolist()
        kept = [place for rank, place in enumerate(order) if rank == 0 or probabilities[place] >= LIKELY]
        return [Reading(self.taxonomy.skills[place], min(float(probabilities[place]), _SUREST)) for place in kept]


@cache
def reader_for(encoder: str) -> SkillReader | None:
    """Return the reader that comes with the program if it was made for an encoder (its `model_id`), otherwise None."""
    try:
        folder = resource("models", "reader")
    except InputError:
        return None
    reader = load_reader(default_taxonomy(), folder)
    return reader if reader.encoder == encoder else None


def write_reader(reader: SkillReader, folder: Path, facts: dict[str, object]) -> None:
    """Write the weights and the manifest, which holds their SHA-256 and whatever `facts` tells of their making."""
    arrays: dict[str, NDArray[Any]] = {"weights": reader.weights.astype(np.float16), "intercepts": reader.intercepts}
    if reader.evidence is not None:
        arrays |= reader.evidence.as_arrays()
    if reader.telling is not None:
        arrays["telling"] = reader.telling
    skills = [skill.id for skill in reader.taxonomy]
    write_arrays(folder, _STEM, arrays, {"encoder": reader.encoder, "skills": skills, **facts})


def load_reader(taxonomy: Taxonomy, folder: Path | None = None) -> SkillReader:
    """Return the reader of a folder, by default the one that comes with the program.

    Skills that the taxonomy has gained since the reader learned are never read; those that it lost are left out.

    Raises
    ------
    ModelError
        A file is missing, altered, or not what it should be.
    """
    folder = resource("models", "reader") if folder is None else folder
    manifest, found = read_arrays(folder, _WHAT)
    try:
        skills: Sequence[str] = [str(skill) for skill in manifest["skills"]]
        encoder = str(manifest["encoder"])
        weights, intercepts = found["weights"].astype(np.float32), found["intercepts"].astype(np.float32)
        evidence = WordEvidence.from_arrays(found) if "sums" in found else None
    except (KeyError, TypeError, ValueError) as error:
        raise unreadable(folder, _WHAT, "manque ou ne peut pas être lu") from error
    telling = found.get("telling")
    widths = {len(skills), len(weights), len(intercepts), evidence.n_skills if evidence else len(skills)}
    if len(widths) != 1 or (telling is not None and telling.shape != (weights.shape[1] + 1,)):
        raise unreadable(folder, _WHAT, "ne va pas avec sa fiche")
    learned = SkillReader(taxonomy, encoder, weights, intercepts, evidence, telling)
    return learned if skills == [skill.id for skill in taxonomy] else _fitted(learned, skills)


def _fitted(learned: SkillReader, skills: Sequence[str]) -> SkillReader:
    """Return a reader for the taxonomy of today, from one that learned the skills named."""
    row_of = {skill: row for row, skill in enumerate(skills)}
    rows = [row_of.get(skill.id, -1) for skill in learned.taxonomy]
    known = np.array([row >= 0 for row in rows])
    return replace(
        learned,
        weights=np.where(known[:, None], learned.weights[rows], 0.0).astype(np.float32),
        intercepts=np.where(known, learned.intercepts[rows], -np.inf).astype(np.float32),
        evidence=None if learned.evidence is None else learned.evidence.for_skills(rows),
    )
