"""What `ptce-match doctor` says of the service: its settings, its database, its way of sending messages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from ptce_match.cli.doctor import Finding
from ptce_match.errors import PtceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from service.settings import Settings

_NOT_SET_UP: Final = (
    "aucune : le service n'est pas réglé ici (docs/settings.md) ; les autres commandes lisent des fichiers"
)


def examine() -> list[Finding]:
    """Return what was found about the service that the settings of this environment describe."""
    from service.settings import FILE_VARIABLE, PREFIX, Settings, SettingsError, read_settings

    named = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {FILE_VARIABLE}
    if not named & {name.upper() for name in os.environ}:
        return [Finding("base de données", ok=None, detail=_NOT_SET_UP)]
    try:
        settings = read_settings()
    except SettingsError as error:
        return [Finding("réglages du service", ok=False, detail=str(error))]
    return [Finding("réglages du service", ok=True, detail=f"lus, adresse {settings.base_url}"), *_examined(settings)]


def _examined(settings: Settings) -> Iterator[Finding]:
    from service.database.reach import file_of, reached, shown

    file = file_of(settings.database)
    if file is not None and not file.is_file():
        yield Finding("base de données", ok=None, detail=f"{file} n'existe pas encore ; « ptce-match serve » la crée")
    else:
        try:
            engine = reached(settings.database)
        except PtceError as error:
            yield Finding("base de données", ok=False, detail=str(error))
        else:
            yield Finding("base de données", ok=True, detail=f"{shown(settings.database)}, {_content(engine)}")
            engine.dispose()
    if settings.smtp_host:
        yield Finding(
            "messages", ok=True, detail=f"par {settings.smtp_host}:{settings.smtp_port} ({settings.smtp_security})"
        )
    else:
        yield Finding(
            "messages", ok=None, detail=f"aucun serveur d'envoi ; déposés dans {settings.data_folder / 'messages'}"
        )


def _content(engine: Engine) -> str:
    """Return the revision of the tables, and how much stands in them and in the queues."""
    from sqlmodel import func, select

    from service.clock import utc_now
    from service.database import migrate
    from service.database.connection import reading
    from service.mentors.models import Mentor
    from service.operations.queues import lengths
    from service.people.models import Person
    from service.projects.models import Project

    revision, needed = migrate.current(engine), migrate.newest()
    if revision != needed:
        return f"révision {revision or 'aucune'}, « ptce-match serve » l'amènera à {needed}"
    with reading(engine) as session:
        people, mentors, projects = (
            session.exec(select(func.count()).select_from(table)).one() for table in (Person, Mentor, Project)
        )
        waiting = lengths(session, utc_now())
    return (
        f"révision {revision} à jour, {people} personnes, {mentors} bénévoles, {projects} projets ; en attente : "
        f"{waiting.texts} textes, {waiting.messages} messages, {waiting.jobs['queued'] + waiting.jobs['running']} travaux"
    )
