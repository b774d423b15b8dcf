"""The right to erasure: everything about a person goes, anonymous counts and a list of identifiers stay.

What lies in tables goes in one transaction, with a row that says what lies elsewhere. The rest (the journal, message
files, vectors that work under way wrote afterwards, old pages of the database's log) follows at once, and is finished by
a duty after a crash. Each step bears being done twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ptce_match.encoder.store import text_keys
from service.access.actor import SYSTEM, Actor
from service.audit import log
from service.changes import feed
from service.clock import Clock, utc_now
from service.database.base import new_id
from service.database.connection import reading, writing
from service.matching import queue
from service.privacy import message_files
from service.privacy.cleaning import clean_up
from service.privacy.embedded import embedded_texts
from service.privacy.models import Erasure
from service.privacy.repository import belongings as owned
from service.privacy.repository import counting, erasures, removal
from service.privacy.requests import withdraw_open
from service.privacy.traces import Traces
from service.problems import conflict, not_found

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlmodel import Session

    from service.matching.live import LiveMatcher
    from service.privacy.journal import Entry
    from service.privacy.repository.belongings import Belongings
    from service.settings import Settings

_EMBEDDED: Final = frozenset({"mentor", "investor", "partner", "project", "need"})
_QUEUED: Final = ("mentors", "investors", "partners", "projects", "needs")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an erasure did.

    Attributes
    ----------
    counts : dict of str to int
        How many things went, by kind.
    """

    id: str
    erased_at: datetime
    counts: dict[str, int]


def erase(
    database: Engine,
    clock: Clock,
    matcher: LiveMatcher | None,
    actor: Actor,
    person_id: str,
    *,
    settings: Settings | None = None,
    erasure_id: str | None = None,
) -> Receipt:
    """Erase a person.

    Parameters
    ----------
    matcher : LiveMatcher or None
        The engine of this process; others follow the feed of changes.
    settings : Settings or None
        Where the journal and messages lie, and how to write to those with whom something was under way. Without them
        the first is left to the duty `FinishErasures`, and nobody is written to.
    erasure_id : str or None
        The erasure that this one repeats, over a backup that was put back.

    Raises
    ------
    ProblemError
        There is no such person (404), or nobody else could administer the service (409).
    """
    now = clock()
    with writing(database) as session:
        belongings = owned.find(session, person_id)
        if belongings is None:
            raise not_found("Cette personne")
        if erasure_id is None:
            _keep_an_admin(session, belongings)
        if settings is not None:
            withdraw_open(session, settings, now, belongings)
        texts = embedded_texts(belongings, matcher)
        folder = settings.data_folder if settings is not None else None
        receipt = _erase(session, now, actor, belongings, texts, folder, erasure_id)
    if matcher is not None:
        matcher.forget(texts)
    if settings is not None:
        clean_up(database, clock, settings.data_folder)
    return receipt


def replay(
    database: Engine,
    entries: Iterable[Entry],
    *,
    clock: Clock = utc_now,
    actor: Actor = SYSTEM,
) -> int:
    """Erase again whoever a backup brought back; return how many people that were.

    Nobody is written to. What lies outside the tables is left to the duty `FinishErasures` of the service that starts
    next.

    Parameters
    ----------
    entries : iterable of Entry
        What was erased: of the journal, and of the database before the backup was put back.
    """
    done = 0
    for entry in {entry.person_id: entry for entry in entries}.values():
        with reading(database) as session:
            known = owned.find(session, entry.person_id) is not None
        if known:
            erase(database, clock, None, actor, entry.person_id, erasure_id=entry.id)
            done += 1
    return done


def _erase(
    session: Session,
    now: datetime,
    actor: Actor,
    belongings: Belongings,
    texts: list[str],
    folder: Path | None,
    erasure_id: str | None,
) -> Receipt:
    person_id, identifiers = belongings.person.id, _identifiers(belongings)
    traces, keys = Traces(belongings), text_keys(texts)
    messages = {message.id for message in removal.messages_to(session, belongings)}
    messages |= {
        message.id
        for message in removal.unsent_messages(session)
        if traces.in_text(f"{message.subject}\n{message.body}")
    }
    changes = [("person", person_id), *belongings.network_entries, *removal.hanging(session, belongings)]
    counting.keep(session, counting.counted(session, belongings))
    removal.remove_drafts(session)
    removal.remove_messages(session, sorted(messages))
    removal.remove_vectors(session, keys)
    removal.remove(session, belongings)
    struck = traces.strike_out(session)
    feed.tell(session, *changes, *struck)
    # After the number of the change was taken: whoever empties the queue takes them in this order.
    removal.remove_tasks(session, [key for kind in _QUEUED for key in identifiers[kind]])
    for kind, key in struck:
        if kind in _EMBEDDED:
            queue.embed(session, now, kind, key)
    erasure = session.get(Erasure, erasure_id) if erasure_id else None
    erasure = erasure or Erasure(id=erasure_id or new_id("E"), erased_at=now)
    erasure.identifiers = identifiers
    erasure.left = {
        "keys": [key.hex() for key in keys],
        "messages": sorted(messages),
        "files": message_files.naming(folder, traces) if folder is not None else [],
    }
    erasure.cleaned_at = erasure.finished_at = None
    session.add(erasure)
    counts = {kind: len(ids) for kind, ids in identifiers.items() if isinstance(ids, list)}
    log.record(session, now, actor, "person.erase", "person", person_id, after={"erasure": erasure.id, **counts})
    return Receipt(erasure.id, now, counts)


def _identifiers(belongings: Belongings) -> dict[str, str | list[str]]:
    return {
        "person": belongings.person.id,
        "accounts": belongings.account_ids,
        "mentors": [entry.id for entry in belongings.mentors],
        "investors": [entry.id for entry in belongings.own_investors],
        "partners": [entry.id for entry in belongings.own_partners],
        "projects": [project.id for project in belongings.own_projects],
        "needs": [need.id for need in belongings.own_needs],
        "collectives": sorted(belongings.own_collectives),
    }


def _keep_an_admin(session: Session, belongings: Belongings) -> None:
    accounts = belongings.account_ids
    if erasures.is_admin(session, accounts) and not erasures.other_admins(session, accounts):
        raise conflict(
            "Cette personne est la seule à pouvoir administrer le service : donnez d'abord ce rôle à quelqu'un d'autre."
        )
