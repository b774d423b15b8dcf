"""Opening a backup: nothing of it is used before all of it has been checked."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING, Final

from service.backup.manifest import MANIFEST, BackupError, Manifest, digest_of, read_manifest

if TYPE_CHECKING:
    from pathlib import Path

_PRIVATE: Final = 0o600
_MANIFEST_BYTES: Final = 1 << 20
_BLOCK: Final = 1 << 20


def unpack(source: Path, folder: Path) -> tuple[Manifest, Path]:
    """Unpack the database of a backup into a folder; return what the backup says of itself, and the file.

    Raises
    ------
    BackupError
        The file is not there, is no backup of ours, or is damaged.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive, source)
            content = folder / manifest.content
            _extract(archive, manifest, content)
    except FileNotFoundError as error:
        raise BackupError(f"La sauvegarde « {source} » est introuvable. Vérifiez son chemin.") from error
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(source) from error
    except OSError as error:
        raise BackupError(
            f"La sauvegarde « {source} » ne se lit pas ({error.strerror}). Vérifiez vos droits."
        ) from error
    with content.open("rb") as file:
        if digest_of(file) != (manifest.sha256, manifest.bytes):
            raise _damaged(source)
    return manifest, content


def _manifest(archive: zipfile.ZipFile, source: Path) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise BackupError(f"« {source} » n'est pas une sauvegarde faite par « ptce-match backup ».")
    with archive.open(MANIFEST) as file:
        return read_manifest(file.read(_MANIFEST_BYTES))


def _extract(archive: zipfile.ZipFile, manifest: Manifest, content: Path) -> None:
    out = os.open(content, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    left = manifest.bytes
    with archive.open(manifest.content) as packed, os.fdopen(out, "wb") as file:
        # One byte more than announced is enough to know that it is damaged: no need to fill the disk.
        while left >= 0 and (block := packed.read(min(_BLOCK, left + 1))):
            file.write(block)
            left -= len(block)
        file.flush()
        os.fsync(file.fileno())


def _damaged(source: Path) -> BackupError:
    return BackupError(
        f"La sauvegarde « {source} » est abîmée : son contenu n'est pas celui annoncé. Prenez-en une autre."
    )
