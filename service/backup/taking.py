"""Taking a backup: one file, whole or not there, readable by its owner alone."""

from __future__ import annotations

import os
import zipfile
from typing import IO, TYPE_CHECKING, Final

from ptce_match import __version__
from service.backup import postgres_copy, sqlite_copy
from service.backup.manifest import MANIFEST, BackupError, Manifest, digest_of
from service.backup.workshop import put_in_place, workshop
from service.database.reach import file_of, reached

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from service.settings import Settings

_PRIVATE: Final = 0o600
_LEVEL: Final = 6


def take(
    settings: Settings, target: Path, now: datetime, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> tuple[Path, Manifest]:
    """Copy the database into one file, while the service runs; return the file and what it says of itself.

    Parameters
    ----------
    target : Path
        The file to write (an earlier one is replaced), or a folder in which a file with the date in its name is made.
    progress : callable
        Told (done, total) while the database is copied.

    Raises
    ------
    BackupError
        The database is not there or is of a newer version, the target cannot be written, or a tool is missing.
    """
    file = target / f"ptce-{now:%Y%m%d-%H%M%S}.zip" if target.is_dir() else target
    try:
        with workshop(file.parent) as folder:
            made = folder / "sauvegarde.zip"
            manifest = _make(settings, folder, made, now, progress)
            put_in_place(made, file)
    except OSError as error:
        raise BackupError(
            f"La sauvegarde « {file} » n'a pas pu être écrite ({error.strerror}). Vérifiez le dossier, vos droits et la "
            "place libre."
        ) from error
    return file, manifest


def _make(
    settings: Settings, folder: Path, made: Path, now: datetime, progress: Callable[[int, int], None]
) -> Manifest:
    source = file_of(settings.database)
    if source is not None and not source.is_file():
        raise BackupError(f"Il n'y a pas de base à sauvegarder : « {source} » n'existe pas. Vérifiez data_folder.")
    engine = reached(settings.database)
    try:
        copied = folder / ("ptce.dump" if source is None else "ptce.sqlite")
        if source is None:
            tool, counts, revision = postgres_copy.copy(engine, copied, progress)
        else:
            sqlite_copy.copy(source, copied, progress)
            tool, counts, revision = "", sqlite_copy.counts(copied), sqlite_copy.revision(copied)
    finally:
        engine.dispose()
    if not revision:
        raise BackupError("La base est vide : il n'y a rien à sauvegarder. Vérifiez database_url et data_folder.")
    with copied.open("rb") as content:
        digest, length = digest_of(content)
    manifest = Manifest(
        kind="postgresql" if source is None else "sqlite",
        version=__version__,
        revision=revision,
        taken_at=now,
        tool=tool,
        sha256=digest,
        bytes=length,
        counts=counts,
    )
    _pack(manifest, copied, made)
    return manifest


def _pack(manifest: Manifest, copied: Path, made: Path) -> None:
    method = zipfile.ZIP_STORED if manifest.kind == "postgresql" else zipfile.ZIP_DEFLATED  # pg_dump compresses itself
    with _private(made) as out:
        with zipfile.ZipFile(out, "w", method, compresslevel=_LEVEL) as archive:
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
            archive.write(copied, manifest.content)
        out.flush()
        os.fsync(out.fileno())


def _private(file: Path) -> IO[bytes]:
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "wb")
