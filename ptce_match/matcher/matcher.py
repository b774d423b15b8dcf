"""The face of the engine: one network, and whom it suggests."""

from __future__ import annotations

from collections import Counter
from copy import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np

from ptce_match.errors import InputError
from ptce_match.matcher.investors import InvestorMatcher
from ptce_match.matcher.mentors import MentorMatcher
from ptce_match.matcher.partners import PartnerMatcher
from ptce_match.matcher.query import Query, nowhere
from ptce_match.models import mentor_ranker
from ptce_match.places import Communes
from ptce_match.signals import load_funding_reference, load_reference
from ptce_match.skills import chosen, default_taxonomy, reader_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.matcher.suggestion import InvestorSuggestion, MentorSuggestion, PartnerSuggestion, Ranking
    from ptce_match.network import Need, Network, Project
    from ptce_match.places import Commune
    from ptce_match.ranker import Ranker
    from ptce_match.skills import Reading, Skill, SkillReader, Taxonomy

MOST_SUGGESTIONS = 1000
_PARTS = ("mentor_matcher", "investor_matcher", "partner_matcher")


class Matcher:
    """Suggests mentors, investors and partners of one network, with reasons. A person decides.

    Nothing is computed before it is asked for; the first question about mentors reads all their profiles.

    Parameters
    ----------
    network : Network
    encoder : Encoder or None
        The encoder in the repository, with its vectors kept on disk, by default.
    today : date or None
        The day on which pauses are judged; the current one by default.
    ranker : Ranker or None
        Of the mentors; by default the version that was promoted, the published prior where none was.
    """

    def __init__(
        self,
        network: Network,
        encoder: Encoder | None = None,
        today: date | None = None,
        ranker: Ranker | None = None,
    ) -> None:
        self.network = network
        self._given_encoder = encoder
        self._today = today
        self._given_ranker = ranker

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that gives the vectors."""
        if self._given_encoder is not None:
            return self._given_encoder
        from ptce_match.encoder import default_encoder

        return default_encoder()

    @cached_property
    def reader(self) -> SkillReader | None:
        """What reads fine skills in texts; None where none was made for the encoder in use."""
        return reader_for(self.encoder.model_id)

    @cached_property
    def mentor_matcher(self) -> MentorMatcher:
        """The ranking of mentors."""
        return MentorMatcher(
            self.network, self.encoder, load_reference(), self._given_ranker or mentor_ranker(), self.reader
        )

    @cached_property
    def investor_matcher(self) -> InvestorMatcher:
        """The ranking of investors."""
        return InvestorMatcher(self.network, self.encoder, load_funding_reference())

    @cached_property
    def partner_matcher(self) -> PartnerMatcher:
        """The ranking of partners."""
        return PartnerMatcher(self.network, self.encoder, load_reference())

    def read_mentors(self) -> Self:
        """Read the mentors' texts now; return this matcher."""
        _ = self.mentor_matcher
        return self

    def read(self) -> Self:
        """Read all texts now, instead of when they are first needed; return this matcher."""
        for part in _PARTS:
            getattr(self, part)
        return self

    def updated(self, network: Network) -> Matcher:
        """Return the matcher of a later network, which takes over all that did not change.

        Only the mentors' texts that changed are read; see `MentorMatcher.updated` for what is the same as in a new
        matcher. This one goes on answering for its own network.
        """
        made = copy(self)
        made.network = network
        for part in _PARTS:
            if part in self.__dict__:
                made.__dict__[part] = self.__dict__[part].updated(network)
        return made

    def gathered(self) -> Matcher:
        """Return a matcher of the same network whose changed texts are put together: milliseconds."""
        made = copy(self)
        made.mentor_matcher = self.mentor_matcher.gathered()
        return made

    def merged(self) -> Matcher:
        """Return a matcher of the same network with one set of word statistics over all mentors' texts.

        It is worth it when `mentor_matcher.texts.heavy`; at 10,000 mentors it takes about a second.
        """
        made = copy(self)
        made.mentor_matcher = self.mentor_matcher.merged()
        return made

    def mentors(self, need: str, k: int = 5) -> list[MentorSuggestion]:
        """Return the best `k` mentors for a need of the network, best first; empty when nobody is good enough.

        Raises
        ------
        UnknownIdError
            The network has no such need.
        InputError
            `k` is not in 1..1000.
        """
        return list(self.mentor_ranking(self.query(need), k).suggestions)

    def investors(self, project: str, k: int = 5) -> list[InvestorSuggestion]:
        """Return the best `k` investors for a project of the network; raises as `mentors` does."""
        return list(self.investor_ranking(project, k).suggestions)

    def partners(self, need: str, k: int = 5) -> list[PartnerSuggestion]:
        """Return the best `k` partners for a need of the network; raises as `mentors` does."""
        return list(self.partner_ranking(self.query(need), k).suggestions)

    def mentor_ranking(
        self, query: Query, k: int = 5, today: date | None = None, among: NDArray[np.int64] | None = None
    ) -> Ranking[MentorSuggestion]:
        """Return the mentors for a query with those whom hard rules left out.

        Parameters
        ----------
        today : date or None
            The day on which pauses are judged; that of the matcher by default.
        among : array of int or None
            Rows of `mentor_matcher.pool` to which the ranking is restricted.
        """
        return self.mentor_matcher.rank(query, _checked(k), today or self._today or _today(), among)

    def investor_ranking(self, project: str, k: int = 5) -> Ranking[InvestorSuggestion]:
        """Return the investors for a project with those whom hard rules left out."""
        found = self.network.project(project)
        return self.investor_matcher.rank(self.project_query(found), found, _checked(k))

    def partner_ranking(self, query: Query, k: int = 5) -> Ranking[PartnerSuggestion]:
        """Return the partners for a query."""
        return self.partner_matcher.rank(query, _checked(k))

    def query(self, need: str) -> Query:
        """Return the query for a need of the network; raises UnknownIdError."""
        return self.queries([self.network.need(need)])[0]

    def queries(self, needs: Sequence[Need]) -> list[Query]:
        """Return the queries for many needs, encoded together."""
        vectors = self.encoder.encode([need.text for need in needs], "need")
        queries = []
        for need, vector in zip(needs, vectors, strict=True):
            project = self.network.project(need.project_id)
            coordinates = Communes.load().coordinates([project.insee])[0]
            skills = self._known(need.skills)
            said = self._said(skills)
            queries.append(
                Query(need.text, vector, coordinates, project.commune, project.sector, project, need, said, skills)
            )
        return queries

    def understood(self, query: Query, most: int = 3) -> list[Reading]:
        """Return the fine skills that a query is about: those that a person said, otherwise those that are read in it."""
        if self.reader is None:
            return []
        if query.said is not None:
            return self.reader.named(query.said)
        return self.reader.understood(query.text, query.vector, most)

    def text_query(self, text: str, place: str = "", skills: Sequence[str] = ()) -> Query:
        """Return the query for a need told in free words.

        Parameters
        ----------
        skills : sequence of str
            Fine skills that a person said it is about, by identifier or name; without any they are read in the text.

        Raises
        ------
        InputError
            The text is blank, `place` is no commune, or the taxonomy has no such skill.
        """
        if not text.strip():
            raise InputError("Le besoin est vide : décrivez en quelques mots ce qu'il faudrait au projet.")
        coordinates, name = nowhere(), ""
        if place.strip():
            commune = self._commune(place)
            coordinates, name = np.array([commune.lat, commune.lon]), commune.name
        named = chosen(self._taxonomy, skills) if skills else ()
        vector = self.encoder.encode([text], "need")[0]
        return Query(text, vector, coordinates, name, said=self._said(named), skills=named)

    @property
    def _taxonomy(self) -> Taxonomy:
        return default_taxonomy() if self.reader is None else self.reader.taxonomy

    def _known(self, skills: Sequence[str]) -> tuple[Skill, ...]:
        """Return the skills of a need; one that the taxonomy has lost since is passed over."""
        return tuple(self._taxonomy[skill] for skill in skills if skill in self._taxonomy) if skills else ()

    def _said(self, skills: Sequence[Skill]) -> NDArray[np.float32] | None:
        return self.reader.said(skill.id for skill in skills) if skills and self.reader is not None else None

    def project_query(self, project: Project) -> Query:
        """Return the query for a project as a whole: its title and its story."""
        text = f"{project.title}. {project.description}"
        vector = self.encoder.encode([text], "need")[0]
        coordinates = Communes.load().coordinates([project.insee])[0]
        return Query(text, vector, coordinates, project.commune, project.sector, project)

    def _commune(self, place: str) -> Commune:
        """Resolve a commune by name; of several that bear it, the one in the network's own departments is meant."""
        communes = Communes.load()
        found = communes.resolve(place)
        if found.commune is not None:
            return found.commune
        codes = [project.insee for project in self.network.projects] + [mentor.insee for mentor in self.network.mentors]
        for department, _ in Counter(code[:2] for code in codes if code).most_common():
            nearby = communes.resolve(f"{place} ({department})")
            if nearby.commune is not None:
                return nearby.commune
        raise InputError(found.warning)


def _checked(k: int) -> int:
    if not 1 <= k <= MOST_SUGGESTIONS:
        raise InputError(f"Le nombre de suggestions demandé ({k}) doit être compris entre 1 et {MOST_SUGGESTIONS}.")
    return k


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a pause ends on the calendar day of the people who use the program
