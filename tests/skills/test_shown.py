"""Which skills people's texts show: the clearest passage counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.index import Documents
from ptce_match.skills import SkillReader, default_taxonomy
from ptce_match.skills.evidence import WordEvidence
from tests.matcher.hashing_encoder import HashingEncoder

if TYPE_CHECKING:
    from ptce_match.encoder import CachedEncoder

TAX = "J'ai tenu la TVA d'un garage pendant dix ans : taux, franchise, déclarations."
WOOD = "Je travaille le chêne et le frêne, escaliers et tables à l'ancienne."


@pytest.fixture(scope="module")
def reader() -> SkillReader:
    encoder, taxonomy = HashingEncoder(), default_taxonomy()
    chance = np.random.default_rng(3)
    weights = chance.normal(size=(len(taxonomy), encoder.dimension)).astype(np.float32)
    evidence = WordEvidence.learn(
        [TAX, WOOD],
        [taxonomy.place["fis-tva"], taxonomy.place["pro-bois"]],
        len(taxonomy),
        shares=(0.5, 0.5),
        smoothing=(0.1, 0.1),
        least=(1, 1),
    )
    return SkillReader(taxonomy, encoder.model_id, weights, np.zeros(len(taxonomy), np.float32), evidence)


@given(texts=st.lists(st.sampled_from([TAX, WOOD, f"{TAX} {WOOD}", "Le fer. La pierre.", "", TAX]), min_size=1))
def test_it_is_the_most_that_any_passage_shows(reader: SkillReader, texts: list[str]) -> None:
    encoder = HashingEncoder()
    documents = Documents(texts, encoder)
    shown = reader.shown(documents)
    for row in range(len(documents)):
        passages = documents.passages_of(row)
        read = reader.distributions(encoder.encode(passages, "profile"), passages)
        np.testing.assert_allclose(shown[row], read.max(axis=0), atol=1e-5)


def test_a_passage_that_tells_nothing_shows_little(reader: SkillReader) -> None:
    encoder = HashingEncoder()
    vectors = encoder.encode([TAX, WOOD], "profile")
    telling = replace(reader, telling=np.concatenate([8 * (vectors[0] - vectors[1]), [0.0]]).astype(np.float32))
    tax, wood = telling.tells(vectors)
    assert tax > 0.9 > 0.1 > wood
    documents = Documents([TAX, WOOD], encoder)
    np.testing.assert_allclose(
        telling.shown(documents), reader.shown(documents) * np.array([[tax], [wood]]), rtol=1e-4, atol=1e-6
    )
    assert reader.tells(vectors).tolist() == [1.0, 1.0]


def test_a_life_of_two_trades_shows_both(small_reader: SkillReader, encoder: CachedEncoder) -> None:
    both, tax, nobody = small_reader.shown(Documents([f"{WOOD} {TAX}", TAX, ""], encoder))
    place = small_reader.taxonomy.place
    assert both[place["fis-tva"]] == tax[place["fis-tva"]] > 0.5
    assert both[place["pro-bois"]] > 0.5 > tax[place["pro-bois"]]
    assert not nobody.any()
