"""Whom does an investor write like?

Rules read what is said; much is only meant (« on aime arriver quand la peinture est fraîche »). A second opinion comes
from labelled criteria: those that read alike accept alike. Kernel ridge regression over the vectors of whole texts, their
stems and the type of investor gives, for each stage and form, from -1 (such investors refuse it) to 1 (they accept it).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from scipy.sparse import csr_array

from ptce_match.lexical import stem, words
from ptce_match.network import InvestorKind, Stage
from ptce_match.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder

LABELLED_FORMS: Final = ("association", "SCIC", "SCOP", "SARL", "SAS", "EURL", "SASU", "EI", "micro-entreprise", "SCI")
_TYPE: Final = 0.5
"""Length of the part that the type adds to a vector of length 1."""
_WORDS: Final = 0.6
"""Weight of the words' own likeness beside that of the vectors."""
_RIDGE: Final = 2.0
_TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Labelled:
    """Criteria whose stages and forms are known.

    Attributes
    ----------
    texts : tuple of str
    kinds : tuple of InvestorKind
    labels : array of float64, shape (n_texts, n_stages + n_forms)
        1 = accepted, -1 = refused, 0 = not spoken of; stages first, then `LABELLED_FORMS`.
    """

    texts: tuple[str, ...]
    kinds: tuple[InvestorKind, ...]
    labels: NDArray[np.float64]


Half = Literal["odd", "even", "all"]
_HALVES: Final = {"odd": slice(0, None, 2), "even": slice(1, None, 2), "all": slice(None)}


def labelled_lines(half: Half = "all") -> list[dict[str, Any]]:
    """Read the labelled criteria that come with the program; odd lines serve to build, even ones to measure."""
    lines: list[dict[str, Any]] = []
    for path in sorted(resource("data", "criteres").glob("criteres*.jsonl")):
        lines += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[_HALVES[half]]]
    return lines


@cache
def load_labelled(half: Half = "all") -> Labelled:
    """Return the labelled criteria that come with the program, or a half of them."""
    lines = labelled_lines(half)
    return Labelled(
        texts=tuple(line["texte"] for line in lines),
        kinds=tuple(InvestorKind(line["type"]) for line in lines),
        labels=np.array(
            [
                _labels(line["etapes"], tuple(map(str, Stage))) + _labels(line["formes"], LABELLED_FORMS)
                for line in lines
            ]
        ),
    )


def _labels(told: dict[str, list[str]], names: tuple[str, ...]) -> list[float]:
    return [float(name in told["oui"]) - float(name in told["non"]) for name in names]


class Likeness:
    """What criteria accept, judged by those that read alike.

    Parameters
    ----------
    texts : sequence of str
    kinds : sequence of InvestorKind
        One for each text.
    encoder : Encoder
    half : {"all", "odd", "even"}
        Which labelled criteria to learn from: all of them, but to measure.

    Attributes
    ----------
    stages : array of float64, shape (n_texts, n_stages), in 0..1
    forms : array of float64, shape (n_texts, n_forms), in 0..1
        0.5 where labelled criteria teach nothing.
    """

    def __init__(
        self, texts: Sequence[str], kinds: Sequence[InvestorKind], encoder: Encoder, half: Half = "all"
    ) -> None:
        known = load_labelled(half)
        n = len(known.texts)
        # Together, so that an encoder that keeps vectors is asked once.
        vectors = encoder.encode([*known.texts, *texts], "profile").astype(np.float64)
        types = _TYPE * _one_hot([*known.kinds, *kinds])
        kernel = vectors @ vectors[:n].T + types @ types[:n].T + _WORDS * _word_likeness([*known.texts, *texts], n)
        # Centred on what is known, as the features themselves would be.
        kernel += kernel[:n].mean() - kernel.mean(axis=1, keepdims=True) - kernel[:n].mean(axis=0)
        mean = known.labels.mean(axis=0)
        weights = np.linalg.solve(kernel[:n] + _RIDGE * np.eye(n), known.labels - mean)
        values = np.clip((kernel[n:] @ weights + mean + 1.0) / 2.0, 0.0, 1.0)
        self.stages, self.forms = values[:, : len(Stage)], values[:, len(Stage) :]


def _word_likeness(texts: Sequence[str], n_known: int) -> NDArray[np.float64]:
    """Return the cosines of TF-IDF vectors of stems with those of the first `n_known` texts, shape (n_texts, n_known)."""
    counted = [Counter(root for word in words(text) if (root := stem(word))) for text in texts]
    frequency = Counter(root for counts in counted[:n_known] for root in counts)
    column = {root: place for place, root in enumerate(frequency)}
    values, columns, starts = [], [], [0]
    for counts in counted:
        for root, count in counts.items():
            if root in column:
                values.append((1 + math.log(count)) * math.log((1 + n_known) / (1 + frequency[root])))
                columns.append(column[root])
        starts.append(len(values))
    found = csr_array((np.array(values), columns, starts), shape=(len(texts), max(len(column), 1)))
    lengths = np.sqrt(found.power(2).sum(axis=1))
    dots = (found @ found[:n_known].T).toarray()
    return np.asarray(dots / np.maximum(np.outer(lengths, lengths[:n_known]), _TINY))


def _one_hot(kinds: Sequence[InvestorKind]) -> NDArray[np.float64]:
    order = list(InvestorKind)
    found = np.zeros((len(kinds), len(order)))
    found[np.arange(len(kinds)), [order.index(kind) for kind in kinds]] = 1.0
    return found
