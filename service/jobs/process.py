"""Which process runs a job, and whether that process is still there."""

from __future__ import annotations

import os
import platform
import secrets
from typing import Final

_TOKEN: Final = secrets.token_hex(4)
"""Tells this process from an earlier one with the same number, as the first process of a container always has."""


def this_process() -> str:
    """Return the name of this process, different for each one on any machine."""
    return f"{platform.node()}/{os.getpid()}/{_TOKEN}"


def is_gone(name: str) -> bool:
    """Tell whether a process has ended for certain: one of this machine that is no longer there.

    False says nothing: of another machine, only its silence tells.
    """
    node, _, rest = name.rpartition("/")[0].rpartition("/")
    if node != platform.node() or not rest.isdecimal() or name == this_process():
        return False
    number = int(rest)
    if number == os.getpid():
        return True
    # On Windows, signal 0 is no question but an interruption.
    return os.name == "posix" and not _runs(number)


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
