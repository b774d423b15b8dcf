"""Import drafts: read and compared when they arrive, committed by a job; nothing here commits a transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from ptce_match.network import Network
from ptce_match.tables import Finding, TableError
from service.audit import log
from service.database.base import new_id
from service.database.connection import reading
from service.exchange.checking import doubts, erased_rows
from service.exchange.comparing import Mode, compare, counts_of
from service.exchange.models import ImportDraft
from service.exchange.unpacking import Parcel, unpacked
from service.jobs import repository as job_queue
from service.jobs import service as jobs
from service.jobs.models import Job
from service.problems import conflict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlmodel import Session

    from service.access.actor import Actor

KEPT: Final = timedelta(days=1)
_SHOWN: Final = 500


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a parcel, and what committing it would change, by mode."""

    faults: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    changes: dict[str, Any]


def read(parcel: Parcel) -> tuple[Network, tuple[Finding, ...]]:
    """Return the network of a parcel, and the doubts about it.

    Raises
    ------
    TableError
        With every fault.
    """
    with unpacked(parcel) as (path, notices):
        network = Network.read(path)
    return network, (*notices, *network.warnings, *doubts(network))


def examine(database: Engine, now: datetime, parcel: Parcel) -> Examined:
    """Read a parcel and compare it with the registry; takes seconds for a large one, and changes nothing."""
    try:
        network, warnings = read(parcel)
    except TableError as error:
        return Examined(error.faults, (), {})
    with reading(database) as session:
        faults = tuple(erased_rows(session, network))
        modes: tuple[Mode, ...] = ("merge", "replace")
        changes: dict[str, Any] = {mode: counts_of(compare(session, now, network, mode)) for mode in modes}
    return Examined(faults, warnings, {} if faults else changes)


def keep(session: Session, now: datetime, actor: Actor, parcel: Parcel, examined: Examined) -> ImportDraft:
    """Keep a parcel for a day, so that somebody can look at what was found and commit it."""
    draft = ImportDraft(
        id=new_id(f"I-{now:%Y%m%d%H%M%S}"),
        file_name=parcel.name,
        form=parcel.form,
        content=parcel.content,
        state="faulty" if examined.faults else "ready",
        faults=_told(examined.faults),
        warnings=_told(examined.warnings),
        counts={"faults": len(examined.faults), "warnings": len(examined.warnings), **examined.changes},
        created_by=actor.account_id,
        created_at=now,
        expires_at=now + KEPT,
    )
    session.add(draft)
    session.flush()
    log.record(session, now, actor, "import.upload", "import_draft", draft.id, after={"state": draft.state})
    return draft


def _told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    told = [asdict(finding) | {"sentence": str(finding)} for finding, _ in zip(findings, range(_SHOWN), strict=False)]
    for each in told:
        del each["problem"]
    return told


def state_of(draft: ImportDraft, job: Job | None) -> str:
    """Return the state of a draft, which is `committing` while its job waits or runs."""
    if draft.state != "committed" and job is not None and job.state in job_queue.OPEN:
        return "committing"
    return draft.state


def commit(session: Session, now: datetime, actor: Actor, draft: ImportDraft, mode: Mode) -> Job:
    """Queue the job that brings a draft into the registry.

    Raises
    ------
    ProblemError
        The draft has faults, is being committed, or was committed (409).
    """
    _must_rest(session, draft)
    if draft.state == "faulty":
        raise conflict("Ce fichier contient des fautes. Corrigez-les toutes, puis déposez-le de nouveau.")
    if draft.state == "committed":
        raise conflict("Ce fichier a déjà été versé dans le registre.")
    job = jobs.start(session, now, actor, "import", {"draft": draft.id, "mode": mode})
    draft.job_id = job.id
    session.add(draft)
    session.flush()
    return job


def discard(session: Session, now: datetime, actor: Actor, draft: ImportDraft) -> None:
    """Delete a draft.

    Raises
    ------
    ProblemError
        It is being committed (409).
    """
    _must_rest(session, draft)
    session.delete(draft)
    session.flush()
    log.record(session, now, actor, "import.discard", "import_draft", draft.id)


def _must_rest(session: Session, draft: ImportDraft) -> None:
    job = session.get(Job, draft.job_id) if draft.job_id else None
    if state_of(draft, job) == "committing":
        raise conflict("Ce fichier est en cours de versement. Attendez la fin du travail, ou annulez-le.")
