"""What an investor's free text says about stages and legal forms.

Investors rarely fill in columns; they write « on ne met pas dans une association, il nous faut des parts ». This
reader looks for the names of stages and forms, clause by clause, and for the words that turn a clause into a refusal.
It is a signal like the others, never a hard rule: the sentence that it rests on is shown, and a person judges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ptce_match.lexical import fold, sentences
from ptce_match.network import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

_STAGE_WORDS: Final[dict[Stage, str]] = {
    Stage.IDEA: r"\bidees?\b|sur le papier|dans (?:la|les) tetes?|premiere etincelle|\breves?\b|n'a encore rien|nappe|gribouill",
    Stage.STUDY: r"\betudes?\b|faisabilite|prototype|\btests?\b|essai|maquette|en reflexion",
    Stage.CREATION: r"creation|\bcreer\b|demarr|lance(?:r|nt|ment)|immatricul|jeunes? (?:entreprise|boite|societe)|install|premiers? (?:pas|mois|achat|fournee|stock)|amorcage|ouvr(?:ir|e|ent|erture)|debut|naissan",
    Stage.GROWTH: r"developp|croissance|agrand|qui tourne|deja (?:lance|en activite|des clients|du chiffre|ouvert)|\bbilans?\b|rodage|changer d'echelle|deuxieme souffle|embauche|en activite|clients",
}
_FORM_WORDS: Final[dict[str, str]] = {
    "association": r"\bassos?\b|associati(?:on|f|ve)s?\b|loi 1901|\b1901\b",
    "cooperative": r"cooperati(?:ve|f|on)s?|\bscops?\b|\bscics?\b",
    "company": r"\bsarl\b|\bsasu?\b|\beurl\b|societes?\b|\bparts\b|\bactions\b|actionnaire|au capital",
    "sole": r"micro|auto-?entrepren|entreprises? individuelles?|\bei\b|independant",
}
_NEGATIVE: Final = re.compile(
    r"\bne?\b.{0,40}\b(?:pas|plus|jamais|point|rien|guere|aucune?|ni)\b|\b(?:pas|jamais|aucune?|ni)\b|exclu(?!siv)|refus|\bsauf\b|\bhormis\b"
    r"|\bnon\b|passez votre chemin|repart|revenez|reviendr|trop tot|sans nous|tres peu pour nous|n'y va|laiss(?:e|ons) a d'autres"
)
_ONLY: Final = re.compile(
    r"uniquement|seulement|exclusivement|\bque des?\b|il nous faut|nulle part|reserve|\bobligatoire|\bne\b.*\bque?\b"
)
_CLAUSE: Final = re.compile(r"(?<=[;:,])\s+|(?<!\s)\s+(?=mais\b|[–—-]\s)")

NEUTRAL: Final = 0.6
_ACCEPTED: Final = 1.0
_REFUSED: Final = 0.1
_NOT_LISTED: Final = 0.35


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention of a stage or of a family of legal forms in somebody's criteria."""

    about: str
    accepted: bool
    exclusive: bool
    quote: str


def read_criteria(text: str) -> tuple[Reading, ...]:
    """Return every stage and legal form that `text` mentions, with the sentence that does."""
    found: list[Reading] = []
    for sentence in sentences(text):
        for clause in _CLAUSE.split(sentence):
            words = fold(clause)
            negative = _NEGATIVE.search(words) is not None
            exclusive = _ONLY.search(words) is not None
            for about, pattern in (*_STAGE_WORDS.items(), *_FORM_WORDS.items()):
                if re.search(pattern, words):
                    found.append(Reading(str(about), not negative or exclusive, exclusive and not negative, sentence))
    return tuple(found)


def stage_value(readings: Iterable[Reading], stage: Stage) -> tuple[float, str]:
    """Return how far criteria accept a stage (0..1, 0.6 when they are silent), and the sentence that says so."""
    return _value(readings, {str(stage)}, {str(s) for s in Stage})


def form_value(readings: Iterable[Reading], families: set[str]) -> tuple[float, str]:
    """Return how far criteria accept a project of these families of legal forms, and the sentence that says so."""
    return _value(readings, families, set(_FORM_WORDS))


def form_families(legal_form: str) -> set[str]:
    """Return the families that a legal form belongs to: a SCOP is a cooperative and a company."""
    words = fold(legal_form)
    names = set(re.findall(r"[a-z]+", words))
    families = {family for family, pattern in _FORM_WORDS.items() if re.search(pattern, words)}
    if names & {"scop", "scic"}:
        families |= {"cooperative", "company"}
    return families


def _value(readings: Iterable[Reading], wanted: set[str], kind: set[str]) -> tuple[float, str]:
    mentions = [reading for reading in readings if reading.about in kind]
    mine = [reading for reading in mentions if reading.about in wanted]
    for reading in mine:
        if not reading.accepted and not any(r.accepted and r.exclusive for r in mine):
            return _REFUSED, reading.quote
    if mine:
        return _ACCEPTED, mine[0].quote
    exclusive = [reading for reading in mentions if reading.accepted and reading.exclusive]
    if exclusive and wanted:
        return _NOT_LISTED, exclusive[0].quote
    return NEUTRAL, ""
