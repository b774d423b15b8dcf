"""Reads a workbook in a process of its own and prints its rows as JSON, one row a line.

A workbook from outside can make its parser allocate without end or stop the whole program: one stray cell in the last
column of the last row is enough. Here only this process stops. It is run as a script and imports nothing of the project.

It prints the names of the sheets and the cells of which the formula failed (``{"sheets": [...], "failed": [...]}``), reads
the JSON list of the wanted sheets, then prints for each wanted sheet its rows, and null after the last row. A date is printed as ``{"d": "2026-03-25"}``. Exit status: 0 done; 4 the workbook
is locked by a password; anything else, it cannot be read.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta

FAILED = re.compile(rb'<c\b[^>]*?\br="([A-Z]+[0-9]+)"[^>]*?\bt="e"')
LOCKED = 4
MEMORY_BYTES = 3 << 30
CONTENT_BYTES = 1 << 30
SECONDS = 60


def limit_resources() -> None:
    """Bound memory and time where the system knows how."""
    try:
        import resource
    except ImportError:
        return
    bounds = ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0))
    for kind, bound in bounds:
        hard = resource.getrlimit(kind)[1]
        bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (bound, hard))


def failed_formulas(path: str) -> list[str]:
    """Return where an .xlsx file holds #N/A, #REF! and the like, which the parser gives as empty: ``["F12"]``.

    Raises
    ------
    MemoryError
        The file says of itself that it unfolds to more than a gigabyte.
    """
    if not zipfile.is_zipfile(path):  # a locked workbook is none, and the parser says so
        return []
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > CONTENT_BYTES:
            raise MemoryError
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return [found[1].decode() for name in sheets for found in FAILED.finditer(archive.read(name))]


def plain(cell: object) -> object:
    """Return what JSON can say of a cell."""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, date):
        return {"d": (cell.date() if isinstance(cell, datetime) else cell).isoformat()}
    return str(cell) if isinstance(cell, time | timedelta) else cell


def main() -> int:
    """Serve the workbook named on the command line."""
    limit_resources()
    from python_calamine import CalamineWorkbook, PasswordError

    out = sys.stdout
    try:
        failed = failed_formulas(sys.argv[1])
        workbook = CalamineWorkbook.from_path(sys.argv[1])
    except PasswordError:
        return LOCKED
    print(json.dumps({"sheets": workbook.sheet_names, "failed": failed}), file=out, flush=True)
    for name in json.loads(sys.stdin.readline()):
        for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False):
            cells = [plain(cell) for cell in row] if True in row or False in row else row
            out.write(json.dumps(cells, default=plain))
            out.write("\n")
        out.write("null\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
