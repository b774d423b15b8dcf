"""Investors' sentences set against a project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.criteria import project_topics
from ptce_match.criteria.leanings import LeaningReader, leanings_for
from ptce_match.signals import LeaningIndex
from tests.matcher.hashing_encoder import DIMENSION, HashingEncoder
from tests.matcher.networks import BASE

if TYPE_CHECKING:
    from ptce_match.encoder import CachedEncoder

_chance = np.random.default_rng(4)
READER = LeaningReader(
    "hashing-1",
    _chance.normal(size=(3, DIMENSION + 7)).astype(np.float32),
    _chance.normal(size=5).astype(np.float32),
)
criteria = st.lists(
    st.lists(
        st.sampled_from(["Pas d'alcool.", "Nous aimons les fermes.", "Rien que du vélo !", "Ok."]), max_size=3
    ).map(" ".join),
    max_size=4,
)
STORY = HashingEncoder().encode(["Une brasserie à la ferme."], "need")[0]
TOPICS = {"l'alcool": 1.0}


@given(criteria)
def test_the_clearest_sentence_of_each_counts_whoever_stands_beside(texts: list[str]) -> None:
    index = LeaningIndex(texts, HashingEncoder(), READER)
    together = index.leant(STORY, TOPICS)
    for row, text in enumerate(texts):
        alone = LeaningIndex([text], HashingEncoder(), READER).leant(STORY, TOPICS)
        for one, every in zip(alone, together, strict=True):
            assert every.shape == (len(texts),)
            np.testing.assert_allclose(every[row], one[0], atol=1e-6)
            assert 0 <= every[row] <= 1
        quote = index.against(STORY, TOPICS, row)
        assert quote in text
        assert bool(quote) == bool(text)


@given(criteria)
def test_without_a_reader_nobody_leans_to_anything(texts: list[str]) -> None:
    encoder = HashingEncoder()
    index = LeaningIndex(texts, encoder, None)
    assert not np.stack(index.leant(STORY, TOPICS)).any()
    assert all(index.against(STORY, TOPICS, row) == "" for row in range(len(texts)))
    assert encoder.asked == []


def test_what_is_meant_is_read(encoder: CachedEncoder) -> None:
    refusal = "Rien d'industriel chez nous, surtout avec des bêtes. Nous nous réunissons le mardi."
    object_ = "Notre fonds n'aide que les musiciens et les compagnies de théâtre. Le café est offert."
    wish = "Ce qui nous touche, ce sont les petites fermes où l'on connaît chaque animal. Écrivez-nous."
    index = LeaningIndex([refusal, object_, wish, ""], encoder, leanings_for(encoder.model_id))

    def leant(title: str, story: str) -> dict[str, list[float]]:
        project = replace(BASE.projects[0], title=title, description=story, sector=3)
        vector = encoder.encode([f"{title}. {story}"], "need")[0]
        return {
            name: values.tolist() for name, values in index.leant(vector, project_topics(project))._asdict().items()
        }

    factory = leant("Poulailler automatisé", "Deux bâtiments de trente mille poules, sur contrat avec un abattoir.")
    flock = leant("Douze brebis", "Douze brebis que j'appelle par leur nom, et des fromages vendus à la ferme.")
    assert factory["refused"][0] > factory["refused"][2]
    assert factory["refused"][0] > flock["refused"][0]
    assert min(factory["beside"][1], flock["beside"][1]) > max(factory["beside"][2], flock["beside"][2])
    assert flock["wished"][2] > factory["wished"][2]
    assert all(values[3] == 0 for found in (factory, flock) for values in found.values())
