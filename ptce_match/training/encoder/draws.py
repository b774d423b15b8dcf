"""What an encoder sees, in which order: every batch is drawn beforehand, so that a stopped training resumes exactly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from ptce_match.errors import InputError
from ptce_match.skills.taxonomy import SAME
from ptce_match.training.cues import NO_CUES
from ptce_match.training.encoder.esco import normalised, pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ptce_match.skills import Skill, Taxonomy
    from ptce_match.training.encoder.esco import Concept
    from ptce_match.training.encoder.recipe import EncoderRecipe
    from ptce_match.training.texts import TrainingText

Card = TypeVar("Card")

_WORDS = 4
"""How many words of a skill are told at most in the place of a text."""
_PROFILES, _NAMED = 0.6, 0.3
"""Shares of the descriptions that stand for a profile, and that are the name and the definition."""
LEAST_SKILLS = 2
NONE = -1
"""In the place of a second skill, where a profile shows one only."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A need, and a profile that answers it.

    Attributes
    ----------
    need, profile : str
        Without prompts.
    skill : int
        Place in the taxonomy of what the need asks for and of what the profile shows.
    also : int
        Place of the other skill that the profile shows, or `NONE`.
    """

    need: str
    profile: str
    skill: int
    also: int = NONE


class _Deck(Generic[Card]):
    """Gives its cards in random order, all of them before any comes again."""

    def __init__(self, cards: Sequence[Card], draw: Random) -> None:
        self._cards, self._draw = cards, draw
        self._left: list[Card] = []

    def deal(self) -> Card:
        if not self._left:
            self._left = self._draw.sample(self._cards, len(self._cards))
        return self._left.pop()


def draw_pairs(
    texts: Sequence[TrainingText],
    taxonomy: Taxonomy,
    recipe: EncoderRecipe,
    cues: Mapping[str, Sequence[str]] = NO_CUES,
) -> list[Pair]:
    """Return the pairs of every step, `recipe.pairs` a step.

    Skills come in random order, each as often as the others; some bring a near one along, so that a batch holds what
    is easily mistaken. A skill without both a need and a profile is left out. Where a text is replaced by a description,
    it is the profile or the need, by turns of chance, so that what gives a skill away is near both.

    Raises
    ------
    InputError
        Fewer than two skills have both.
    """
    draw = Random(recipe.seed)  # noqa: S311 - reproducible draws, not secrets
    written: dict[tuple[int, str], list[str]] = defaultdict(list)
    for text in texts:
        written[taxonomy.place[text.skills[0]], text.kind].append(text.text)
    known = [place for place in range(len(taxonomy)) if written[place, "need"] and written[place, "profile"]]
    if len(known) < LEAST_SKILLS:
        raise InputError(
            f"Les textes d'apprentissage couvrent {len(known)} compétence(s) à la fois par des besoins et par des profils ; il "
            f"en faut au moins {LEAST_SKILLS}. Ajoutez des textes."
        )
    a_batch = min(-(-recipe.pairs // recipe.each), len(known))
    each = -(-recipe.pairs // a_batch)
    needs = {place: _Deck(written[place, "need"], draw) for place in known}
    profiles = {place: _Deck(written[place, "profile"], draw) for place in known}
    near = {place: [other for other in known if 0 < taxonomy.nearness[place, other] < SAME] for place in known}
    order, others = _Deck(known, draw), _Deck(known, draw)

    def pair(place: int) -> Pair:
        need, profile, also, fate = needs[place].deal(), profiles[place].deal(), NONE, draw.random()
        if fate < recipe.described:
            told = _described(taxonomy.skills[place], cues, draw)
            need, profile = (need, told) if draw.random() < _PROFILES else (told, profile)
        elif fate < recipe.described + recipe.mixed:
            also = others.deal()
            passages = [profile, profiles[also].deal()]
            draw.shuffle(passages)
            profile = " ".join(passages)
        return Pair(need, profile, place, also)

    drawn: list[Pair] = []
    for _ in range(recipe.steps):
        chosen: dict[int, None] = {}
        while len(chosen) < a_batch:
            place = order.deal()
            chosen.setdefault(place)
            companions = [other for other in near[place] if other not in chosen]
            if companions and len(chosen) < a_batch and draw.random() < recipe.near:
                chosen.setdefault(draw.choice(companions))
        drawn += [pair(place) for place in [place for place in chosen for _ in range(each)][: recipe.pairs]]
    return drawn


def draw_synonyms(concepts: Sequence[Concept], recipe: EncoderRecipe) -> list[tuple[str, str]]:
    """Return the pairs of synonyms of every step, `recipe.pairs` a step.

    No concept and no label comes twice in a batch, so that no negative is a synonym.

    Raises
    ------
    InputError
        The concepts are too few, or too much alike, to fill a batch so.
    """
    draw = Random(recipe.seed)  # noqa: S311 - reproducible draws, not secrets
    known = pairs(concepts)
    drawn: list[tuple[str, str]] = []
    waiting: list[tuple[str, str, str]] = []
    for _ in range(recipe.steps):
        seen: set[str] = set()
        later = []
        batch: list[tuple[str, str]] = []
        refilled = not known
        while len(batch) < recipe.pairs:
            if not waiting:
                if refilled:
                    # Each was tried against this batch, and what it holds already refused them all.
                    raise _too_few(recipe)
                refilled = True
                waiting = draw.sample(known, len(known))
            uri, label, synonym = waiting.pop()
            marks = {uri, normalised(label), normalised(synonym)}
            if marks & seen:
                later.append((uri, label, synonym))
                continue
            seen |= marks
            batch.append((label, synonym) if draw.random() < 0.5 else (synonym, label))
        drawn += batch
        waiting = later + waiting
    return drawn


def likeness(taxonomy: Taxonomy, recipe: EncoderRecipe) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return how much of a right answer each skill is for each other, shape (n_skills, n_skills), 0..1."""
    grades = np.array([0.0, recipe.family, recipe.neighbour, 1.0], dtype=np.float32)
    return grades[taxonomy.nearness]


def _too_few(recipe: EncoderRecipe) -> InputError:
    return InputError(
        f"Les libellés d'ESCO sont trop peu nombreux : il faut au moins {recipe.pairs} concepts sans libellé commun, chacun avec un "
        "synonyme. Donnez les fichiers complets, ou apprenez sans --esco."
    )


def _described(skill: Skill, cues: Mapping[str, Sequence[str]], draw: Random) -> str:
    if draw.random() < _NAMED:
        return f"{skill.name}. {skill.definition}"
    known = [*skill.words, *cues.get(skill.id, ())]
    return ", ".join(draw.sample(known, min(_WORDS, len(known))))
