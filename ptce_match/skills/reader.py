"""Reading fine skills in a text: from its vector to a probability for each skill of the taxonomy."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ptce_match.errors import ModelError
from ptce_match.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ptce_match.skills.taxonomy import Skill, Taxonomy

WEIGHTS: Final = "reader.npz"
MANIFEST: Final = "manifest.json"
LIKELY: Final = 0.15
"""Probability from which a skill is told as read in a text."""


class Reading(NamedTuple):
    """A skill read in a text, and how sure that is (0..1)."""

    skill: Skill
    probability: float


@dataclass(frozen=True)
class SkillReader:
    """Multinomial logistic regression over the vectors of one encoder.

    Attributes
    ----------
    taxonomy : Taxonomy
    encoder : str
        `model_id` of the encoder whose vectors it reads.
    weights : array of float32, shape (n_skills, dimension)
    intercepts : array of float32, shape (n_skills,)
    """

    taxonomy: Taxonomy
    encoder: str
    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]

    def distributions(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of each skill for vectors (m, dimension), shape (m, n_skills); rows add up to 1.

        A zero vector, that of a blank text, says nothing: its row is zero.
        """
        scores = vectors @ self.weights.T + self.intercepts
        scores -= scores.max(axis=1, keepdims=True, initial=0.0)
        odds = np.exp(scores)
        blank = ~vectors.any(axis=1, keepdims=True)
        return np.where(blank, 0.0, odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)

    def said(self, skills: Iterable[str]) -> NDArray[np.float32]:
        """Return the distribution of skills that a person named, all alike, shape (n_skills,)."""
        found = np.zeros(len(self.taxonomy), dtype=np.float32)
        found[[self.taxonomy.place[skill] for skill in skills]] = 1.0
        total = float(found.sum())
        return found / total if total else found

    def understood(self, vector: NDArray[np.float32], most: int = 3) -> list[Reading]:
        """Return the likely skills of one text, the likeliest first; the first even when it is not likely."""
        probabilities = self.distributions(vector[None, :])[0]
        if not probabilities.any():
            return []
        order = np.argsort(-probabilities, kind="stable")[:most].tolist()
        kept = [place for rank, place in enumerate(order) if rank == 0 or probabilities[place] >= LIKELY]
        return [Reading(self.taxonomy.skills[place], float(probabilities[place])) for place in kept]


def write_reader(reader: SkillReader, folder: Path, facts: dict[str, object]) -> None:
    """Write the weights and the manifest, which holds their SHA-256 and whatever `facts` tells of their making."""
    folder.mkdir(parents=True, exist_ok=True)
    content = io.BytesIO()
    np.savez_compressed(content, weights=reader.weights.astype(np.float16), intercepts=reader.intercepts)
    (folder / WEIGHTS).write_bytes(content.getvalue())
    manifest = {
        "encoder": reader.encoder,
        "skills": [skill.id for skill in reader.taxonomy],
        "sha256": hashlib.sha256(content.getvalue()).hexdigest(),
        **facts,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load_reader(taxonomy: Taxonomy, folder: Path | None = None) -> SkillReader:
    """Return the reader of a folder, by default the one that comes with the program.

    Skills that the taxonomy has gained since the reader learned are never read; those that it lost are left out.

    Raises
    ------
    ModelError
        A file is missing, altered, or not what it should be.
    """
    folder = resource("models", "reader") if folder is None else folder
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        content = (folder / WEIGHTS).read_bytes()
        skills: Sequence[str] = [str(skill) for skill in manifest["skills"]]
        if hashlib.sha256(content).hexdigest() != manifest["sha256"]:
            raise ModelError(_refusal(folder, "a été modifié depuis qu'il a été fait"))
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            weights, intercepts = arrays["weights"].astype(np.float32), arrays["intercepts"].astype(np.float32)
        if len(skills) != len(weights) or len(skills) != len(intercepts):
            raise ModelError(_refusal(folder, "ne va pas avec sa fiche"))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(_refusal(folder, "manque ou ne peut pas être lu")) from error
    return _fitted(taxonomy, str(manifest["encoder"]), skills, weights, intercepts)


def _fitted(
    taxonomy: Taxonomy,
    encoder: str,
    skills: Sequence[str],
    weights: NDArray[np.float32],
    intercepts: NDArray[np.float32],
) -> SkillReader:
    learned = {skill: row for row, skill in enumerate(skills)}
    rows = [learned.get(skill.id, -1) for skill in taxonomy]
    known = np.array([row >= 0 for row in rows])
    return SkillReader(
        taxonomy,
        encoder,
        np.where(known[:, None], weights[rows], 0.0).astype(np.float32),
        np.where(known, intercepts[rows], -np.inf).astype(np.float32),
    )


def _refusal(folder: Path, problem: str) -> str:
    return (
        f"Le lecteur de compétences du dossier « {folder} » {problem}. Récupérez de nouveau ce dossier, ou refaites-le "
        "avec : ptce-match train encoder"
    )
