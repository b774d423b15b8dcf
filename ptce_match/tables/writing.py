"""Writing tables to a folder or a workbook, whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from typing import TYPE_CHECKING, Final

from ptce_match.errors import InputError
from ptce_match.tables.csv_writing import write_csv
from ptce_match.tables.folding import title_key
from ptce_match.tables.ods_writing import write_ods
from ptce_match.tables.workbook_reading import WorkbookError, open_workbook
from ptce_match.tables.xlsx_writing import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ptce_match.tables.raw import RawTable
    from ptce_match.tables.schema import Schema

_MAX_ROWS: Final = 1_048_575
_WORKBOOKS: Final[dict[str, Callable[[Path, Sequence[RawTable]], None]]] = {".xlsx": write_xlsx, ".ods": write_ods}
_NO_FOLDER: Final = (".csv", ".tsv", ".txt", ".xls", ".xlsm", ".xlsb", ".zip")


def write_tables(path: Path, tables: Sequence[RawTable], schemas: Sequence[Schema]) -> None:
    """Write one CSV file a table into a folder, or one sheet a table into a workbook, after the suffix of `path`.

    Everything is written beside the target first, then takes its place in one move. What stood there is replaced
    only when it holds the same tables; other files of the folder stay.

    Raises
    ------
    InputError
        Something else stands there, or the place cannot be written.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in _WORKBOOKS:
            _write_workbook(path, tables, schemas)
        elif suffix in _NO_FOLDER:
            raise InputError(f"« {path.name} » : un réseau s'écrit dans un dossier, ou dans un classeur .xlsx ou .ods.")
        else:
            _write_folder(path.resolve(), tables, schemas)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "ce nom n'est pas possible"
        raise InputError(f"« {path} » ne peut pas être écrit ({reason}). Choisissez un autre emplacement.") from error


def _write_workbook(path: Path, tables: Sequence[RawTable], schemas: Sequence[Schema]) -> None:
    if any(len(table.lines) > _MAX_ROWS for table in tables):
        raise InputError(f"Une feuille ne tient que {_MAX_ROWS} lignes. Écrivez ce réseau dans un dossier de CSV.")
    if path.exists() and not (path.is_file() and _holds(_sheets(path), schemas)):
        raise _refusal(path, "n'est pas un classeur de réseau")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _beside(path)
    try:
        _WORKBOOKS[path.suffix.lower()](draft, tables)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write_folder(folder: Path, tables: Sequence[RawTable], schemas: Sequence[Schema]) -> None:
    present = _content(folder)
    if present and not _holds([entry.stem for entry in present if entry.suffix.lower() == ".csv"], schemas):
        raise _refusal(folder, "contient autre chose qu'un réseau")
    known = {title_key(schema.name) for schema in schemas}
    kept = [entry for entry in present if entry.suffix.lower() != ".csv" or title_key(entry.stem) not in known]
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = _beside(folder)
    draft.mkdir()
    try:
        for table in tables:
            write_csv(draft / f"{table.file}.csv", table)
        _swap(folder, draft, [entry.name for entry in kept])
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _content(folder: Path) -> list[Path]:
    if folder.exists() and not folder.is_dir():
        raise _refusal(folder, "est un fichier")
    return list(folder.iterdir()) if folder.exists() else []


def _swap(folder: Path, draft: Path, kept: Sequence[str]) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    shutil.copymode(folder, draft)
    old = _beside(folder)
    folder.rename(old)
    try:
        draft.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    for name in kept:
        (old / name).rename(folder / name)
    shutil.rmtree(old)


def _beside(path: Path) -> Path:
    # On the same disk, so that the last move is a mere renaming, which no reader sees half done.
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")


def _holds(names: Sequence[str], schemas: Sequence[Schema]) -> bool:
    keys = {title_key(name) for name in names}
    return all(schema.optional or title_key(schema.name) in keys for schema in schemas)


def _sheets(path: Path) -> tuple[str, ...]:
    try:
        with open_workbook(path) as workbook:
            return workbook.sheets
    except WorkbookError:
        return ()


def _refusal(path: Path, problem: str) -> InputError:
    return InputError(f"« {path} » {problem} : rien n'a été écrit. Choisissez un autre emplacement.")
