"""The job that brings a draft into the registry: read outside any transaction, written in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ptce_match.tables import TableError
from service.database.connection import reading, writing
from service.exchange import repository
from service.exchange.importing import import_network
from service.exchange.models import ImportDraft
from service.exchange.service import read
from service.exchange.unpacking import Parcel
from service.jobs.context import JobContext, JobError

if TYPE_CHECKING:
    from ptce_match.network import Network

_STEPS = 2
_GONE = "Ce fichier n'est plus là : il a été retiré, ou il a été déposé il y a plus d'un jour. Déposez-le de nouveau."


def commit_draft(context: JobContext) -> dict[str, Any]:
    """Bring a draft into the registry; a draft that is there already, because its job died just after, is left alone.

    Returns
    -------
    dict
        `mode`, and for each table the counts of `Changes`.

    Raises
    ------
    JobError
        The draft is gone, or cannot be read any more.
    """
    context.progress(0, _STEPS)
    draft_id, mode = context.payload["draft"], context.payload["mode"]
    with reading(context.database) as session:
        draft = session.get(ImportDraft, draft_id)
    if draft is None:
        raise JobError(_GONE)
    if draft.state == "committed":
        return {"mode": mode, "tables": draft.counts.get("done", {})}
    network = _read(draft)
    context.progress(1, _STEPS)
    now = context.clock()
    with writing(context.database) as session:
        # Together with what it brings: a draft is committed whole, and once.
        if not repository.take_draft(session, draft_id):
            raise JobError(_GONE)
        try:
            counts = import_network(session, now, context.actor, network, mode, entity_id=draft_id)
        except TableError as error:
            raise JobError(_erased(error)) from error
        repository.note_done(session, draft_id, {**draft.counts, "done": counts})
    return {"mode": mode, "tables": counts}


def _read(draft: ImportDraft) -> Network:
    try:
        return read(Parcel(draft.file_name, draft.form, draft.content))[0]
    except TableError as error:
        raise JobError("Ce fichier ne se lit plus. Déposez-le de nouveau.") from error


def _erased(error: TableError) -> str:
    ids = ", ".join(fault.value for fault in error.faults[:20])
    return f"Des personnes du fichier ont été effacées à leur demande ({ids}). Retirez leurs lignes, puis déposez-le de nouveau."
