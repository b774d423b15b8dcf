"""From what somebody uploads to files that the library reads: names are never taken for paths, sizes are bounded."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from ptce_match.network.schema import SCHEMAS
from ptce_match.tables import Fault, Notice, TableError
from ptce_match.tables.findings import shown
from ptce_match.tables.folding import title_key
from service.problems import invalid

MOST_FILES: Final = 50
CSV_BYTES: Final = 64 << 20
"""What all CSV files of an archive may unfold to."""
WORKBOOK_BYTES: Final = 256 << 20
"""What a workbook, which is an archive of wordy XML, may unfold to."""
_ACCEPTED: Final = "Envoyez un classeur .xlsx ou .ods, des fichiers .csv, ou une archive .zip de fichiers .csv."
_WORKBOOKS: Final = ("xlsx", "ods")
_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError)


class Sent(NamedTuple):
    """One file as it was sent."""

    name: str
    content: bytes


class Parcel(NamedTuple):
    """Everything that was sent, as one piece: `form` is `xlsx`, `ods` or `zip`."""

    name: str
    form: str
    content: bytes


def parcel(files: Sequence[Sent]) -> Parcel:
    """Make one piece of what was sent.

    Raises
    ------
    ProblemError
        Nothing was sent, or something that is no network (422).
    """
    if not files:
        raise invalid("files", f"Aucun fichier n'a été reçu. {_ACCEPTED}")
    forms = [PurePosixPath(_base(file.name)).suffix.lower().removeprefix(".") for file in files]
    name = ", ".join(shown(_base(file.name)) for file in files[:8])
    if len(files) == 1 and forms[0] in (*_WORKBOOKS, "zip"):
        return Parcel(name, forms[0], files[0].content)
    if any(form != "csv" for form in forms):
        raise invalid("files", f"Ces fichiers ne vont pas ensemble, ou ne se lisent pas ici. {_ACCEPTED}")
    together = io.BytesIO()
    with zipfile.ZipFile(together, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, file in enumerate(files):
            # In folders of their own: two files of one name are told later, by name.
            archive.writestr(f"{number}/{_base(file.name)}", file.content)
    return Parcel(name, "zip", together.getvalue())


def _base(name: str) -> str:
    """Return the last part of a name that may come from any system, fit for an archive."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last.encode("utf-8", "replace").decode() if c.isprintable())[-100:]


@contextmanager
def unpacked(parcel: Parcel) -> Iterator[tuple[Path, list[Notice]]]:
    """Give the folder or workbook to read, in a folder that nobody else can open and that is deleted afterwards.

    Raises
    ------
    TableError
        The archive is broken, locked, or unfolds to more than a network can be.
    """
    with TemporaryDirectory(prefix="ptce-import-") as name:
        folder = Path(name)
        if parcel.form in _WORKBOOKS:
            yield _workbook(parcel, folder), []
        else:
            yield folder, _csv_files(parcel, folder)


def _workbook(parcel: Parcel, folder: Path) -> Path:
    path = folder / f"classeur.{parcel.form}"
    if zipfile.is_zipfile(io.BytesIO(parcel.content)):  # another kind of file is told by whoever reads it
        with _opened(parcel) as archive:
            if sum(member.file_size for member in archive.infolist()) > WORKBOOK_BYTES:
                raise _refused(path.name, "le classeur se déplie en un fichier démesuré")
    path.write_bytes(parcel.content)
    return path


def _csv_files(parcel: Parcel, folder: Path) -> list[Notice]:
    known = {title_key(schema.name): schema.name for schema in SCHEMAS}
    notices: list[Notice] = []
    left = CSV_BYTES
    with _opened(parcel) as archive:
        for member in _files(archive):
            place = PurePosixPath(_base(member.filename))
            table = known.get(title_key(place.stem)) if place.suffix.lower() == ".csv" else None
            if table is None:
                wanted = ", ".join(f"{schema.name}.csv" for schema in SCHEMAS)
                notices.append(
                    Notice(
                        place.name,
                        None,
                        "",
                        "",
                        f"rien n'en est lu ; noms reconnus : {wanted}",
                        "aucune table ne porte ce nom",
                    )
                )
                continue
            target = folder / f"{table}.csv"
            if target.exists():
                raise _refused(target.name, f"plusieurs fichiers donnent la table « {table} »")
            content = _read(archive, member, left)
            left -= len(content)
            target.write_bytes(content)
    return notices


@contextmanager
def _opened(parcel: Parcel) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(parcel.content))
    except _BROKEN as error:
        raise _refused(parcel.name, "l'archive est abîmée, ou n'en est pas une") from error
    with archive:
        yield archive


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of an archive, without those that systems add for themselves."""
    files = [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and not _base(member.filename).startswith((".", "~$"))
        and not member.filename.startswith("__MACOSX/")
    ]
    if len(files) > MOST_FILES:
        raise _refused("archive", f"l'archive contient plus de {MOST_FILES} fichiers")
    return files


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    try:
        with archive.open(member) as file:
            content = file.read(left + 1)  # what the archive says of its own size is not to be believed
    except _BROKEN as error:
        raise _refused(
            _base(member.filename), "ce fichier de l'archive est abîmé ou protégé par un mot de passe"
        ) from error
    if len(content) > left:
        raise _refused("archive", f"l'archive se déplie en plus de {CSV_BYTES >> 20} Mo")
    return content


def _refused(file: str, problem: str) -> TableError:
    return TableError(
        file, (Fault(file, None, "", "", "un classeur .xlsx ou .ods, ou une archive .zip de CSV", problem),)
    )
