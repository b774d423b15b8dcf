"""Finding a skill by what people type: a few words, an identifier, a name, or something near one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from ptce_match.errors import InputError
from ptce_match.lexical import stem, words
from ptce_match.tables.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_match.skills.taxonomy import Skill, Taxonomy

_CLOSE: Final = 3
_ALIKE: Final = 60
"""How alike two spellings must be, 0..100."""
_SHORTEST_START: Final = 3
_NAME, _WORDS, _REST = 4, 2, 1
"""What a word weighs by where it is found: in the name, among what people say, in the definition or the family."""


def search(taxonomy: Taxonomy, text: str) -> list[Skill]:
    """Return the skills that tell of every word of a text, best first; all of them for a text without words.

    A word is found where the same stem stands, or a word that it begins; equal skills keep the order of the taxonomy.
    """
    asked = [word for word in dict.fromkeys(words(text)) if stem(word)]
    if not asked:
        return list(taxonomy)
    families = {family.id: family.name for family in taxonomy.families}
    found = []
    for skill in taxonomy:
        places = _places(skill, families[skill.family])
        weights = [max((weight for weight, tokens in places if _told(word, tokens)), default=0) for word in asked]
        if all(weights):
            found.append((-sum(weights), skill))
    return [skill for _, skill in sorted(found, key=lambda pair: pair[0])]


def nearest(taxonomy: Taxonomy, text: str) -> list[Skill]:
    """Return the skills, three at most, whose identifier or name looks most like a text."""
    from rapidfuzz import fuzz, process, utils

    spellings = {
        (place, which): spelling
        for place, skill in enumerate(taxonomy)
        for which, spelling in enumerate((skill.id, skill.id.partition("-")[2], skill.name))
    }
    found = process.extract(
        text, spellings, scorer=fuzz.ratio, processor=utils.default_process, limit=3 * _CLOSE, score_cutoff=_ALIKE
    )
    places = dict.fromkeys(place for _, _, (place, _) in found)
    return [taxonomy.skills[place] for place in list(places)[:_CLOSE]]


def chosen(taxonomy: Taxonomy, texts: Iterable[str]) -> tuple[Skill, ...]:
    """Return the skills that a person named by identifier or by name, each once, in their order.

    Raises
    ------
    InputError
        There is no such skill; the message tells the nearest ones.
    """
    found: dict[str, Skill] = {}
    for text in texts:
        skill = _named(taxonomy, text)
        if skill is None:
            raise InputError(unknown(taxonomy, text))
        found[skill.id] = skill
    return tuple(found.values())


def unknown(taxonomy: Taxonomy, text: str) -> str:
    """Return the French sentences that say that there is no such skill, and which ones come near."""
    near = ", ".join(f"{skill.id} ({skill.name})" for skill in nearest(taxonomy, text))
    hint = f"Proches : {near}." if near else "Cherchez-la par quelques mots dans la liste des compétences."
    return f"Aucune compétence du référentiel ne s'appelle « {shown(text)} ». {hint}"


def _named(taxonomy: Taxonomy, text: str) -> Skill | None:
    if text.strip() in taxonomy:
        return taxonomy[text.strip()]
    wanted = words(text)
    return next((skill for skill in taxonomy if words(skill.name) == wanted), None)


def _told(word: str, tokens: frozenset[str]) -> bool:
    root = stem(word)
    begins = len(word) >= _SHORTEST_START
    return any(stem(token) == root or (begins and token.startswith(word)) for token in tokens)


@cache
def _places(skill: Skill, family: str) -> tuple[tuple[int, frozenset[str]], ...]:
    return (
        (_NAME, frozenset(words(f"{skill.id} {skill.name}"))),
        (_WORDS, frozenset(words(" ".join(skill.words)))),
        (_REST, frozenset(words(f"{skill.definition} {family}"))),
    )
