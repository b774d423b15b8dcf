"""LibreOffice workbooks (OpenDocument spreadsheets), written row by row.

Libraries that build the whole document in memory need minutes and gigabytes for 100,000 rows; the few elements that
a network needs are written here directly (OASIS OpenDocument 1.3, part 3, sections 9.1 and 6.1.3 to 6.1.5).
"""

from __future__ import annotations

import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ptce_match.tables.cells import Cell
    from ptce_match.tables.raw import RawTable

_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES: Final = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
    }.items()
)
_HEAD: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>\
<number:date-style style:name="day"><number:day number:style="long"/><number:text>/</number:text>\
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>\
<style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>\
</office:automatic-styles><office:body><office:spreadsheet>"""
_FOOT: Final = "</office:spreadsheet></office:body></office:document-content>"
_MANIFEST: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">\
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_TYPE}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
# XML readers take several spaces for one, and none at the start of a line.
_SPACES: Final = re.compile("^ +|(?<= ) +", re.MULTILINE)


def write_ods(path: Path, tables: Sequence[RawTable]) -> None:
    """Write one sheet a table, named after the table's `file`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        # The format wants this entry first and not compressed: it is how programs recognise the file.
        archive.writestr(zipfile.ZipInfo("mimetype"), _TYPE)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w", force_zip64=True) as content:
            content.write(_HEAD.encode())
            for table in tables:
                for part in _sheet(table):
                    content.write(part.encode())
            content.write(_FOOT.encode())


def _sheet(table: RawTable) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(table.file)}>"
    yield _row(table.titles)
    for cells in zip(*table.columns, strict=True):
        yield _row(cells)
    yield "</table:table>"


def _row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, date):
        return f'<table:table-cell table:style-name="date" office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    return f'<table:table-cell office:value-type="float" office:value="{cell!r}"/>'


def _text(text: str) -> str:
    lines = escape(text).split("\n")
    shown = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in lines)
    # Some readers lose <text:tab/>; the attribute holds the exact text and comes first wherever it is known.
    exact = f" office:string-value={quoteattr(text)}" if "\t" in text else ""
    return f'<table:table-cell office:value-type="string"{exact}>{shown}</table:table-cell>'


def _spaced(line: str) -> str:
    return _SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', line).replace("\t", "<text:tab/>")
