"""A private folder in which a file is made before it takes its place, whatever kills the process."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX: Final = ".ptce-sauvegarde-"
_LOCK: Final = "verrou"


@contextmanager
def workshop(parent: Path) -> Iterator[Path]:
    """Give a folder beside the file to make; what killed processes left in theirs is deleted first."""
    for lock in parent.glob(f"{_PREFIX}*/{_LOCK}"):
        with _held(lock) as free:
            if free:
                shutil.rmtree(lock.parent, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    try:
        with _held(folder / _LOCK):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(made: Path, file: Path) -> None:
    """Give a finished file its name: whoever looks sees the earlier one, or this one whole."""
    made.replace(file)
    if sys.platform != "win32":
        handle = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _held(lock: Path) -> Iterator[bool]:
    """Hold a lock that ends with the process; give whether it was free."""
    if sys.platform == "win32":
        yield not lock.exists()
        return
    import fcntl

    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
