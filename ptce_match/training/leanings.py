"""Learning what sentences of criteria lean to, and on which projects they bear. Seconds, and no torch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ptce_match.criteria.leanings import SENSES, LeaningReader, bearing_marks, sense_marks, topic_names
from ptce_match.criteria.reading import topics_of
from ptce_match.errors import InputError
from ptce_match.lexical import sentences
from ptce_match.tables import Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.training.examples import Example

_OF_SENSES: Final = 0.5
_OF_BEARING: Final = 10.0
"""scikit-learn's ``C`` of the two logistic regressions."""
_STRANGERS: Final = 4
"""Stories of other sentences that each sentence is set against, beside its own two."""
_SEED: Final = 7
PATTERN: Final = "criteres*.jsonl"


class Roles(NamedTuple):
    """A sentence of criteria, and what it does: some of « refus », « souhait », « objet » and of what matters less here."""

    sentence: str
    roles: frozenset[str]


def read_roles(folder: Path | str) -> list[Roles]:
    """Read every sentence of the files ``criteres*.jsonl`` of a folder with its roles.

    Each line is a JSON object with ``texte`` and ``roles``, one list for each sentence (`ptce_match.lexical.sentences`).

    Raises
    ------
    InputError
        There is no such file.
    TableError
        Every fault at once: a line that is no such object, or has another number of lists than of sentences.
    """
    folder = Path(folder)
    paths = sorted(folder.glob(PATTERN))
    if not paths:
        raise InputError(f"Le dossier « {folder} » ne contient aucun fichier {PATTERN} de critères.")
    findings = Findings()
    found: list[Roles] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                record = json.loads(line)
                told = zip(sentences(record["texte"]), record["roles"], strict=True)
                found += [Roles(sentence, frozenset(roles)) for sentence, roles in told]
            except (KeyError, TypeError, ValueError):
                expected = "un objet JSON avec texte et roles, une liste par phrase"
                findings.fault(path.name, number, "", line, expected, "cette ligne ne peut pas être lue")
    findings.raise_faults(folder.name)
    return found


def learn_leanings(labelled: Sequence[Roles], examples: Sequence[Example], encoder: Encoder) -> LeaningReader:
    """Learn from labelled criteria and from sentences with projects.

    What a sentence is about is learned from held-out examples alone: the encoder has learned from the others.

    Parameters
    ----------
    labelled : sequence of Roles
    examples : sequence of Example
    """
    from sklearn.linear_model import LogisticRegression

    told = [*labelled, *(Roles(example.sentence, frozenset({example.sense})) for example in examples)]
    asked = [roles.sentence for roles in told]
    marks = sense_marks(asked, encoder.encode(asked, "profile"))
    rows = []
    for sense in SENSES:
        model = LogisticRegression(C=_OF_SENSES, max_iter=1000).fit(marks, [sense in roles.roles for roles in told])
        rows.append(np.concatenate([model.coef_[0], model.intercept_]))
    pairs, about = bearing_pairs([example for example in examples if example.held_out], encoder)
    model = LogisticRegression(C=_OF_BEARING, max_iter=1000).fit(pairs, about)
    bearing = np.concatenate([model.coef_[0], model.intercept_])
    return LeaningReader(encoder.model_id, np.stack(rows).astype(np.float32), bearing.astype(np.float32))


def figures(labelled: Sequence[Roles], examples: Sequence[Example], encoder: Encoder) -> dict[str, float]:
    """Return how well sentences are read that were not learned from, all areas under ROC curves.

    By the names of `SENSES`: of two sentences of criteria, the one with that sense is told. ``dedans``: of two stories, the one
    that a sentence is about; ``leurre``: the same where the other only seems to be. The second half of the criteria and of
    the held-out examples measures what the first half teaches.
    """
    half = len(labelled) // 2
    held_out = [example for example in examples if example.held_out]
    taught = [example for example in examples if not example.held_out] + held_out[::2]
    reader = learn_leanings(labelled[:half], taught, encoder)
    asked = [roles.sentence for roles in labelled[half:]]
    read = reader.senses_of(asked, encoder.encode(asked, "profile"))
    found = {
        sense: _area(np.array([sense in roles.roles for roles in labelled[half:]]), read[:, column])
        for column, sense in enumerate(SENSES)
    }
    marks, about = bearing_pairs(held_out[1::2], encoder)
    values = reader.bears(marks)
    # Each sentence has its own story, its decoy and the strangers, in this order.
    rows = np.arange(len(values)) % (2 + _STRANGERS)
    return {**found, "dedans": _area(about, values), "leurre": _area(about[rows < 2], values[rows < 2])}


def _area(true: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    higher = values[true][:, None] - values[~true]
    return float(((higher > 0) + 0.5 * (higher == 0)).mean())


def bearing_pairs(examples: Sequence[Example], encoder: Encoder) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the marks of sentences with stories, shape (n, 4), and whether they are about each other.

    Each sentence stands with the story that it is about, with the one that it only seems to be about, and with some of others.
    """
    stories = [story for example in examples for story in (example.inside, example.outside)]
    vectors = encoder.encode([story.told for story in stories], "need")
    asked = encoder.encode([example.sentence for example in examples], "profile")
    topics = [topics_of(story.title, story.text, story.sector) for story in stories]
    draw = np.random.default_rng(_SEED)
    marks, about = [], []
    for row, example in enumerate(examples):
        others = np.setdiff1d(np.arange(len(stories)), [2 * row, 2 * row + 1])
        strangers = draw.choice(others, size=min(_STRANGERS, len(others)), replace=False)
        named = [topic_names(example.sentence)]
        for place in [2 * row, 2 * row + 1, *strangers.tolist()]:
            marks.append(bearing_marks(vectors[place : place + 1] @ asked[row], named, topics[place])[0])
            about.append(place == 2 * row)
    return np.stack(marks), np.array(about)
