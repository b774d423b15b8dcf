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
    from ptce_match.training.examples import Example
    from ptce_match.training.texts import TrainingText

Card = TypeVar("Card")

_WORDS = 4
"""How many words of a skill are told at most in the place of a text."""
_PROFILES, _NAMED = 0.6, 0.3
"""Shares of the descriptions that stand for a profile, and that are the name and the definition."""
_DESCRIBED, _MIXED, _ALONE, _SILENT = range(4)
LEAST_SKILLS = 2
NONE = -1
"""In the place of a skill that a profile does not show."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A need, and a profile that answers it.

    Attributes
    ----------
    need, profile : str
        Without prompts.
    skill : int
        Place in the taxonomy of what the need asks for.
    shown, also : int
        Places of the skills that the profile shows: that of the need, or `NONE` for a passage that tells nothing; and
        another one, or `NONE`.
    """

    need: str
    profile: str
    skill: int
    shown: int
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


@dataclass(frozen=True, slots=True)
class _Hands:
    """What pairs are drawn from, by the place of a skill; `telling` lacks the skills of which no passage was judged."""

    taxonomy: Taxonomy
    recipe: EncoderRecipe
    cues: Mapping[str, Sequence[str]]
    draw: Random
    needs: dict[int, _Deck[str]]
    profiles: dict[int, _Deck[str]]
    others: _Deck[int]
    telling: dict[int, _Deck[str]]
    silent: _Deck[str] | None

    def pair(self, place: int) -> Pair:
        """Draw a need and a profile of one skill, and what becomes of them."""
        recipe, draw = self.recipe, self.draw
        need, profile = self.needs[place].deal(), self.profiles[place].deal()
        fates = np.cumsum([recipe.described, recipe.mixed, recipe.alone, recipe.silent])
        fate = int(np.searchsorted(fates, draw.random(), side="right"))
        if fate == _DESCRIBED:
            told = _described(self.taxonomy.skills[place], self.cues, draw)
            need, profile = (need, told) if draw.random() < _PROFILES else (told, profile)
        elif fate == _MIXED:
            also = self.others.deal()
            passages = [profile, self.profiles[also].deal()]
            draw.shuffle(passages)
            return Pair(need, " ".join(passages), place, place, also)
        elif fate == _ALONE and place in self.telling:
            profile = self.telling[place].deal()
        elif fate == _SILENT and self.silent is not None:
            return Pair(need, self.silent.deal(), place, NONE)
        return Pair(need, profile, place, place)


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
    needs, profiles = ({place: _Deck(written[place, kind], draw) for place in known} for kind in ("need", "profile"))
    order, others = _Deck(known, draw), _Deck(known, draw)
    hands = _Hands(taxonomy, recipe, cues, draw, needs, profiles, others, *_passages(texts, taxonomy, draw))
    near = {place: [other for other in known if 0 < taxonomy.nearness[place, other] < SAME] for place in known}
    drawn: list[Pair] = []
    for _ in range(recipe.steps):
        chosen: dict[int, None] = {}
        while len(chosen) < a_batch:
            place = order.deal()
            chosen.setdefault(place)
            companions = [other for other in near[place] if other not in chosen]
            if companions and len(chosen) < a_batch and draw.random() < recipe.near:
                chosen.setdefault(draw.choice(companions))
        drawn += [hands.pair(place) for place in [place for place in chosen for _ in range(each)][: recipe.pairs]]
    return drawn


def _passages(
    texts: Sequence[TrainingText], taxonomy: Taxonomy, draw: Random
) -> tuple[dict[int, _Deck[str]], _Deck[str] | None]:
    """Return the passages that tell each skill, and those that tell nothing; None without any."""
    telling: dict[int, list[str]] = defaultdict(list)
    silent: list[str] = []
    for text in texts:
        for passage, tells in text.taught:
            (telling[taxonomy.place[text.skills[0]]] if tells else silent).append(passage)
    return {place: _Deck(told, draw) for place, told in telling.items()}, _Deck(silent, draw) if silent else None


def draw_criteria(examples: Sequence[Example], recipe: EncoderRecipe) -> list[Example]:
    """Return the sentences of every step, `recipe.criteria` a step, all of them before any comes again."""
    deck = _Deck(examples, Random(recipe.seed))  # noqa: S311 - reproducible draws, not secrets
    return [deck.deal() for _ in range(recipe.steps * recipe.criteria)]


def draw_synonyms(concepts: Sequence[Concept], recipe: EncoderRecipe) -> list[tuple[str, str]]:
    """Return the pairs of synonyms of every step, `recipe.synonyms` a step.

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
        while len(batch) < recipe.synonyms:
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
        f"Les libellés d'ESCO sont trop peu nombreux : il faut au moins {recipe.synonyms} concepts sans libellé commun, chacun avec un "
        "synonyme. Donnez les fichiers complets, ou apprenez sans --esco."
    )


def _described(skill: Skill, cues: Mapping[str, Sequence[str]], draw: Random) -> str:
    if draw.random() < _NAMED:
        return f"{skill.name}. {skill.definition}"
    known = [*skill.words, *cues.get(skill.id, ())]
    return ", ".join(draw.sample(known, min(_WORDS, len(known))))
