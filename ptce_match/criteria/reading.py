"""What was read in one investor's criteria, and how a project stands to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ptce_match.criteria import conditions, cues
from ptce_match.criteria.clauses import Stance, clauses
from ptce_match.criteria.forms import forms_of, read_forms, without_forms
from ptce_match.criteria.stages import read_stages
from ptce_match.criteria.topics import TOPICS, topics_in
from ptce_match.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ptce_match.criteria.clauses import Clause
    from ptce_match.criteria.topics import Topic
    from ptce_match.criteria.verdicts import Verdict
    from ptce_match.network import Project, Stage

ACCEPTED: Final = 1.0
FOLLOWS: Final = 0.9
TOLERATED: Final = 0.6
NEUTRAL: Final = 0.7
"""Criteria that are silent on a stage or a form accept it seven times in ten (building half of data/criteres)."""
UNLIKELY: Final = 0.2
REFUSED: Final = 0.1
_AGAINST: Final = (Stance.REFUSED, Stance.ENDED)


@dataclass(frozen=True, slots=True)
class Mention:
    """A topic that criteria welcome or turn away, and the sentence that does."""

    topic: Topic
    quote: str


@dataclass(frozen=True, slots=True)
class Criteria:
    """What one investor's free text says.

    Attributes
    ----------
    stages : mapping of Stage to Verdict
    forms : mapping of str to Verdict
        Keys of `ptce_match.criteria.FORMS`.
    refused, wished : tuple of Mention
    musts : tuple of Mention
        Wishes that the text says are all that it pays for (« on prête aux femmes, point »).
    conditions : tuple of str
        Sentences that ask for something the tables do not hold: a bank beside them, a guarantor.
    other_refusals : tuple of str
        Clauses that turn something away which none of the rules can name; word for word.
    welcome : str
        The text without its refusals, one stretch a line, word for word.
    """

    stages: Mapping[Stage, Verdict] = field(default_factory=lambda: MappingProxyType({}))
    forms: Mapping[str, Verdict] = field(default_factory=lambda: MappingProxyType({}))
    refused: tuple[Mention, ...] = ()
    wished: tuple[Mention, ...] = ()
    musts: tuple[Mention, ...] = ()
    conditions: tuple[str, ...] = ()
    other_refusals: tuple[str, ...] = ()
    welcome: str = ""

    def stage(self, stage: Stage) -> tuple[float, str]:
        """Return how far a stage is accepted (0..1, `NEUTRAL` when the text is silent), and the sentence that says so."""
        return _value([self.stages[stage]] if stage in self.stages else [])

    def form(self, legal_form: str) -> tuple[float, str]:
        """Return the same for a project's legal form; where it may be several, for the best of them."""
        return _value([self.forms[form] for form in sorted(forms_of(legal_form)) if form in self.forms])

    @property
    def sectors(self) -> frozenset[int]:
        """The sectors that the text speaks of with favour."""
        against = {sector for mention in self.refused if mention.topic.whole for sector in mention.topic.sectors}
        return frozenset(s for mention in self.wished for s in mention.topic.sectors) - against


def read_criteria(text: str) -> Criteria:
    """Read criteria, clause by clause."""
    found = clauses(text)
    against = [clause for clause in found if clause.stance is Stance.REFUSED]
    towards = [clause for clause in found if clause.stance not in _AGAINST]
    refused = tuple(mention for mention in _mentions(against) if mention.topic.refusable)
    named = {mention.topic for mention in refused}
    about = [clause for clause in towards if not cues.BIOGRAPHY.search(clause.words)]
    wished = _mentions(about, cues.without)
    # « Uniquement des coopératives » asks for a form, which is read elsewhere.
    musts = _mentions(
        (clause for clause in about if clause.exclusive), lambda words: without_forms(cues.without(words))
    )
    return Criteria(
        stages=MappingProxyType(read_stages(found)),
        forms=MappingProxyType(read_forms(found)),
        refused=refused,
        wished=tuple(mention for mention in wished if mention.topic not in named),
        musts=tuple(mention for mention in musts if mention.topic not in named),
        conditions=conditions.read_conditions(found),
        other_refusals=tuple(clause.text for clause in against if conditions.names_a_thing(clause)),
        welcome="\n".join(_stretches(found)),
    )


def project_topics(project: Project) -> dict[str, float]:
    """Return how much a project is about each topic, by the topic's name: 1 = plainly, 0.5 = in passing.

    Plainly means in the title, twice in the story, or by the project's sector; a title that speaks of another sector
    than the project's does so in passing (« une coiffeuse dans la cuisine »).
    """
    title, story = fold(project.title), fold(project.description)
    found = {}
    for topic in TOPICS:
        hits = len(topic.pattern.findall(story))
        entitled = bool(topic.pattern.search(title))
        apt = not topic.sectors or project.sector is None or project.sector in topic.sectors
        if (topic.whole and project.sector in topic.sectors) or (entitled and apt) or hits + entitled > 1:
            found[topic.name] = 1.0
        elif hits or entitled:
            found[topic.name] = 0.5
    return found


def _mentions(clauses: Iterable[Clause], leave: Callable[[str], str] = str) -> tuple[Mention, ...]:
    """Return the topics that clauses name, in the words that `leave` leaves of each."""
    found: dict[Topic, Mention] = {}
    for clause in clauses:
        for topic in topics_in(leave(clause.words)):
            found.setdefault(topic, Mention(topic, clause.sentence))
    return tuple(found.values())


def _stretches(found: Iterable[Clause]) -> Iterator[str]:
    """Yield each longest run of clauses of one sentence that turn nothing away, as it stands in the sentence."""
    for sentence, of_sentence in groupby(found, key=lambda clause: clause.sentence):
        place, start = 0, -1
        for clause in of_sentence:
            at = sentence.find(clause.text, place)
            if clause.stance in _AGAINST and start >= 0:
                yield sentence[start:place]
                start = -1
            elif clause.stance not in _AGAINST and start < 0:
                start = at
            place = at + len(clause.text)
        if start >= 0:
            yield sentence[start:]


def _value(verdicts: list[Verdict]) -> tuple[float, str]:
    if not verdicts:
        return NEUTRAL, ""
    best = max(verdicts, key=lambda verdict: (verdict.accepted, not verdict.lukewarm, verdict.said is verdict.accepted))
    if best.accepted and best.lukewarm:
        return TOLERATED, best.quote
    if best.accepted:
        return (ACCEPTED if best.said else FOLLOWS), best.quote
    return (REFUSED if best.said else UNLIKELY), best.quote
