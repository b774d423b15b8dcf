"""Fit the weights by which a passage is chosen to be quoted (`ptce_match.signals.quoting`).

usage: python -m scripts.fit_quotes

People are put together from held-out training texts that stand in no pair of data/explanations, as
`scripts.draw_quotes` does: each need with one profile of its skill among three or four others. The passages of that profile
that somebody judged to tell the skill are right. A conditional logit gives each passage its chance to be right.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, logsumexp

from ptce_match.encoder import default_encoder
from ptce_match.index import split
from ptce_match.signals.quoting import WEIGHTS, WEIGHTS_ALONE, Quotable
from scripts.draw_quotes import among_others, by_skill, held_out_texts
from scripts.measure_quotes import labelled_pairs, reader_without_held_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.skills import SkillReader
    from ptce_match.training.texts import TrainingText

SEED: Final = 5
PENALTY: Final = 1e-4
"""Of the squared weights, beside the mean log-loss of a choice: just enough to keep them finite."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One need and one person: what speaks for each passage, shape (n_passages, n_terms), and which are right."""

    terms: NDArray[np.float64]
    right: NDArray[np.bool_]


def unlabelled_texts() -> list[TrainingText]:
    """Return the held-out texts of which nothing stands in a labelled pair, of several passages only if they were judged."""
    pairs = labelled_pairs()
    shown = {passage for pair in pairs for passage in pair.passages} | {pair.need for pair in pairs}
    texts = [(text, split(text.text)[0]) for text in held_out_texts()]
    return [
        text
        for text, passages in texts
        if text.text not in shown
        and not shown & set(passages)
        and (text.kind == "need" or text.passages or len(passages) == 1)
    ]


def choices(texts: Sequence[TrainingText], encoder: Encoder, reader: SkillReader | None) -> list[Choice]:
    """Put a person together for each need, and return what speaks for their passages."""
    generator = np.random.default_rng(SEED)
    needs, profiles = by_skill(texts, "need"), by_skill(texts, "profile")
    found = []
    for skill in sorted(set(needs) & set(profiles)):
        others = [text for other, told in profiles.items() if other != skill for text in told]
        for need in needs[skill]:
            right = profiles[skill][int(generator.integers(len(profiles[skill])))]
            cut = [
                (passage, text is right and (place in text.telling or not text.passages))
                for text in among_others(right, others, generator)
                for place, passage in enumerate(split(text.text)[0])
            ]
            if not any(tells for _, tells in cut):
                continue
            passages = [passage for passage, _ in cut]
            vectors, vector = encoder.encode(passages, "profile"), encoder.encode([need.text], "need")
            wanted = None if reader is None else reader.distributions(vector, [need.text])[0]
            terms = Quotable.of(passages, vectors, reader).terms(vectors @ vector[0], wanted)
            found.append(Choice(terms, np.array([tells for _, tells in cut])))
    return found


def fit(learned: Sequence[Choice]) -> NDArray[np.float64]:
    """Return the weights that make right passages likeliest, shape (n_terms,)."""

    def loss(weights: NDArray[np.float64]) -> float:
        told = [-logsumexp(log_softmax(choice.terms @ weights)[choice.right]) for choice in learned]
        return float(np.mean(told) + PENALTY * (weights @ weights))

    found: NDArray[np.float64] = minimize(loss, np.zeros(learned[0].terms.shape[1])).x
    return found


def share(measured: Sequence[Choice], weights: NDArray[np.float64]) -> float:
    """Return how often the passage that the weights choose is right, in 0..1."""
    return float(np.mean([choice.right[int(np.argmax(choice.terms @ weights))] for choice in measured]))


def main() -> int:
    """Print the weights, in the proportion of the published ones, and how often they are right on the other half."""
    encoder, texts = default_encoder(), unlabelled_texts()
    reader = reader_without_held_out(encoder)
    print(
        "| terms | fitted: nearness, length, skills, telling | published | right on the half not learned from | published |"
    )
    print("|---|---|---|---|---|")
    for name, given, published in (("with skills", reader, WEIGHTS), ("without", None, WEIGHTS_ALONE)):
        found = choices(texts, encoder, given)
        halves = found[0::2], found[1::2]
        crossed = np.mean([share(halves[1], fit(halves[0])), share(halves[0], fit(halves[1]))])
        weights = fit(found)
        told = ", ".join(f"{weight * published[0] / weights[0]:.2f}" for weight in weights)
        kept = ", ".join(map(str, published))
        print(f"| {name} | {told} | {kept} | {crossed:.3f} | {share(found, np.array(published)):.3f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
