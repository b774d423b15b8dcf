"""Messages that were written into the data folder for want of a mail server: those to somebody, or about them."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from service.privacy.traces import Traces

_FOLDER = "messages"


def naming(folder: Path, traces: Traces) -> list[str]:
    """Return the names of the files that a person is named in, as recipient or otherwise."""
    return sorted(file.name for file in _files(folder) if traces.in_text(_whole(file)))


def remove(folder: Path, names: Iterable[str], message_ids: Iterable[str]) -> None:
    """Delete files by name, and those of messages by identifier, finished or not; what is gone already is no error."""
    for name in names:
        (folder / _FOLDER / name).unlink(missing_ok=True)
    ids = tuple(message_ids)
    for file in _files(folder):
        if any(each in file.name for each in ids):
            file.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    inside = folder / _FOLDER
    return [path for path in inside.iterdir() if path.is_file()] if inside.is_dir() else []


def _whole(file: Path) -> str:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return ""
    message = email.message_from_bytes(content, policy=email.policy.default)
    headers = "\n".join(str(value) for value in message.values())
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body is not None else ""
    return f"{headers}\n{text}\n{content.decode('utf-8', 'replace')}"
