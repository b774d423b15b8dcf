"""The registry as a network's tables.

What is set aside stays out: archived mentors, projects, investors and partners, closed needs, and what names them. A table
has no column that says so, and reading the export again would bring them back. People who object to matching are part of
the registry, and of its export. What the registry holds but no file can (a semicolon inside an item of a list, say) is
written as nearly as possible.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from ptce_match.tables import TableError
from service.audit import log
from service.exchange import repository
from service.exchange.fitting import mended, without
from service.exchange.records import RECORDS
from service.exchange.schemas import ExportFormat
from service.matching.network import load_network

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from ptce_match.network import Network
    from service.access.actor import Actor

MEDIA: Final = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    ExportFormat.CSV: "application/zip",
}


class Exported(NamedTuple):
    """A network as one file."""

    name: str
    media_type: str
    content: bytes


def exported_network(session: Session) -> Network:
    """Return the registry as it is exported."""
    return without(load_network(session, for_matching=False), repository.set_aside(session))


def as_file(network: Network, format: ExportFormat, day: date) -> Exported:
    """Return a network as a workbook, or as an archive of CSV files."""
    with TemporaryDirectory(prefix="ptce-export-") as name:
        path = Path(name) / ("reseau" if format is ExportFormat.CSV else f"reseau.{format}")
        write(network, path)
        content = _zipped(path) if format is ExportFormat.CSV else path.read_bytes()
    suffix = "zip" if format is ExportFormat.CSV else format.value
    return Exported(f"reseau-{day.isoformat()}.{suffix}", MEDIA[format], content)


def _zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return packed.getvalue()


def note(session: Session, now: datetime, actor: Actor, network: Network, form: str) -> None:
    """Write in the audit log who took the network away, and how much of it."""
    rows = {record.name: len(getattr(network, record.attribute)) for record in RECORDS}
    log.record(session, now, actor, "network.export", "network", "", after={"format": form, "rows": rows})


def write(network: Network, path: Path) -> None:
    """Write a network where `Network.write` would; values that no table can hold are mended first.

    Raises
    ------
    TableError
        The network cannot be written even so: tickets the wrong way round, say.
    """
    try:
        network.write(path)
    except TableError as error:
        mended(network, error.faults).write(path)
