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
from tests.skills.small_reader import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_match.encoder import CachedEncoder, Encoder
    from ptce_match.network import Network
    from ptce_match.skills import SkillReader

SMALL = Reference(
    ("Qui fait la paie ?", "Un four à réparer", "Trouver des clients au marché", "Un contrat de bail"),
    ("J'ai tenu la paie.", "Le fer et le bois.", "Vingt ans sur les marchés.", "Juriste. Je lis les baux.", "Le web."),
)
_words = st.sampled_from(
    ["paie", "compta", "bail", "marché", "four", "bois", "web", "contrat", "je", "ne fais pas", ".", ","]
)
profiles = st.lists(st.lists(_words, max_size=8).map(" ".join), min_size=1, max_size=6)
needs = st.lists(_words, max_size=5).map(" ".join)


def values(
    texts: Sequence[str],
    need: str,
    encoder: Encoder,
    reference: Reference = SMALL,
    reader: SkillReader | None = None,
) -> np.ndarray:
    index = ExpertiseIndex(texts, encoder, reference, reader=reader)
    return index.values(need, encoder.encode([need], "need")[0])


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "reading skills"])
def hashed_reader(request: pytest.FixtureRequest) -> SkillReader | None:
    return fitted(HashingEncoder()) if request.param else None


@settings(max_examples=60)
@given(texts=profiles, need=needs, data=st.data())
def test_the_order_of_people_does_not_matter(
    hashed_reader: SkillReader | None, texts: list[str], need: str, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(texts))))
    found = values(texts, need, HashingEncoder(), reader=hashed_reader)
    shuffled = values([texts[row] for row in order], need, HashingEncoder(), reader=hashed_reader)
    np.testing.assert_allclose(shuffled, found[order], atol=1e-4)
    assert np.all((found >= 0) & (found <= 1))


@settings(max_examples=60)
@given(texts=profiles, need=needs)
def test_equal_people_have_exactly_equal_values(hashed_reader: SkillReader | None, texts: list[str], need: str) -> None:
    found = values([texts[0], *texts, texts[0]], need, HashingEncoder(), reader=hashed_reader)
    assert found[0] == found[1] == found[-1]


@pytest.fixture(scope="module")
def index(encoder: CachedEncoder, small_reader: SkillReader) -> ExpertiseIndex:
    return ExpertiseIndex(TestSkills.TEXTS, encoder, load_reference(), reader=small_reader)


class TestSkills:
    """The channel of fine skills, read or said."""

    TEXTS = (
        "Vingt ans de déclarations de TVA pour des commerçants. J'aime la pêche.",
        "Ébéniste : le chêne, le noyer, les assemblages. J'aime la pêche.",
        "J'aime la pêche et la lecture.",
        "",
    )
    NEED = "Il nous faudrait quelqu'un qui connaisse."

    def answered(self, index: ExpertiseIndex, encoder: Encoder, *skills: str) -> np.ndarray:
        assert index.reader is not None
        vector = encoder.encode([self.NEED], "need")[0]
        return index.answer(self.NEED, vector, said=index.reader.said(skills) if skills else None)[0]

    def test_who_shows_the_skill_that_was_said_comes_first(self, index: ExpertiseIndex, encoder: CachedEncoder) -> None:
        tax, wood = self.answered(index, encoder, "fis-tva"), self.answered(index, encoder, "pro-bois")
        assert tax[0] > tax[1]
        assert wood[1] > wood[0]

    def test_a_sentence_about_it_is_enough(self, index: ExpertiseIndex, encoder: CachedEncoder) -> None:
        alone = ExpertiseIndex([self.TEXTS[0].split(".")[0] + "."], encoder, load_reference(), reader=index.reader)
        others = self.answered(index, encoder, "fis-tva")
        assert abs(self.answered(alone, encoder, "fis-tva")[0] - others[0]) < abs(others[0] - others[2])

    def test_somebody_without_a_text_shows_no_skill(self, index: ExpertiseIndex, encoder: CachedEncoder) -> None:
        found = self.answered(index, encoder, "fis-tva")
        assert found[3] == found.min()

    def test_the_rest_of_the_network_changes_nothing(self, encoder: CachedEncoder, index: ExpertiseIndex) -> None:
        apart = ExpertiseIndex(self.TEXTS[:2], encoder, load_reference(), reader=index.reader)
        both = self.answered(apart, encoder, "pro-bois")
        np.testing.assert_allclose(both, self.answered(index, encoder, "pro-bois")[:2], atol=0.02)

    def test_two_skills_share_the_need(self, index: ExpertiseIndex, encoder: CachedEncoder) -> None:
        tax, wood = self.answered(index, encoder, "fis-tva"), self.answered(index, encoder, "pro-bois")
        shared = self.answered(index, encoder, "fis-tva", "pro-bois")
        lead = [float(np.diff(np.log(found[:2] / (1 - found[:2])))[0]) for found in (tax, shared, wood)]
        assert lead == sorted(lead)
        assert lead[0] < lead[1] < lead[2]

    def test_beside_a_base_and_put_together_it_is_the_same(self, index: ExpertiseIndex, encoder: CachedEncoder) -> None:
        assert index.reader is not None
        few = ExpertiseIndex(self.TEXTS[1:3], encoder, load_reference(), base=index, reader=index.reader)
        vector, said = encoder.encode([self.NEED], "need")[0], index.reader.said(["pro-bois"])
        whole, against = index.answer(self.NEED, vector, said=said)
        beside, _ = few.answer(self.NEED, vector, against=against, said=said)
        np.testing.assert_allclose(beside, whole[1:3], atol=0.02)
        rows = [np.array([0, 3]), np.array([0, 1])]
        joined = ExpertiseIndex.joined([index, few], rows)
        fresh = ExpertiseIndex(
            [self.TEXTS[row] for row in (0, 3, 1, 2)], encoder, load_reference(), reader=index.reader
        )
        np.testing.assert_allclose(
            joined.answer(self.NEED, vector, said=said)[0], fresh.answer(self.NEED, vector, said=said)[0], atol=1e-5
        )

    def test_nobody(self, encoder: CachedEncoder, index: ExpertiseIndex) -> None:
        assert ExpertiseIndex([], encoder, load_reference(), base=index, reader=index.reader).people.size == 0
        assert values([], "la compta", encoder, load_reference(), index.reader).shape == (0,)


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
    assert found[0] < 0.05
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
