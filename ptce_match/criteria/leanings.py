"""What each sentence of criteria leans to, and whether it bears on a project, learned from labelled sentences.

Rules know the words of a refusal; this knows what refusals, wishes and objects sound like, and that « rien d'industriel »
bears on thirty thousand hens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit

from ptce_match.arrays import read_arrays, unreadable, write_arrays
from ptce_match.criteria.clauses import Stance, clauses
from ptce_match.criteria.topics import topics_in
from ptce_match.errors import InputError
from ptce_match.lexical import fold
from ptce_match.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

REFUSAL, WISH, OBJECT = range(3)
"""Columns of `LeaningReader.senses_of`."""
SENSES: Final = ("refus", "souhait", "objet")
"""Their names in data/criteres."""
_STANCES: Final = tuple(Stance)
_LENGTH: Final = 4.0
"""Length given to the vector of a sentence beside the marks that rules find in it."""
_STEM: Final = "criteria"
_WHAT: Final = ("Le lecteur de critères", "ptce-match train criteria")


@dataclass(frozen=True)
class LeaningReader:
    """Logistic regressions over the vectors of one encoder and over what the rules find.

    Attributes
    ----------
    encoder : str
        `model_id` of the encoder whose vectors it reads.
    senses : array of float32, shape (3, dimension + 7)
        Whether a sentence refuses, wishes, or names the only thing financed: weights of its vector, of the stances of its
        clauses and of « only », then the intercept.
    bearing : array of float32, shape (5,)
        Whether a sentence is about a project: weights of `bearing_marks`, then the intercept.
    """

    encoder: str
    senses: NDArray[np.float32]
    bearing: NDArray[np.float32]

    def senses_of(self, sentences: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the chances that sentences refuse, wish, name the object, shape (n, 3), 0..1; several may be likely.

        `vectors` are those of the sentences as profiles, shape (n, dimension).
        """
        marks = sense_marks(sentences, vectors)
        return np.asarray(expit(marks @ self.senses[:, :-1].T + self.senses[:, -1]), dtype=np.float64)

    def bears(self, marks: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the chances that sentences are about a project, shape (n,), from their `bearing_marks`."""
        return np.asarray(expit(marks @ self.bearing[:-1] + self.bearing[-1]), dtype=np.float64)


def sense_marks(sentences: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return what the sense of sentences is read from, shape (n, dimension + 6): vector, stances, « only »."""
    found = np.zeros((len(sentences), len(_STANCES) + 1))
    for row, sentence in enumerate(sentences):
        for clause in clauses(sentence):
            found[row, _STANCES.index(clause.stance)] = 1.0
            found[row, -1] = max(found[row, -1], float(clause.exclusive))
    return np.concatenate([_LENGTH * vectors, found], axis=1)


def topic_names(sentence: str) -> tuple[str, ...]:
    """Return the names of the topics that a sentence names."""
    return tuple(topic.name for topic in topics_in(fold(sentence)))


def bearing_marks(
    cosines: NDArray[np.float32], named: Sequence[Sequence[str]], topics: Mapping[str, float]
) -> NDArray[np.float64]:
    """Return what tells whether sentences are about a project, shape (n, 4).

    The cosine of sentence and story, tenfold; how far the story is about a topic that the sentence names; whether it names
    any; and what is named and missed.

    Parameters
    ----------
    cosines : array, shape (n,)
    named : sequence of sequence of str
        What `topic_names` gave for each sentence.
    topics : mapping of str to float
        The project's; see `project_topics`.
    """
    shared = np.array([max((topics.get(name, 0.0) for name in names), default=0.0) for names in named])
    some = np.array([float(bool(names)) for names in named])
    return np.stack([10.0 * cosines.astype(np.float64), shared, some, some * (1.0 - shared)], axis=1)


@cache
def leanings_for(encoder: str) -> LeaningReader | None:
    """Return the reader that comes with the program if it was made for an encoder (its `model_id`), otherwise None."""
    try:
        reader = load_leanings(resource("models", "criteria"))
    except InputError:
        return None
    return reader if reader.encoder == encoder else None


def write_leanings(reader: LeaningReader, folder: Path, facts: Mapping[str, object]) -> None:
    """Write the weights and their manifest."""
    arrays = {"senses": reader.senses, "bearing": reader.bearing}
    write_arrays(folder, _STEM, arrays, {"encoder": reader.encoder, **facts})


def load_leanings(folder: Path | None = None) -> LeaningReader:
    """Return the reader of a folder, by default the one that comes with the program.

    Raises
    ------
    ModelError
        A file is missing, altered, or not what it should be.
    """
    folder = resource("models", "criteria") if folder is None else folder
    manifest, found = read_arrays(folder, *_WHAT)
    try:
        reader = LeaningReader(str(manifest["encoder"]), found["senses"], found["bearing"])
    except KeyError as error:
        raise unreadable(folder, *_WHAT, "manque ou ne peut pas être lu") from error
    if reader.senses.ndim != 2 or len(reader.senses) != len(SENSES) or reader.bearing.shape != (5,):
        raise unreadable(folder, *_WHAT, "ne va pas avec sa fiche")
    return reader
