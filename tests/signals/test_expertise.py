"""How well a person's text answers a need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_match.lexical import sentences
from ptce_match.signals import ExpertiseIndex, ExpertiseWeights, Reference, load_reference
from tests.matcher.hashing_encoder import HashingEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_match.encoder import CachedEncoder, Encoder
    from ptce_match.network import Network

SMALL = Reference(
    ("Qui fait la paie ?", "Un four à réparer", "Trouver des clients au marché", "Un contrat de bail"),
    ("J'ai tenu la paie.", "Le fer et le bois.", "Vingt ans sur les marchés.", "Juriste. Je lis les baux.", "Le web."),
)
_words = st.sampled_from(
    ["paie", "compta", "bail", "marché", "four", "bois", "web", "contrat", "je", "ne fais pas", ".", ","]
)
profiles = st.lists(st.lists(_words, max_size=8).map(" ".join), min_size=1, max_size=6)
needs = st.lists(_words, max_size=5).map(" ".join)


def values(texts: Sequence[str], need: str, encoder: Encoder, reference: Reference = SMALL) -> np.ndarray:
    index = ExpertiseIndex(texts, encoder, reference)
    return index.values(need, encoder.encode([need], "need")[0])


@settings(max_examples=60)
@given(profiles, needs, st.data())
def test_the_order_of_people_does_not_matter(texts: list[str], need: str, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(texts))))
    found = values(texts, need, HashingEncoder())
    shuffled = values([texts[row] for row in order], need, HashingEncoder())
    np.testing.assert_allclose(shuffled, found[order], atol=1e-4)
    assert np.all((found >= 0) & (found <= 1))


@settings(max_examples=60)
@given(profiles, needs)
def test_equal_people_have_exactly_equal_values(texts: list[str], need: str) -> None:
    found = values([texts[0], *texts, texts[0]], need, HashingEncoder())
    assert found[0] == found[1] == found[-1]


@pytest.mark.slow
def test_a_pair_is_worth_the_same_alone_and_among_others(demo_network: Network, encoder: CachedEncoder) -> None:
    """Only the rarity of words is shared, and the reference profiles steady it."""
    texts = [mentor.profile for mentor in demo_network.mentors]
    need = demo_network.needs[0].text
    everybody = values(texts, need, encoder, load_reference())
    one = int(everybody.argmax())
    assert values([texts[one]], need, encoder, load_reference())[0] == pytest.approx(everybody[one], abs=0.1)


def test_a_blank_profile_is_worth_less_than_any_that_answers(encoder: CachedEncoder) -> None:
    texts = ["", "Comptable pendant vingt ans : bilans, paie, impôts.", "  \n", "Je ne fais pas de compta."]
    found = values(texts, "Qui tiendra notre comptabilité ?", encoder, load_reference())
    assert found[1] > found[0] == found[2]
    assert found[0] < 0.02
    assert found[3] == found[0]


@pytest.mark.parametrize("blank", ["", " \n"])
def test_a_blank_need_is_answered_by_nobody(blank: str, encoder: CachedEncoder) -> None:
    assert not values(["Comptable", "", "Menuisier"], blank, encoder, load_reference()).any()


def test_nobody(encoder: CachedEncoder) -> None:
    assert values([], "la compta", encoder, load_reference()).shape == (0,)


@pytest.mark.parametrize("candidates", [1, 5, 20])
def test_passages_of_the_best_few_are_worth_what_those_of_all_are(
    candidates: int, demo_network: Network, encoder: CachedEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = ExpertiseIndex([mentor.profile for mentor in demo_network.mentors], encoder, load_reference())
    for need in demo_network.needs[:20]:
        vector = encoder.encode([need.text], "need")[0]
        full = index.values(need.text, vector)
        with monkeypatch.context() as patch:
            patch.setattr("ptce_match.signals.expertise.PASSAGE_CANDIDATES", candidates)
            some = index.values(need.text, vector)
        same = np.isclose(some, full, atol=1e-5)
        assert same.sum() >= candidates
        if candidates == 20:
            assert same[np.argsort(-full)[:3]].all()


def test_the_weights_add_up_to_one() -> None:
    weights = ExpertiseWeights()
    assert weights.dense_whole + weights.dense_passage + weights.lexical + weights.bm25 == pytest.approx(1.0)


def test_the_sentence_that_answers_is_quoted(encoder: CachedEncoder) -> None:
    profile = "J'aime la mer. J'ai tenu la comptabilité d'un garage. Mes petits-enfants vivent à Nantes."
    index = ExpertiseIndex([profile, ""], encoder, load_reference())
    need = "Il nous faut quelqu'un pour la comptabilité"
    vector = encoder.encode([need], "need")[0]
    assert index.quote(need, vector, 0) == sentences(profile)[1]
    assert index.quote(need, vector, 1) == ""


def test_no_text_is_encoded_twice() -> None:
    encoder = HashingEncoder()
    ExpertiseIndex(["La paie. Le bois.", "La paie. Le bois."], encoder, SMALL)
    profiles_asked = encoder.asked[: -len(SMALL.needs)]
    assert profiles_asked.count("La paie. Le bois.") == 1
    assert profiles_asked.count("La paie.") == 1
