"""Criteria cut into clauses, each with what it does to the things that it names: welcome them or turn them away.

A negation governs its own clause. A bare item of a list (« pas de SCI, de holding, d'association ») is governed as the
item before it; a bare item that opens a sentence (« Crypto, paris en ligne : non merci ») as the verdict after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from ptce_match.criteria import cues
from ptce_match.lexical import fold, sentences


class Stance(Enum):
    """What a clause does to what it names."""

    PLAIN = "plain"
    WELCOME = "welcome"
    REFUSED = "refused"
    NEEDLESS = "needless"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of criteria.

    Attributes
    ----------
    text : str
        The clause word for word.
    words : str
        The clause folded: lower case, no accents.
    sentence : str
        The sentence that it stands in, for quotation.
    stance : Stance
        NEEDLESS where something is not asked for (« peu importe le statut »), ENDED where it is when the money stops
        (« le jour du Kbis, je passe à quelqu'un d'autre »).
    exclusive : bool
        Whether it says « only ».
    """

    text: str
    words: str
    sentence: str
    stance: Stance
    exclusive: bool


_SENTENCE: Final = re.compile(r"\s*;\s*|(?<=[.!?…])\s+")
_CUT: Final = re.compile(
    r"\s*[:()=]\s*|\s+[–—-]\s+|,?\s+(?=(?:mais|par contre|en revanche|toutefois|sinon|plut[oô]t que|donc)\b)"
    r"|,?\s+(?=(?:sauf|hormis|except[eé]e?s?|hors(?! (?:de|sujet|champ|objet|dispositif|cadre)\b)|[aà] l'exception)\b)|,\s+",
    re.IGNORECASE,
)


def clauses(text: str) -> tuple[Clause, ...]:
    """Cut criteria into clauses, in their order."""
    found: list[Clause] = []
    for sentence in sentences(text.replace("’", "'")):
        for part in _SENTENCE.split(sentence):
            pieces = [piece.strip() for piece in _CUT.split(part) if piece.strip(" .!…,»«")]
            if found and pieces:
                _answer(found, fold(pieces[0]))
            found.extend(_governed(pieces, sentence))
    return tuple(found)


def _governed(pieces: list[str], sentence: str) -> list[Clause]:
    words = [fold(piece) for piece in pieces]
    own = [_own_stance(piece) for piece in words]
    stances: list[Stance] = []
    for place, piece in enumerate(words):
        rest = zip(words[place + 1 :], own[place + 1 :], strict=True)
        following = next(((w, s) for w, s in rest if s is not None), ("", None))
        if place and piece.startswith("c'est") and cues.THAT_WHICH.search(words[place - 1]):
            stances.append(stances[-1])
        else:
            stances.append(_stance(piece, own[place], stances[-1] if stances else None, *following))
    stops = any(cues.STOP.search(piece) for piece in words)
    return [
        Clause(piece, word, sentence, stance, stops or (stance is not Stance.REFUSED and bool(cues.ONLY.search(word))))
        for piece, word, stance in zip(pieces, words, stances, strict=True)
    ]


def _stance(
    piece: str, own: Stance | None, previous: Stance | None, next_words: str, following: Stance | None
) -> Stance:
    if cues.EXCEPT.match(piece):
        return Stance.WELCOME if previous is Stance.REFUSED else Stance.REFUSED
    if own is Stance.REFUSED and (
        piece.startswith("tant qu") or (cues.CONDITION.match(piece) and following is Stance.REFUSED)
    ):
        return Stance.WELCOME  # « Tant que vous n'avez pas de local, ne venez pas »: it is asked for.
    if own is not Stance.REFUSED and following is Stance.REFUSED and cues.TOPIC.match(piece):
        return Stance.REFUSED
    if own is not None:
        return own
    if next_words.startswith("sinon"):
        return Stance.WELCOME
    if (cues.SUBJECTLESS.match(next_words) and not cues.OWN_SUBJECT.search(piece)) or (
        following is Stance.REFUSED and piece.startswith("quant a")
    ):
        return following or Stance.PLAIN
    if cues.WHEN.search(piece) and following is not None:
        return Stance.ENDED if following is Stance.REFUSED else following
    if cues.VERB.search(piece):
        return Stance.PLAIN
    if previous is not None:
        return previous
    return following if following is not None and cues.VERDICT.match(next_words) else Stance.PLAIN


def _own_stance(words: str) -> Stance | None:
    words = cues.NOT_YET.sub("#", words)
    if cues.UNNEEDED.search(words):
        return Stance.ENDED if cues.WHEN.search(words) else Stance.REFUSED
    if cues.NEEDLESS.search(words):
        return Stance.NEEDLESS
    if cues.DOUBLE_NEGATION.search(words):
        return Stance.WELCOME
    if cues.AVERSE.search(words) or cues.NEGATION.search(words):
        return Stance.ENDED if cues.WHEN.search(words) or cues.ALREADY.search(words) else Stance.REFUSED
    return Stance.WELCOME if cues.WARM.search(words) or cues.ONLY.search(words) else None


def _answer(before: list[Clause], words: str) -> None:
    """« Les auto-entrepreneurs ? Non plus. »: an answer governs the question; a no turns a negative question round."""
    question, last = before[-1].sentence, before[-1]
    if last.text.endswith("?") and cues.YES.match(words):
        stance = Stance.WELCOME
    elif cues.ANSWER.match(words) and (last.text.endswith("?") or last.stance is not Stance.REFUSED):
        stance = Stance.WELCOME if last.stance is Stance.REFUSED else Stance.REFUSED
    else:
        return
    for place in range(len(before) - 1, -1, -1):
        if before[place].sentence != question:
            break
        before[place] = replace(before[place], stance=stance, exclusive=False)
