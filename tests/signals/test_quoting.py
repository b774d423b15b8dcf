"""Which passage of a person is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_match.index import split
from ptce_match.signals import ExpertiseIndex, Reference
from ptce_match.signals.quoting import Quotable, unit_rows
from tests.matcher.hashing_encoder import HashingEncoder
from tests.skills.small_reader import fitted

if TYPE_CHECKING:
    from ptce_match.encoder import CachedEncoder
    from ptce_match.skills import SkillReader

SMALL = Reference(("Qui fait la paie ?", "Un four à réparer"), ("J'ai tenu la paie.", "Le fer et le bois."))
_words = st.sampled_from(["paie", "bail", "TVA", "four", "bois", "je", "ne fais pas de", ".", ",", "\n"])
texts = st.lists(st.lists(_words, max_size=12).map(" ".join), min_size=1, max_size=4)
needs = st.lists(_words, max_size=5).map(" ".join)


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "reading skills"])
def reader(request: pytest.FixtureRequest) -> SkillReader | None:
    return fitted(HashingEncoder()) if request.param else None


def quotes(index: ExpertiseIndex, need: str) -> list[str]:
    vector = HashingEncoder().encode([need], "need")[0]
    return [index.quote(need, vector, row) for row in range(len(index))]


@settings(max_examples=80)
@given(texts=texts, need=needs)
def test_a_passage_of_that_very_person_is_quoted_and_never_a_refusal(
    reader: SkillReader | None, texts: list[str], need: str
) -> None:
    index = ExpertiseIndex(texts, HashingEncoder(), SMALL, reader=reader)
    for text, quote in zip(texts, quotes(index, need), strict=True):
        kept, refused = split(text)
        assert quote in (kept or [""])
        assert quote in text
        assert quote not in set(refused) - set(kept)


@settings(max_examples=60)
@given(texts=texts, other=texts, need=needs)
def test_the_rest_of_the_network_changes_no_quote(
    reader: SkillReader | None, texts: list[str], other: list[str], need: str
) -> None:
    encoder = HashingEncoder()
    one, two = (ExpertiseIndex(some, encoder, SMALL, reader=reader) for some in (texts, other))
    beside = ExpertiseIndex(other, encoder, SMALL, base=one, reader=reader)
    rows = [np.arange(len(texts)), np.arange(len(other))]
    joined = ExpertiseIndex.joined([one, two], rows)
    assert quotes(joined, need) == [*quotes(one, need), *quotes(two, need)]
    assert quotes(beside, need) == quotes(two, need)
    assert quotes(one, need) == quotes(one, need)


def quotable(*passages: str, skills: list[list[float]] | None = None, tells: list[float] | None = None) -> Quotable:
    length = np.log1p([float(len(passage)) for passage in passages])
    if skills is None:
        return Quotable(passages, length, None)
    told = np.ones(len(passages), np.float32) if tells is None else np.array(tells, np.float32)
    return Quotable(passages, length, unit_rows(np.array(skills, np.float32)), told)


cosines = st.lists(st.floats(-1, 1, width=32), min_size=3, max_size=3).map(lambda drawn: np.array(drawn, np.float32))
shares = st.lists(st.floats(0, 1, width=32), min_size=2, max_size=2)


@given(
    cosines=cosines,
    skills=st.lists(shares, min_size=3, max_size=3),
    tells=st.lists(st.floats(0, 1, width=32), min_size=3, max_size=3),
    wanted=shares,
)
def test_any_numbers_give_one_of_the_passages(
    cosines: np.ndarray, skills: list[list[float]], tells: list[float], wanted: list[float]
) -> None:
    person = quotable("a", "bb", "ccc", skills=skills, tells=tells)
    terms = person.terms(cosines, np.array(wanted, np.float32))
    assert terms.shape == (3, 4)
    assert np.isfinite(terms).all()
    assert person.best(cosines, np.array(wanted, np.float32)) in person.passages


@given(cosines=cosines, place=st.integers(0, 2), skills=st.lists(shares, min_size=3, max_size=3))
def test_a_passage_that_was_best_stays_so_when_it_comes_nearer(
    cosines: np.ndarray, place: int, skills: list[list[float]]
) -> None:
    person, wanted = quotable("a", "bb", "ccc", skills=skills), np.array([1, 0], np.float32)
    before = person.best(cosines, wanted)
    cosines[place] += 0.1
    assert person.best(cosines, wanted) in (before, person.passages[place])


def test_of_passages_as_near_the_one_about_the_skill_is_quoted() -> None:
    near = np.full(3, 0.4, np.float32)
    person = quotable("une", "une", "une", skills=[[0.5, 0.5], [0.1, 0.9], [0.0, 0.0]])
    terms = person.terms(near, np.array([0, 1], np.float32))
    assert terms[1, 2] > terms[0, 2] > terms[2, 2]


def test_of_passages_as_near_the_one_that_says_more_is_quoted() -> None:
    near = np.full(2, 0.4, np.float32)
    assert (
        quotable("court", "plus long", skills=[[1, 0], [1, 0]]).best(near, np.array([1, 0], np.float32)) == "plus long"
    )
    assert quotable("court", "plus long").best(near, None) == "plus long"
    assert quotable("un", "un").best(near, None) == "un"


def test_of_passages_as_near_the_one_that_tells_something_is_quoted() -> None:
    near = np.full(2, 0.4, np.float32)
    person = quotable("une", "une autre", skills=[[1, 0], [1, 0]], tells=[0.9, 0.1])
    assert person.best(near, np.array([1, 0], np.float32)) == "une"


def test_what_a_person_said_the_need_is_about_decides(encoder: CachedEncoder, small_reader: SkillReader) -> None:
    profile = "J'ai fait les déclarations de TVA de trois commerces. Le chêne et le noyer, ébéniste pendant dix ans."
    index = ExpertiseIndex([profile], encoder, SMALL, reader=small_reader)
    need = "Il nous faudrait quelqu'un qui connaisse."
    vector = encoder.encode([need], "need")[0]
    assert "TVA" in index.quote(need, vector, 0, small_reader.said(["fis-tva"]))
    assert "noyer" in index.quote(need, vector, 0, small_reader.said(["pro-bois"]))


def test_zero_rows_stay_zero() -> None:
    np.testing.assert_array_equal(
        unit_rows(np.array([[0, 0], [3, 4]], np.float32)), np.array([[0, 0], [0.6, 0.8]], np.float32)
    )
