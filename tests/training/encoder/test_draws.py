"""What an encoder sees: batches of one size whose labels are true, the same for the same seed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ptce_match.errors import InputError
from ptce_match.skills.taxonomy import SAME, Taxonomy
from ptce_match.training.encoder.draws import NONE, draw_pairs, draw_synonyms, likeness
from ptce_match.training.encoder.esco import Concept, labels, normalised, pairs
from ptce_match.training.encoder.recipe import EncoderRecipe
from tests.training.encoder import small

if TYPE_CHECKING:
    from ptce_match.skills import Skill
    from ptce_match.training.texts import TrainingText

shares = st.floats(0.0, 0.5)


class Given(NamedTuple):
    taxonomy: Taxonomy
    texts: list[TrainingText]
    recipe: EncoderRecipe
    counts: list[tuple[int, int]]


@st.composite
def material(draw: st.DrawFn) -> Given:
    """Draw a taxonomy, texts that two skills at least have on both sides, and a recipe."""
    families = draw(st.lists(st.integers(0, 3), min_size=2, max_size=8))
    place = st.integers(0, len(families) - 1)
    taxonomy = small.taxonomy(families, draw(st.lists(st.tuples(place, place), max_size=6)))
    count = st.integers(0, 4)
    counts = [draw(st.tuples(count, count)) for _ in families]
    assume(sum(bool(needs and profiles) for needs, profiles in counts) >= 2)
    recipe = EncoderRecipe(
        steps=draw(st.integers(1, 6)),
        pairs=draw(st.integers(1, 12)),
        each=draw(st.integers(1, 3)),
        near=draw(shares),
        mixed=draw(shares),
        described=draw(shares),
        alone=draw(shares),
        silent=draw(shares),
        seed=draw(st.integers(0, 100)),
    )
    return Given(taxonomy, small.texts(counts), recipe, counts)


def told(text: str) -> tuple[str, int]:
    """Return what a made-up text says that it is, and of which skill."""
    kind, place = text.split(":")[:2]
    return kind, int(place)


CUES = {f"s{place}": tuple(f"indice:{place}:{number}" for number in range(3)) for place in range(0, 8, 2)}
KINDS = ("nom:", "mot:", "indice:", "besoin:", "profil:")


def described(text: str, skill: Skill) -> bool:
    """Tell whether a text is a description of this skill, and of no other."""
    known = {*skill.words, *CUES.get(skill.id, ())}
    return text == f"{skill.name}. {skill.definition}" or set(text.split(", ")) <= known


class TestPairs:
    @given(material())
    def test_every_batch_is_full(self, given: Given) -> None:
        assert len(draw_pairs(given.texts, given.taxonomy, given.recipe)) == given.recipe.steps * given.recipe.pairs

    @given(material())
    def test_labels_tell_the_truth(self, given: Given) -> None:
        written = {text.text for text in given.texts}
        for pair in draw_pairs(given.texts, given.taxonomy, given.recipe, CUES):
            assert 0 <= pair.skill < len(given.taxonomy)
            if pair.need in written:
                assert told(pair.need) == ("besoin", pair.skill)
            else:
                # One side is a text that somebody wrote.
                assert pair.profile in written
                assert described(pair.need, given.taxonomy.skills[pair.skill])
            assert pair.shown == pair.skill
            if pair.profile in written:
                assert (told(pair.profile), pair.also) == (("profil", pair.skill), NONE)
            elif pair.also == NONE:
                assert described(pair.profile, given.taxonomy.skills[pair.skill])
            else:
                passages = pair.profile.split(" ")
                assert set(passages) <= written
                both = [("profil", pair.skill), ("profil", pair.also)]
                assert sorted(told(passage) for passage in passages) == sorted(both)

    def test_descriptions_stand_for_needs_and_for_profiles_with_names_words_and_cues(self) -> None:
        recipe = replace(small.RECIPE, steps=100, described=1.0)
        drawn = draw_pairs(small.texts([(2, 2)] * 4), small.taxonomy(), recipe, CUES)
        found = {kind for pair in drawn for side in (pair.need, pair.profile) for kind in KINDS if kind in side}
        assert found == set(KINDS)
        assert 0.3 < np.mean([not pair.need.startswith("besoin") for pair in drawn]) < 0.6
        without = draw_pairs(small.texts([(2, 2)] * 4), small.taxonomy(), recipe)
        assert not any("indice" in pair.need + pair.profile for pair in without)

    def test_judged_passages_stand_alone_and_silent_ones_show_nothing(self) -> None:
        recipe = replace(small.RECIPE, steps=200, mixed=0.0, alone=0.4, silent=0.3)
        judged = [
            replace(text, passages=(f"dit:{text.skills[0]}", f"tait:{text.skills[0]}"), telling=frozenset({0}))
            if text.kind == "profile" and text.skills != ("s3",)
            else text
            for text in small.texts([(2, 2)] * 4)
        ]
        drawn = draw_pairs(judged, small.taxonomy(), recipe)
        silent = [pair for pair in drawn if pair.profile.startswith("tait:")]
        assert all((pair.shown, pair.also) == (NONE, NONE) for pair in silent)
        assert {pair.skill for pair in silent} == {0, 1, 2, 3}
        assert np.mean([pair.shown == NONE for pair in drawn]) == pytest.approx(0.3, abs=0.06)
        alone = [pair for pair in drawn if pair.profile.startswith("dit:")]
        assert all(pair.profile == f"dit:s{pair.skill}" and pair.shown == pair.skill for pair in alone)
        # Of the last skill no passage was judged: its profiles stay whole.
        assert {pair.skill for pair in alone} == {0, 1, 2}
        assert len(alone) / len(drawn) == pytest.approx(0.3, abs=0.06)

    @given(material())
    def test_a_batch_holds_each_skill_equally_often(self, given: Given) -> None:
        for batch in small.batches(draw_pairs(given.texts, given.taxonomy, given.recipe), given.recipe.pairs):
            counts = Counter(pair.skill for pair in batch)
            # The last one may be cut.
            assert len(set(list(counts.values())[:-1])) <= 1
            assert max(counts.values()) <= given.recipe.pairs

    @given(material())
    def test_the_same_seed_draws_the_same(self, given: Given) -> None:
        one, again = (draw_pairs(given.texts, given.taxonomy, given.recipe) for _ in range(2))
        assert one == again

    def test_another_seed_draws_others(self) -> None:
        texts, taxonomy = small.texts([(4, 4)] * 4), small.taxonomy()
        one, other = (draw_pairs(texts, taxonomy, replace(small.RECIPE, seed=seed)) for seed in (1, 2))
        assert one != other

    @given(material())
    def test_all_texts_come_before_any_returns(self, given: Given) -> None:
        recipe = replace(given.recipe, mixed=0.0, described=0.0)
        seen: dict[tuple[str, int], list[str]] = defaultdict(list)
        for pair in draw_pairs(given.texts, given.taxonomy, recipe):
            for text in (pair.need, pair.profile):
                seen[told(text)].append(text)
        for (kind, place), texts in seen.items():
            size = given.counts[place][kind == "profil"]
            for round_ in small.batches(texts, size):
                assert len(set(round_)) == len(round_)

    @given(material())
    def test_a_skill_of_one_side_only_is_left_out(self, given: Given) -> None:
        both = {place for place, (needs, profiles) in enumerate(given.counts) if needs and profiles}
        drawn = draw_pairs(given.texts, given.taxonomy, given.recipe)
        assert {pair.skill for pair in drawn} | {pair.also for pair in drawn} <= both | {NONE}

    def test_near_skills_come_together_when_they_should(self) -> None:
        # Twenty skills in pairs of neighbours; a batch holds two.
        taxonomy = small.taxonomy(range(20), [(place, place + 1) for place in range(0, 20, 2)])
        texts = small.texts([(2, 2)] * 20)

        def together(near: float) -> float:
            recipe = replace(small.RECIPE, steps=200, pairs=2, near=near)
            rows = small.batches(draw_pairs(texts, taxonomy, recipe), 2)
            return float(np.mean([taxonomy.nearness[one.skill, other.skill] > 0 for one, other in rows]))

        assert together(0.0) < 0.2
        assert 0.4 < together(0.5) < 0.7
        assert together(1.0) == 1.0

    @pytest.mark.parametrize("counts", [[], [(3, 3)], [(3, 0), (0, 3), (2, 2)]])
    def test_too_few_skills_are_told(self, counts: list[tuple[int, int]]) -> None:
        with pytest.raises(InputError, match=r"couvrent \d compétence.*au moins 2\. Ajoutez des textes\."):
            draw_pairs(small.texts(counts), small.taxonomy(), small.RECIPE)


@st.composite
def labelled(draw: st.DrawFn) -> tuple[Concept, ...]:
    """Draw concepts, of which some share a label."""
    label = st.sampled_from([f"mot {number}" for number in range(30)])
    return tuple(
        Concept(f"c{number}", "skill", (draw(label),), tuple(draw(st.lists(label, max_size=3, unique=True))))
        for number in range(draw(st.integers(0, 25)))
    )


class TestSynonyms:
    @given(labelled(), st.integers(1, 8), st.integers(1, 6), st.integers(0, 50))
    def test_no_concept_and_no_label_twice_in_a_batch(
        self, concepts: tuple[Concept, ...], size: int, steps: int, seed: int
    ) -> None:
        recipe = replace(small.RECIPE, synonyms=size, steps=steps, seed=seed)
        known = {frozenset((label, synonym)) for _, label, synonym in pairs(concepts)}
        try:
            drawn = draw_synonyms(concepts, recipe)
        except InputError:
            # Never where each has a synonym and none shares a label.
            shared = len(set(labels(concepts))) < len(labels(concepts))
            assert shared or sum(bool(concept.others) for concept in concepts) < size
            return
        assert len(drawn) == steps * size
        for batch in small.batches(drawn, size):
            words = [normalised(label) for row in batch for label in set(row)]
            assert len(set(words)) == len(words)
        assert {frozenset(row) for row in drawn} <= known

    def test_all_pairs_come_before_any_returns(self) -> None:
        drawn = draw_synonyms(small.concepts(24), replace(small.RECIPE, synonyms=4, steps=12))
        for round_ in small.batches(drawn, 24):
            assert len({frozenset(row) for row in round_}) == 24

    def test_both_directions_and_the_same_for_the_same_seed(self) -> None:
        recipe = replace(small.RECIPE, pairs=4, steps=12)
        one, again = (draw_synonyms(small.concepts(24), recipe) for _ in range(2))
        assert one == again
        assert 10 < sum(name.startswith("métier") for name, _ in one) < 38

    @pytest.mark.parametrize("count", [0, 3])
    def test_too_few_concepts_are_told(self, count: int) -> None:
        with pytest.raises(InputError, match="il faut au moins 4 concepts"):
            draw_synonyms(small.concepts(count), small.RECIPE)

    def test_concepts_that_all_share_a_label_are_too_few(self) -> None:
        alike = tuple(Concept(f"c{number}", "skill", ("le même",), (f"autre {number}",)) for number in range(9))
        with pytest.raises(InputError, match="sans libellé commun"):
            draw_synonyms(alike, small.RECIPE)


@given(material(), shares, shares)
def test_likeness_is_graded_by_the_taxonomy(given: Given, neighbour: float, family: float) -> None:
    recipe = replace(given.recipe, neighbour=neighbour, family=family)
    found = likeness(given.taxonomy, recipe)
    expected = {SAME: 1.0, 2: neighbour, 1: family, 0: 0.0}
    for place, grade in np.ndenumerate(given.taxonomy.nearness):
        assert found[place] == pytest.approx(expected[int(grade)])
