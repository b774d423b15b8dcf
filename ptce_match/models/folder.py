"""Where learned models lie, and how a file gets there whole."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ptce_match.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELS_VARIABLE: Final = "PTCE_MATCH_MODELS"
DRAFT: Final = ".brouillon-"
_LOCK: Final = ".verrou"


def models_folder(chosen: str | Path | None = None) -> Path:
    """Return the folder of learned models: the one chosen, that of ``$PTCE_MATCH_MODELS``, or the user's own."""
    named = chosen or os.environ.get(MODELS_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("ptce-match") / "models"


def draft_name() -> str:
    """Return a name for what is being written; whoever reads a folder passes over such names."""
    return f"{DRAFT}{secrets.token_hex(8)}"


def write_file(path: Path, content: bytes) -> None:
    """Write a file that is on the disk when this returns."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file in one step: whoever reads it, even after a crash, finds the old content or the new one."""
    draft = path.with_name(draft_name())
    try:
        write_file(draft, content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Put the names of a folder on the disk, where the system can."""
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process at a time change what is in a folder; the system ends the lock of a process that dies."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("ab") as file:
        try:
            import fcntl
        except ImportError:  # pragma: no cover - Windows
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def told(folder: Path, what: str) -> Iterator[None]:
    """Turn a refusal of the system into a sentence about the folder of models."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"Le dossier de modèles « {folder} » {what} ({error.strerror}). Indiquez un autre dossier avec --models, "
            f"ou avec la variable {MODELS_VARIABLE}."
        ) from error
