"""CSV as people make it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptce_match.tables import Findings
from ptce_match.tables.csv_reading import read_csv

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_match.tables.raw import RawTable

TITLES = ("id", "texte", "priorite")


def read(folder: Path, content: bytes) -> tuple[RawTable | None, Findings]:
    path = folder / "besoins.csv"
    path.write_bytes(content)
    findings = Findings()
    return read_csv(path, TITLES, findings), findings


def rows_of(folder: Path, content: bytes) -> list[tuple[object, ...]]:
    table, findings = read(folder, content)
    assert table
    assert not findings.faults
    return list(zip(table.lines, *table.columns, strict=True))


def faults_of(folder: Path, content: bytes) -> list[str]:
    return [str(fault) for fault in read(folder, content)[1].faults]


PLAIN = "id;texte;priorite\nN1;été;1\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode("utf-8"),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        PLAIN.replace(";", ",").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.rstrip().encode(),
        ("id;texte;priorite;;\nN1;été;1;;\n").encode(),
        ('"id" ; "texte" ; "priorite"\n N1; "été"; 1\n').replace('" ;', '";').encode(),
    ],
)
def test_the_same_table_in_many_guises(tmp_path: Path, content: bytes) -> None:
    assert rows_of(tmp_path, content) == [(2, "N1", "été", "1")]


def test_a_line_that_announces_the_separator_is_no_title(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b"sep=;\r\nid;texte;priorite\r\nN1;a,b;1\r\n") == [(3, "N1", "a,b", "1")]


def test_free_text_does_not_mislead_about_the_separator(tmp_path: Path) -> None:
    content = b'id,texte,priorite\nN1,"un; deux; trois; quatre; cinq",1\n'
    assert rows_of(tmp_path, content) == [(2, "N1", "un; deux; trois; quatre; cinq", "1")]
    content = b'id;"texte";priorite\nN1;un, deux, trois, quatre, cinq, six;1\n'
    assert rows_of(tmp_path, content) == [(2, "N1", "un, deux, trois, quatre, cinq, six", "1")]


def test_lines_are_counted_as_in_the_file(tmp_path: Path) -> None:
    content = b'\nid;texte;priorite\n\nN1;"deux\nlignes";1\n;;\nN2;une;2\n'
    table, _ = read(tmp_path, content)
    assert table
    assert table.title_line == 2
    assert table.lines == [4, 7]


def test_a_short_row_is_filled_up_and_told(tmp_path: Path) -> None:
    table, findings = read(tmp_path, b"id;texte;priorite\nN1;a\nN2;b;2\n")
    assert table
    assert table.columns[2] == ["", "2"]
    assert "une ligne s'arrête avant la dernière colonne" in str(findings.notices[0])


def test_a_long_row_is_a_fault_and_is_left_out(tmp_path: Path) -> None:
    table, findings = read(tmp_path, b"id;texte;priorite\nN1;a;b;1\nN2;b;2;;\n")
    assert table
    assert table.lines == [3]
    assert not table.complete
    assert str(findings.faults[0]).startswith("besoins.csv, ligne 2 : la ligne compte 4 cellules.")


def test_a_quote_that_stays_open_does_not_swallow_the_rest_unseen(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, b'id;texte;priorite\nN1;"ouvert;1\nN2;b;2\n')
    assert len(faults) == 1
    assert "ligne 2 : un guillemet ouvert n'est pas fermé" in faults[0]


def test_every_broken_row_is_told(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, b'id;texte;priorite\nN1;"a"b;1\nN2;c;2\nN3;"d"e;3\n')
    assert ["ligne 2" in faults[0], "ligne 4" in faults[1], len(faults)] == [True, True, 2]


def test_a_huge_cell_is_a_fault(tmp_path: Path) -> None:
    assert "dépasse" in faults_of(tmp_path, b"id;texte;priorite\nN1;" + b"x" * 200_000 + b";1\n")[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "le fichier est vide"),
        (b"\xef\xbb\xbf", "le fichier est vide"),
        (b"\n  \n", "le fichier est vide"),
        (b"PK\x03\x04\x00\x00", "une archive ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "ancien classeur Excel"),
        (b"%PDF-1.7", "un PDF"),
        (PLAIN.encode("utf-16"), "UTF-16"),
        (b"id;texte\nN1;\x81\x8d", "ligne 2 : un caractère est illisible (octet 81)"),
        (PLAIN.encode() * 3 + b"\xff", "ligne 7 : un caractère est illisible (octet FF)"),
    ],
)
def test_what_is_no_csv_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    faults = faults_of(tmp_path, content)
    assert len(faults) == 1
    assert words in faults[0]


def test_a_folder_named_like_a_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "besoins.csv").mkdir()
    findings = Findings()
    assert read_csv(tmp_path / "besoins.csv", TITLES, findings) is None
    assert "ne s'ouvre pas" in str(findings.faults[0])


def test_text_marked_against_formulas_comes_back_bare(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b"id;texte;priorite\nN1;'=1+1;'a'\n") == [(2, "N1", "=1+1", "'a'")]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r'"), max_size=12).map(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.just("N1"), CELLS, CELLS), min_size=1, max_size=5),
    separator=st.sampled_from(";,"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_standard_writer_writes_is_read(
    tmp_path: Path, rows: list[tuple[str, ...]], separator: str, end: str
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows([TITLES, *rows])
    table, findings = read(tmp_path, out.getvalue().encode())
    assert table
    assert not findings.faults
    assert list(zip(*table.columns, strict=True)) == rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.binary(max_size=300).map(PLAIN.encode().__add__))
def test_no_content_whatever_raises(tmp_path: Path, content: bytes) -> None:
    read(tmp_path, content)
