"""What words say about skills."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.skills.evidence import STEM, WordEvidence, features_of

TEXTS = ["La TVA et la franchise en base", "Déclarer la TVA", "Un logo et une affiche", "Dessiner le logo du marché"]
SKILLS = [0, 0, 1, 1]
WORDS = st.sampled_from("tva franchise logo affiche declarer marche chevre et la".split())  # noqa: SIM905
WRITTEN = st.lists(WORDS, max_size=12).map(" ".join)


def learned(least: int = 1, n_skills: int = 3) -> WordEvidence:
    return WordEvidence.learn(TEXTS, SKILLS, n_skills, shares=(0.5, 0.8), smoothing=(0.1, 0.1), least=(least, least))


def test_a_word_speaks_for_the_skill_that_it_was_seen_with() -> None:
    tva, logo = learned().of_texts(["la TVA", "le logo"])
    assert tva.argmax() == 0
    assert logo.argmax() == 1


def test_a_misspelt_word_still_speaks() -> None:
    assert learned().of_texts(["francise"])[0].argmax() == 0


def test_words_that_were_never_seen_say_nothing() -> None:
    assert not learned().of_texts(["xyz", "", "!?"]).any()


def test_a_stem_is_no_character_gram() -> None:
    features = features_of("franchises")
    assert STEM + "franchis" in features
    assert sum(name.startswith(STEM) for name in features) == 1
    assert not any(name.startswith(STEM) for name in features_of("la"))


def test_rare_features_are_left_out() -> None:
    assert len(learned(2).features) < len(learned(1).features)
    assert STEM + "tva" in learned(2).features
    assert STEM + "affich" not in learned(2).features


@given(st.lists(WRITTEN, max_size=5))
def test_a_text_says_the_same_alone_and_among_others(texts: list[str]) -> None:
    evidence = learned()
    together = evidence.of_texts(texts)
    for row, text in enumerate(texts):
        np.testing.assert_allclose(together[row], evidence.of_texts([text])[0], atol=1e-5)


@given(WRITTEN)
def test_saying_it_all_twice_makes_nobody_surer_than_the_root_of_two(text: str) -> None:
    once, twice = learned().of_texts([text, f"{text} {text}"])
    np.testing.assert_allclose(twice, np.sqrt(2) * once, atol=1e-4)


def test_what_is_written_reads_the_same() -> None:
    evidence = learned()
    again = WordEvidence.from_arrays(evidence.as_arrays())
    assert again.features == evidence.features
    np.testing.assert_allclose(again.of_texts(TEXTS), evidence.of_texts(TEXTS), atol=0.02)


def test_arrays_that_do_not_fit_are_refused() -> None:
    arrays = learned().as_arrays()
    with pytest.raises(ValueError, match="rarity"):
        WordEvidence.from_arrays(arrays | {"rarity": arrays["rarity"][:-1]})


def test_skills_in_another_order_say_the_same() -> None:
    evidence = learned()
    np.testing.assert_allclose(
        evidence.for_skills([1, 0, 2]).of_texts(TEXTS), evidence.of_texts(TEXTS)[:, [1, 0, 2]], atol=1e-3
    )
