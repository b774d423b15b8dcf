"""Learning to read skills: from the labelled texts and the taxonomy to a `SkillReader`. Seconds, and no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.skills import SkillReader
from ptce_match.skills.evidence import WordEvidence
from ptce_match.training.cues import NO_CUES, handfuls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.skills import Taxonomy
    from ptce_match.training.texts import TrainingText


@dataclass(frozen=True, slots=True)
class ReaderRecipe:
    """How a reader is learned; chosen on texts held out from `HELD_OUT` on.

    Attributes
    ----------
    inverse_penalty : float
        scikit-learn's ``C`` of the logistic regression.
    shares, smoothing : tuple of float
    least : tuple of int
        See `WordEvidence.learn`: n-grams, then stems.
    handful : int
        How many cues make a text.
    """

    inverse_penalty: float = 2.0
    shares: tuple[float, float] = (0.5, 1.2)
    smoothing: tuple[float, float] = (0.1, 0.05)
    least: tuple[int, int] = (3, 1)
    handful: int = 3


HELD_OUT: Final = 17
"""The texts of each skill and kind from this number on (``cpt-tva-b17``...) are the validation split."""


def is_held_out(text: TrainingText) -> bool:
    """Tell whether a text belongs to the validation split, by the number at the end of its identifier."""
    digits = text.id[len(text.id.rstrip("0123456789")) :]
    return int(digits or 0) >= HELD_OUT


def learn_reader(
    texts: Sequence[TrainingText],
    taxonomy: Taxonomy,
    encoder: Encoder,
    recipe: ReaderRecipe | None = None,
    progress: Callable[[int, int], None] | None = None,
    cues: Mapping[str, Sequence[str]] = NO_CUES,
) -> SkillReader:
    """Learn to read skills.

    The names, definitions and words of the taxonomy are learned from as well, once as needs and once as profiles, so
    that a skill is known by its name. A text counts for its main skill, the first of its labels. Cues teach the words'
    evidence only: a handful of them is no sentence, and moved the vectors' part away from how people write.

    Parameters
    ----------
    cues : mapping of str to sequence of str
        What gives each skill away; see `read_cues`.
    progress : callable or None
        Told how many texts are embedded, of how many.
    """
    from sklearn.linear_model import LogisticRegression

    recipe = recipe or ReaderRecipe()
    described = [(row, text) for row, skill in enumerate(taxonomy) for text in _told(taxonomy, skill.id)]
    labels = [taxonomy.place[text.skills[0]] for text in texts]
    written = [text.text for text in texts]
    vectors = [embed(texts, encoder, progress)]
    vectors += [encoder.encode([text for _, text in described], kind) for kind in ("need", "profile")]
    of_taxonomy = [row for row, _ in described]
    model = LogisticRegression(C=recipe.inverse_penalty, max_iter=300)
    model.fit(np.concatenate(vectors), np.array(labels + of_taxonomy + of_taxonomy))
    weights = np.zeros((len(taxonomy), encoder.dimension), dtype=np.float32)
    intercepts = np.full(len(taxonomy), -np.inf, dtype=np.float32)
    weights[model.classes_], intercepts[model.classes_] = model.coef_, model.intercept_
    given_away = [(taxonomy.place[skill], text) for skill, text in handfuls(cues, recipe.handful)]
    evidence = WordEvidence.learn(
        [*written, *(text for _, text in (*described, *given_away))],
        [*labels, *of_taxonomy, *(row for row, _ in given_away)],
        len(taxonomy),
        shares=recipe.shares,
        smoothing=recipe.smoothing,
        least=recipe.least,
    )
    return SkillReader(taxonomy, encoder.model_id, weights, intercepts, evidence)


def embed(
    texts: Sequence[TrainingText], encoder: Encoder, progress: Callable[[int, int], None] | None = None
) -> NDArray[np.float32]:
    """Return the vectors of texts, each read as what it is, shape (n, dimension)."""
    found = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    done = 0
    for kind in ("need", "profile"):
        rows = [row for row, text in enumerate(texts) if text.kind == kind]
        tell = None if progress is None else _from(progress, done, len(texts))
        found[rows] = encoder.encode([texts[row].text for row in rows], kind, progress=tell)
        done += len(rows)
    return found


def _from(progress: Callable[[int, int], None], start: int, total: int) -> Callable[[int, int], None]:
    return lambda done, _: progress(start + done, total)


def _told(taxonomy: Taxonomy, id: str) -> tuple[str, str, str]:
    skill = taxonomy[id]
    return f"{skill.name}. {skill.definition}", ", ".join(skill.words), skill.name


def figures(reader: SkillReader, texts: Sequence[TrainingText], encoder: Encoder) -> dict[str, float]:
    """Return how well a reader reads labelled texts: right at once, among the first three, and mean log-loss."""
    read = reader.distributions(embed(texts, encoder), [text.text for text in texts])
    right = np.array([reader.taxonomy.place[text.skills[0]] for text in texts])
    ranked = np.argsort(-read, axis=1, kind="stable")
    needs = np.array([text.kind == "need" for text in texts])
    first = ranked[:, 0] == right
    return {
        "needs": float(first[needs].mean()),
        "profiles": float(first[~needs].mean()),
        "top3": float((ranked[:, :3] == right[:, None]).any(axis=1).mean()),
        "log_loss": float(-np.log(read[np.arange(len(right)), right] + 1e-9).mean()),
    }
