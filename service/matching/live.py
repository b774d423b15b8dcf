"""The engine, following the network as it changes.

Whoever asks gets an answer about the network as it stands: before each one the number of the last change is read, and
what changed since is read again, row by row, whichever process wrote it. The engine itself is never changed: a newer one
takes its place, while those who began with the older one end with it.
"""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ptce_match import Matcher
from ptce_match.encoder import CachedEncoder
from ptce_match.errors import UnknownIdError
from service.changes import feed
from service.clock import local_day, utc_now
from service.database.connection import reading
from service.matching import candidates, repository
from service.matching.encoders import encoders
from service.matching.mirror import READ, Mirror
from service.matching.rows import KINDS, of_people
from service.matching.understanding import Understood, known, named
from service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Engine
    from sqlmodel import Session

    from ptce_match.encoder import Encoder, Vectors
    from ptce_match.matcher import InvestorSuggestion, MentorSuggestion, PartnerSuggestion, Query, Ranking
    from ptce_match.network import Network
    from ptce_match.ranker import Ranker
    from service.changes.models import Change
    from service.clock import Clock

_RETRY_SECONDS: Final = "2"


class ModelNames(NamedTuple):
    """Which model and which weights make the answers."""

    encoder: str
    mentors: str
    investors: str
    partners: str


class NeedAnswer(NamedTuple):
    """Who could answer a need of the network, and what it was taken to be about."""

    ranking: Ranking[MentorSuggestion] | Ranking[PartnerSuggestion]
    understood: Understood


class FreeAnswer(NamedTuple):
    """Who could answer a need told in free words; `place` is its commune, "" when none was given."""

    place: str
    understood: Understood
    mentors: Ranking[MentorSuggestion]
    partners: Ranking[PartnerSuggestion]


@dataclass(frozen=True)
class _Snapshot:
    """The engine as of one change; `closed` are the needs for which nobody is looked for any more."""

    number: int
    matcher: Matcher
    closed: frozenset[str]


class LiveMatcher:
    """Ranks people of the network as it stands now; any number of threads may ask.

    Parameters
    ----------
    database : Engine
    encoder : Encoder or None
        Gives the vectors, which are kept in the database; the encoder in the repository by default.
    demo : bool
        Keep the vectors of the default encoder in the user's own store instead: the texts are fictional, and the next
        throw-away database starts warm.
    clock : callable
    """

    def __init__(
        self, database: Engine, encoder: Encoder | None = None, *, demo: bool = False, clock: Clock = utc_now
    ) -> None:
        self._database = database
        self._clock = clock
        self.encoder: CachedEncoder
        self.encoder, self._reading = encoders(database, encoder, demo=demo)
        self._snapshot: _Snapshot | None = None
        self._mirror: Mirror | None = None
        # One thread at a time follows what changed; one at a time builds something large, while that goes on.
        self._following = threading.RLock()
        self._building = threading.Lock()
        self._reload = self._forget = False

    @property
    def store(self) -> Vectors:
        """Where the vectors are kept."""
        return self.encoder.store

    @property
    def ready(self) -> bool:
        """Whether questions are answered."""
        return self._snapshot is not None

    @property
    def revision(self) -> int:
        """The number of the last change that was followed, 0 before the first reading."""
        return 0 if self._snapshot is None else self._snapshot.number

    @property
    def behind(self) -> bool:
        """Whether everything is to be read (again)."""
        return self._snapshot is None or self._reload

    @property
    def crowded(self) -> bool:
        """Whether it is worth the while to put the segments of texts together."""
        snapshot = self._snapshot
        if snapshot is None:
            return False
        texts = snapshot.matcher.mentor_matcher.texts
        return texts.crowded or (self._forget and texts.waiting > 0)

    @property
    def network(self) -> Network:
        """The network as of now, without whom nobody may be brought together with."""
        return self._now().matcher.network

    @property
    def names(self) -> ModelNames:
        """Which model and which weights make the answers."""
        matcher = self._known().matcher
        rankers = (matcher.mentor_matcher, matcher.investor_matcher, matcher.partner_matcher)
        return ModelNames(self.encoder.model_id, *(_name(part.ranker) for part in rankers))

    @property
    def reads_skills(self) -> bool:
        """Whether fine skills are read in texts, and those that somebody said count."""
        return self._known().matcher.reader is not None

    def answer(self, need_id: str, kind: str, k: int) -> NeedAnswer:
        """Return the mentors for a need, or the partners where `kind` is "partner".

        Raises
        ------
        UnknownIdError
            There is no such need, or it is closed.
        ProblemError
            The network is still being read (503).
        """
        snapshot = self._now()
        matcher, query = snapshot.matcher, self._query(snapshot, need_id)
        ranking = matcher.partner_ranking(query, k) if kind == "partner" else self._rank(matcher, query, k)
        return NeedAnswer(ranking, Understood.of(matcher, query))

    def understood(self, text: str, skills: Sequence[str] = ()) -> Understood:
        """Return what a need is taken to be about; nothing is read before the network is.

        Parameters
        ----------
        skills : sequence of str
            What somebody said that it is about.
        """
        said, snapshot = known(skills), self._snapshot
        if snapshot is None or snapshot.matcher.reader is None or not text.strip():
            return Understood((), named(said))
        query = snapshot.matcher.text_query(text, skills=[skill.id for skill in said])
        return Understood.of(snapshot.matcher, query)

    def investors(self, project_id: str, k: int) -> Ranking[InvestorSuggestion]:
        """Return the investors for a project, for the team alone; raises as `answer` does."""
        return self._now().matcher.investor_ranking(project_id, k)

    def free_text(self, text: str, place: str = "", k: int = 5, skills: Sequence[str] = ()) -> FreeAnswer:
        """Return who could answer a need told in free words, which is kept nowhere.

        Parameters
        ----------
        skills : sequence of str
            Fine skills that somebody said it is about, by identifier or name.

        Raises
        ------
        InputError
            The text is blank, `place` is no commune, or there is no such skill.
        ProblemError
            The network is still being read (503).
        """
        matcher = self._now().matcher
        query = matcher.text_query(text, place, skills)
        partners = matcher.partner_ranking(query, k)
        return FreeAnswer(query.place, Understood.of(matcher, query), self._rank(matcher, query, k), partners)

    def prepare(self) -> None:
        """Read the whole network; what is there already goes on answering meanwhile."""
        with self._building:
            try:
                self._prepare()
            except BaseException:
                self._reload = True
                raise

    def catch_up(self) -> None:
        """Follow what changed without waiting for somebody to ask."""
        self._now()

    def consolidate(self) -> None:
        """Put segments of texts together: the small ones, or all of them when much changed or somebody was erased."""
        with self._building:
            matcher = self._known().matcher
            whole = self._forget or matcher.mentor_matcher.texts.heavy
            self._forget = False
            merged = matcher.merged() if whole else matcher.gathered()
            with self._following:
                snapshot = self._known()
                self._snapshot = replace(snapshot, matcher=merged.updated(snapshot.matcher.network))

    def texts_of(self, kind: str, key: str) -> Any:
        """Return the entity with the texts that it is ranked by, None when it is not ranked (yet)."""
        with self._following:
            return self._mirror.read[kind].get(key) if self._mirror else None

    def warm(self) -> None:
        """Do what can wait until mentors are suggested: read investors and partners, load the model."""
        self._known().matcher.read()
        self.encoder.encoder.encode(["Bonjour"], "need")

    def forget(self, texts: Iterable[str]) -> None:
        """Delete the vectors of texts; the next consolidation takes their words out of the engine's memory too."""
        self.store.forget(texts)
        self._forget = True

    def _prepare(self) -> None:
        self._reload = False
        with self._following:
            before = {kind: dict(self._mirror.read[kind]) for kind in READ} if self._mirror else {}
            older = self._snapshot
        with reading(self._database) as session:
            number = repository.begin_reading(session)
            mirror, waiting = Mirror.load(session), repository.waiting(session)
        for kind in READ:
            mirror.settle(kind, waiting.get(kind, ()), waiting.get(kind, set()), before.get(kind, {}))
        network = mirror.network()
        # Most questions are about mentors: investors and partners are read in `warm`, or when they are asked for.
        matcher = older.matcher.updated(network) if older else Matcher(network, self._reading).read_mentors()
        with self._following:
            self._mirror, self._snapshot = mirror, _Snapshot(number, matcher, mirror.closed())
            self._follow()
        if gc.get_freeze_count():
            # A served process froze what it loaded; the engine stays too, and is most of what there is to look through.
            gc.freeze()

    def _rank(self, matcher: Matcher, query: Query, k: int) -> Ranking[MentorSuggestion]:
        among = candidates.rows(self._database, matcher, query, k)
        return matcher.mentor_ranking(query, k, local_day(self._clock()), among)

    def _query(self, snapshot: _Snapshot, need_id: str) -> Query:
        if need_id in snapshot.closed:
            raise UnknownIdError("besoin ouvert", need_id)
        return snapshot.matcher.query(need_id)

    def _known(self) -> _Snapshot:
        if self._snapshot is None:
            raise ProblemError(
                503,
                "Le service lit encore les textes du réseau. Réessayez dans quelques secondes.",
                headers={"Retry-After": _RETRY_SECONDS},
            )
        return self._snapshot

    def _now(self) -> _Snapshot:
        snapshot = self._known()
        with reading(self._database) as session:
            number = feed.last_number(session)
        if number == snapshot.number:
            return snapshot
        with self._following:
            return self._follow()

    def _follow(self) -> _Snapshot:
        """Catch up with the database; the caller holds the lock."""
        snapshot, mirror = self._known(), self._mirror
        assert mirror is not None  # noqa: S101 - set with the snapshot
        with reading(self._database) as session:
            number = feed.last_number(session)
            changes = feed.since(session, snapshot.number)
            if number < snapshot.number or changes is None:
                # A backup was put back, or this process slept too long to know what changed.
                self._reload = True
                return snapshot
            told = list(changes)
            if not told:
                return snapshot
            self._reload |= any(change.kind == feed.EVERYTHING for change in told)
            try:
                self._take(session, mirror, told)
            except BaseException:
                # The mirror may be half-way: only a new one is sure.
                self._reload = True
                raise
        matcher = snapshot.matcher.updated(mirror.network())
        self._snapshot = _Snapshot(number, matcher, mirror.closed())
        return self._snapshot

    def _take(self, session: Session, mirror: Mirror, changes: list[Change]) -> None:
        told = {(change.kind, change.entity_id) for change in changes}
        told |= of_people(session, [key for kind, key in told if kind == "person"])
        for name, kind in KINDS.items():
            keys = [key for of, key in told if of == name]
            if keys:
                found = list(kind.read(session, keys))
                self._forget |= name in READ and len(found) < len(keys)
                waiting = repository.waiting(session, name, keys) if name in READ else {}
                mirror.take(name, keys, found, waiting.get(name, set()))


def _name(ranker: Ranker) -> str:
    return f"{ranker.weights.name}-{ranker.weights.version}"
