"""Learning to read skills: from the labelled texts and the taxonomy to a `SkillReader`. Seconds, and no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    """How a reader is learned; chosen on held-out texts.

    Attributes
    ----------
    inverse_penalty : float
        scikit-learn's ``C`` of the logistic regression.
    shares, smoothing : tuple of float
    least : tuple of int
        See `WordEvidence.learn`: n-grams, then stems.
    handful : int
        How many cues make a text.
    of_passages : float
        ``C`` of the logistic regression that tells which passages tell something.
    """

    inverse_penalty: float = 2.0
    shares: tuple[float, float] = (0.5, 1.2)
    smoothing: tuple[float, float] = (0.1, 0.05)
    least: tuple[int, int] = (3, 1)
    handful: int = 3
    of_passages: float = 3.0


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
    evidence only: a handful of them is no sentence, and moved the vectors' part away from how people write. Passages that somebody
    judged teach which tell something.

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
    telling = _telling(texts, encoder, recipe.of_passages)
    return SkillReader(taxonomy, encoder.model_id, weights, intercepts, evidence, telling)


def _telling(texts: Sequence[TrainingText], encoder: Encoder, inverse_penalty: float) -> NDArray[np.float32] | None:
    """Return weights and intercept of what tells telling passages from others; None where nobody judged any."""
    from sklearn.linear_model import LogisticRegression

    judged = [passage for text in texts for passage in text.taught]
    told = np.array([tells for _, tells in judged], dtype=bool)
    if told.all() or not told.any():
        return None
    model = LogisticRegression(C=inverse_penalty, max_iter=300)
    model.fit(encoder.encode([passage for passage, _ in judged], "profile"), told)
    return np.concatenate([model.coef_[0], model.intercept_]).astype(np.float32)


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
    """Return how well a reader reads labelled texts: right at once, among the first three, and mean log-loss.

    ``passages`` is how often, of one judged passage that tells its skill and one that tells nothing, the reader puts the
    former higher (area under the ROC curve); it stands there where some of both were judged.
    """
    read = reader.distributions(embed(texts, encoder), [text.text for text in texts])
    right = np.array([reader.taxonomy.place[text.skills[0]] for text in texts])
    ranked = np.argsort(-read, axis=1, kind="stable")
    needs = np.array([text.kind == "need" for text in texts])
    first = ranked[:, 0] == right
    found = {
        "needs": float(first[needs].mean()),
        "profiles": float(first[~needs].mean()),
        "top3": float((ranked[:, :3] == right[:, None]).any(axis=1).mean()),
        "log_loss": float(-np.log(read[np.arange(len(right)), right] + 1e-9).mean()),
    }
    judged = [(passage, place in text.telling) for text in texts for place, passage in enumerate(text.passages)]
    told = np.array([tells for _, tells in judged], dtype=bool)
    if told.any() and not told.all():
        values = reader.tells(encoder.encode([passage for passage, _ in judged], "profile"))
        higher = values[told][:, None] - values[~told]
        found["passages"] = float(((higher > 0) + 0.5 * (higher == 0)).mean())
    return found
