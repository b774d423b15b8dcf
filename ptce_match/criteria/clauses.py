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
        The clause folded: lower case, no accents; without the place where it sends those whom it turns away.
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


_TO: Final = re.compile(r"(?<=\S )à\b")
_BARE: Final = " .!…,»«"
_SENTENCE: Final = re.compile(r"\s*;\s*|(?<=[.!?…])\s+")
_CUT: Final = re.compile(
    r"\s*[:()=]\s*|\s+[–—-]\s+|,?\s+(?=(?:mais|par contre|en revanche|toutefois|sinon|plut[oô]t que|donc)\b)"
    r"|,?\s+(?=(?:sauf|hormis|except[eé]e?s?|[aà] part (?:les?|la|l'|des|ceux|celles)|hors(?! (?:de|sujet|champ|objet|dispositif|cadre)\b)|[aà] l'exception|[aà] l'exclusion)\b)"
    r"|,\s+(?!(?:[aà] la (?:rigueur|limite)|[eé]ventuellement|sans promettre)\b)",
    re.IGNORECASE,
)


def clauses(text: str) -> tuple[Clause, ...]:
    """Cut criteria into clauses, in their order."""
    found: list[Clause] = []
    for sentence in sentences(text.replace("’", "'")):
        for part in _SENTENCE.split(sentence):
            pieces, explains = _cut(part)
            if found and pieces:
                _answer(found, fold(pieces[0]))
            found.extend(_governed(pieces, explains, sentence))
    return tuple(found)


def _cut(part: str) -> tuple[list[str], int]:
    """Return the pieces of a part of a sentence, and the place of the first after a colon (0 without any)."""
    pieces: list[str] = []
    start = explains = 0
    for cut in _CUT.finditer(part):
        pieces.append(part[start : cut.start()].strip())
        start = cut.end()
        if ":" in cut[0] and not explains:
            explains = len([piece for piece in pieces if piece.strip(_BARE)])
    pieces.append(part[start:].strip())
    return [piece for piece in pieces if piece.strip(_BARE)], explains


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece before it is known what governs it: its folded words, whether they hold a verb, its own stance."""

    words: str
    says: bool
    own: Stance | None


_NOTHING: Final = _Piece("", says=False, own=None)


def _piece(text: str) -> _Piece:
    words = fold(text)
    # Folded, the preposition « à » would pass for the verb « a ».
    return _Piece(words, bool(cues.VERB.search(fold(_TO.sub(" ", text)))), _own_stance(words))


def _governed(texts: list[str], explains: int, sentence: str) -> list[Clause]:
    pieces = [_piece(text) for text in texts]
    stances: list[Stance] = []
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else _NOTHING
        following = next((later for later in pieces[place + 1 :] if later.own is not None), _NOTHING)
        previous = stances[-1] if stances else None
        if place == explains > 1 and cues.ASIDE.match(before.words):
            previous = stances[-2]  # « On prête à une personne, pas à une société : artisan, micro »
        if place and piece.words.startswith("c'est") and cues.THAT_WHICH.search(before.words):
            stances.append(stances[-1])
        else:
            stances.append(_forced(piece, before, previous, following) or _stance(piece, previous, following))
    stops = any(cues.STOP.search(piece.words) for piece in pieces)
    return [
        Clause(
            text,
            _turned_away(piece.words, stance),
            sentence,
            stance,
            stops or (stance is not Stance.REFUSED and bool(cues.ONLY.search(piece.words))),
        )
        for text, piece, stance in zip(texts, pieces, stances, strict=True)
    ]


def _turned_away(words: str, stance: Stance) -> str:
    return cues.REDIRECT.sub("", words) if stance is Stance.REFUSED else words


def _forced(piece: _Piece, before: _Piece, previous: Stance | None, following: _Piece) -> Stance | None:
    """Return the stance that an exception, a reason or a condition has whatever its own words say."""
    if cues.EXCEPT.match(piece.words):
        return Stance.WELCOME if previous is Stance.REFUSED or cues.ASKED.search(before.words) else Stance.REFUSED
    if cues.BECAUSE.match(piece.words) and cues.ONLY.search(before.words):
        return Stance.REFUSED
    if piece.own is Stance.REFUSED and (
        piece.words.startswith("tant qu") or (cues.CONDITION.match(piece.words) and following.own is Stance.REFUSED)
    ):
        return Stance.WELCOME  # « Tant que vous n'avez pas de local, ne venez pas »: it is asked for.
    if piece.own is not Stance.REFUSED and following.own is Stance.REFUSED and cues.TOPIC.match(piece.words):
        return Stance.REFUSED
    return piece.own


def _stance(piece: _Piece, previous: Stance | None, following: _Piece) -> Stance:
    words = piece.words
    if following.words.startswith("sinon"):
        return Stance.WELCOME
    if (cues.SUBJECTLESS.match(following.words) and not cues.OWN_SUBJECT.search(words)) or (
        following.own is Stance.REFUSED and words.startswith("quant a")
    ):
        return following.own or Stance.PLAIN
    moment = cues.WHEN.search(words)
    if moment and following.own is not None and not cues.OWN_SUBJECT.search(words[: moment.start()]):
        return Stance.ENDED if following.own is Stance.REFUSED else following.own
    if piece.says:
        return Stance.PLAIN
    if previous is not None:
        return previous
    return following.own if following.own is not None and cues.VERDICT.match(following.words) else Stance.PLAIN


def _own_stance(words: str) -> Stance | None:
    words = cues.NOT_YET.sub("#", words)
    restricted = cues.RESTRICTION.sub("# ", words)
    if cues.UNNEEDED.search(words):
        return Stance.ENDED if cues.WHEN.search(words) else Stance.REFUSED
    if cues.NEEDLESS.search(words):
        return Stance.NEEDLESS
    if cues.DOUBLE_NEGATION.search(words):
        return Stance.WELCOME
    if cues.AVERSE.search(restricted) or cues.NEGATION.search(restricted):
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
