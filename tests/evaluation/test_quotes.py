"""How often the quoted sentence carries the reason, pinned, and the labels that tell.

Record again with ``python -m scripts.measure_quotes``, which also measures the pairs made of training texts (with a
reader that did not learn them); then copy the figures to docs/benchmarks.md. The pairs of the demo network, which no
model learned from, are measured here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.index import split
from ptce_match.resources import resource
from ptce_match.skills import reader_for
from scripts.draw_quotes import among_others, by_skill, held_out_texts
from scripts.draw_quotes import main as draw
from scripts.fit_quotes import Choice, fit, share, unlabelled_texts
from scripts.measure_quotes import labelled_pairs, quotes

if TYPE_CHECKING:
    from ptce_match.encoder import CachedEncoder

CARRIED = 0.750
"""Share of the pairs of the demo network."""
TOLERANCE = 0.04
"""Int8 kernels differ a little from one processor to another: two pairs of 52."""


def test_demo_pairs_are_quoted_as_well_as_recorded(encoder: CachedEncoder) -> None:
    pairs = [pair for pair in labelled_pairs() if pair.of_demo]
    found = quotes(pairs, encoder, reader_for(encoder.model_id))
    share = np.mean([pair.carried(quote) for pair, quote in zip(pairs, found, strict=True)])
    assert share == pytest.approx(CARRIED, abs=TOLERANCE)
    assert share > np.mean([pair.chance for pair in pairs]) + 0.2


def test_the_labels_stand_on_the_passages_of_today() -> None:
    """Were texts cut otherwise, the labels would have to be read again."""
    pairs = labelled_pairs()
    assert len({pair.id for pair in pairs}) == len(pairs) == 120
    for pair in pairs:
        assert list(pair.passages) == split(pair.profile)[0]
        assert all(0 <= place < len(pair.passages) for place in pair.carriers)
        assert [pair.carried(passage) for passage in pair.passages].count(True) == len(pair.carriers)
        assert not pair.carried("")


def test_there_are_enough_suggestions_in_two_halves_that_share_nothing() -> None:
    odd, even = labelled_pairs("odd"), labelled_pairs("even")
    assert sum(pair.suggested for pair in (*odd, *even)) >= 60
    assert not {pair.id for pair in odd} & {pair.id for pair in even}
    assert all(pair.suggested for pair in (*odd, *even) if pair.of_demo)


def test_labels_are_not_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    path = resource("data", "explanations", "paires.jsonl")
    before = path.read_bytes()
    assert draw([str(path)]) == 2
    assert path.read_bytes() == before
    assert "holds labels" in capsys.readouterr().err


def test_people_are_put_together_of_one_profile_and_others() -> None:
    profiles = [told[0] for told in by_skill(held_out_texts(), "profile").values()]
    made = among_others(profiles[0], profiles[1:], np.random.default_rng(1))
    assert made == among_others(profiles[0], profiles[1:], np.random.default_rng(1))
    assert made.count(profiles[0]) == 1
    assert len(set(made)) == len(made)
    assert len(made) in (4, 5)


def test_weights_are_fitted_on_texts_that_are_not_labelled() -> None:
    written = {passage for pair in labelled_pairs() for passage in pair.passages}
    texts = unlabelled_texts()
    assert len(texts) > 500
    assert not written & {passage for text in texts for passage in split(text.text)[0]}


def test_the_term_that_tells_gets_the_weight() -> None:
    generator = np.random.default_rng(3)
    choices = []
    for _ in range(80):
        terms = generator.normal(size=(5, 3))
        choices.append(Choice(terms, np.arange(5) == int(np.argmax(terms @ [0, 2, 1] + generator.gumbel(size=5)))))
    weights = fit(choices)
    assert weights[1] > weights[2] > abs(weights[0])
    assert weights[1] == pytest.approx(2, abs=0.6)
    assert share(choices, weights) > share(choices, np.array([1.0, 0, 0]))
