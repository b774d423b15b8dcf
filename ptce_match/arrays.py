"""Learned numbers in a folder: one archive of arrays, named by its content, and a manifest that vouches for it."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

import numpy as np

from ptce_match.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

MANIFEST: Final = "manifest.json"
_SUFFIX: Final = ".npz"


def write_arrays(folder: Path, stem: str, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, object]) -> None:
    """Write the arrays and the manifest, which holds their SHA-256 and the facts; what was there before goes.

    Whoever reads meanwhile, or after a crash, finds the older manifest with the older arrays, or both new ones.
    """
    folder.mkdir(parents=True, exist_ok=True)
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    digest = hashlib.sha256(content.getvalue()).hexdigest()
    archive = folder / f"{stem}-{digest[:12]}{_SUFFIX}"
    archive.write_bytes(content.getvalue())
    manifest = {"weights": archive.name, "sha256": digest, **facts}
    draft = folder / f".{MANIFEST}.tmp"
    draft.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(folder / MANIFEST)
    for older in folder.glob(f"{stem}-*{_SUFFIX}"):
        if older != archive:
            older.unlink()


def read_arrays(folder: Path, what: str) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the manifest and the arrays of a folder.

    Parameters
    ----------
    what : str
        What is read, in French with its article, for messages.

    Raises
    ------
    ModelError
        A file is missing, altered, or not what it should be.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        content = (folder / Path(manifest["weights"]).name).read_bytes()
        if hashlib.sha256(content).hexdigest() != manifest["sha256"]:
            raise unreadable(folder, what, "a été modifié depuis qu'il a été fait")
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return manifest, {name: arrays[name] for name in arrays.files}
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise unreadable(folder, what, "manque ou ne peut pas être lu") from error


def unreadable(folder: Path, what: str, problem: str) -> ModelError:
    """Return the error that says what is wrong with a folder, and the way out."""
    return ModelError(
        f"{what} du dossier « {folder} » {problem}. Récupérez de nouveau ce dossier, ou refaites-le avec : ptce-match train reader"
    )
