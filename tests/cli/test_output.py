"""Text for people: wrapped without breaking an amount or a quotation, on any terminal."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ptce_match.cli.output import accept_any_character, console, print_entry, print_json, print_text

if TYPE_CHECKING:
    from collections.abc import Callable


def printed(write: Callable[[Console], None], width: int = 40) -> list[str]:
    file = io.StringIO()
    write(Console(file=file, width=width, highlight=False, markup=False, emoji=False))
    return file.getvalue().splitlines()


def test_an_entry_has_its_mark_in_the_margin() -> None:
    lines = printed(lambda out: print_entry(out, "23 %", "Une phrase assez longue pour tenir sur deux lignes"))
    assert lines == ["   23 %  Une phrase assez longue pour", "         tenir sur deux lignes"]


def test_amounts_and_quotation_marks_stay_whole() -> None:
    for width in range(30, 60):
        lines = printed(
            lambda out: print_text(out, "de 1\u202f500\u202f€ à 6\u202f000\u202f€ pour « les murs » !"), width
        )
        text = " ".join(lines)
        assert "6\u202f000\u202f€" in text
        assert not any(line.startswith(("»", "!")) or line.endswith("«") for line in lines)


@given(st.text(), st.integers(30, 120))
def test_no_word_is_lost(text: str, width: int) -> None:
    # What is not printable never comes out of a table.
    text = "".join(c for c in text if c.isprintable() and c != "\ue000")
    lines = printed(lambda out: print_entry(out, "+", text), width)
    assert "".join("".join(lines).split()) in ("".join(f"+{text}".split()), "")


@given(st.text(st.sampled_from("ab é«»:;!?€%\u202f\u00a0.,[]-"), max_size=300), st.integers(30, 120))
def test_no_line_is_longer_than_the_terminal(text: str, width: int) -> None:
    assert all(len(line) <= width for line in printed(lambda out: print_text(out, text, indent="  "), width))


def test_a_person_s_own_words_are_not_markup() -> None:
    assert printed(lambda out: print_text(out, "[bold]un :coffee:[/bold] et 12")) == ["[bold]un :coffee:[/bold] et 12"]
    assert not console()._emoji


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8", "6\u202f000\u202f€ ✔"), ("cp1252", "6 000 € +"), ("ascii", "6 000 ? +")]
)
def test_a_stream_gets_the_nearest_of_what_it_lacks(
    encoding: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding, write_through=True))
    accept_any_character()
    sys.stdout.write("6\u202f000\u202f€ ✔")
    assert written.getvalue().decode(encoding) == expected
    written.truncate(written.seek(0))
    print_json({"é": "✔\u202f\udcff"})
    document = json.loads(written.getvalue().decode(encoding))
    assert document["é"].startswith("✔\u202f")
