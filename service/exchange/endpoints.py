"""`/imports` and `/export`: whole networks in and out."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Query, Response

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import Role, Scope
from service.clock import local_day
from service.database.connection import writing
from service.exchange import exporting, repository, service
from service.exchange.models import ImportDraft
from service.exchange.schemas import Commit, ExportFormat, FoundInTables, ImportSummary, ImportView
from service.exchange.unpacking import parcel
from service.exchange.uploads import BODY, Importer, SentFiles
from service.jobs.endpoints import view as job_view
from service.jobs.models import Job
from service.jobs.schemas import JobView
from service.paging import USUAL, After, Limit, Page
from service.problems import answers, not_found
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(tags=["exchange"])
uploads = Router(tags=["exchange"])
"""The one route that takes more than a form's worth of bytes."""

Reader = Annotated[Actor, Allow(Role.ANIMATION, Role.ADMIN, scope=Scope.REGISTRY_READ)]

_FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Le réseau.",
        "content": {media: {"schema": {"type": "string", "format": "binary"}} for media in exporting.MEDIA.values()},
    }
}


@uploads.post("/imports", status_code=201, responses=answers(400, 413), openapi_extra=BODY)
def upload_network(actor: Importer, service_: Service, files: SentFiles) -> ImportView:
    """Read a network and say what committing it would change; the registry stays as it is.

    The faults are told all at once, each with file, line, column, value and what was expected. The draft is kept for a
    day.
    """
    sent = parcel(files)
    examined = service.examine(service_.database, service_.clock(), sent)
    with writing(service_.database) as session:
        draft = service.keep(session, service_.clock(), actor, sent, examined)
    return _view(draft, None)


@router.get("/imports")
def list_imports(
    actor: Reader, session: Reading, service_: Service, after: After = None, limit: Limit = USUAL
) -> Page[ImportSummary]:
    """List the files of the last day, newest first."""
    del actor

    def show(draft: ImportDraft) -> ImportSummary:
        return ImportSummary(**_summary(draft, _job(session, draft)))

    return repository.drafts(session, service_.clock(), after, limit, show)


@router.get("/imports/{import_id}")
def read_import(actor: Reader, session: Reading, service_: Service, import_id: Key) -> ImportView:
    """Return one file, what was found in it, and how far its commit is."""
    del actor
    draft = repository.find_draft(session, import_id, service_.clock())
    if draft is None:
        raise not_found("Ce fichier")
    return _view(draft, _job(session, draft))


@router.delete("/imports/{import_id}", status_code=204, responses=answers(409))
def discard_import(actor: Importer, session: Writing, service_: Service, import_id: Key) -> None:
    """Delete a file that was uploaded; what it brought into the registry stays."""
    service.discard(session, service_.clock(), actor, _found(session, service_, import_id))


@router.post("/imports/{import_id}/commit", status_code=202, responses=answers(409))
def commit_import(actor: Importer, session: Writing, service_: Service, import_id: Key, how: Commit) -> JobView:
    """Bring the file into the registry, all of it or nothing, by a job."""
    draft = _found(session, service_, import_id)
    return job_view(service.commit(session, service_.clock(), actor, draft, how.mode))


@router.get("/export", responses=_FILES, response_class=Response)
def export_network(
    actor: Reader,
    session: Reading,
    service_: Service,
    format: Annotated[
        ExportFormat, Query(description="Classeur `xlsx` ou `ods`, ou `csv` : une archive zip de fichiers CSV.")
    ] = ExportFormat.XLSX,
) -> Response:
    """Return the registry as a network's tables, with everybody's contact details; archived entries stay out."""
    now = service_.clock()
    network = exporting.exported_network(session)
    file = exporting.as_file(network, format, local_day(now))
    with writing(service_.database) as auditing:
        exporting.note(auditing, now, actor, network, format)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"}
    return Response(file.content, media_type=file.media_type, headers=headers)


def _found(session: Writing, service_: Service, import_id: str) -> ImportDraft:
    draft = repository.find_draft(session, import_id, service_.clock(), lock=True)
    if draft is None:
        raise not_found("Ce fichier")
    return draft


def _job(session: Reading, draft: ImportDraft) -> Job | None:
    return session.get(Job, draft.job_id) if draft.job_id else None


def _summary(draft: ImportDraft, job: Job | None) -> dict[str, Any]:
    return {
        "state": service.state_of(draft, job),
        "fault_count": draft.counts.get("faults", 0),
        "warning_count": draft.counts.get("warnings", 0),
        **{name: getattr(draft, name) for name in ("id", "file_name", "created_at", "expires_at")},
    }


def _view(draft: ImportDraft, job: Job | None) -> ImportView:
    return ImportView(
        **_summary(draft, job),
        faults=[FoundInTables(**fault) for fault in draft.faults],
        warnings=[FoundInTables(**warning) for warning in draft.warnings],
        merge=draft.counts.get("merge", {}),
        replace=draft.counts.get("replace", {}),
        job=None if job is None else job_view(job),
    )
