"""The help is French to the last word, whatever the language of the system."""

from __future__ import annotations

import re

import pytest

from ptce_match.cli.main import main
from ptce_match.cli.parser import Parser, speak_french, whole_number
from scripts.build_catalogue import CATALOGUE, compile_catalogue, parse

from .conftest import finished

COMMANDS = (
    "",
    "suggest",
    "skills",
    "evaluate",
    "benchmark",
    "train",
    "models",
    "doctor",
    "import",
    "export",
    "serve",
    "backup",
    "restore",
    "admin",
)
ENGLISH = re.compile(
    r"\b(usage|show|this|help message|and exit|positional|the|of|number|version number|file|expected|required|or|with|"
    r"default:|choose|invalid)\b"
)


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as end:
        main([*filter(None, [command]), "--help"])
    assert end.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["en_GB.UTF-8", "C", "de"])
def test_no_english_word(
    command: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, language)
    text = help_of(command, capsys)
    assert text.startswith(f"utilisation : ptce-match {command}".rstrip())
    assert "afficher cette aide" in text
    assert ENGLISH.findall(text) == []


def test_a_real_process_in_an_english_system_speaks_french() -> None:
    said = finished("--help", env={"LANGUAGE": "en", "LC_ALL": "C"})
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("utilisation : ptce-match")
    assert ENGLISH.findall(said.out) == []


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_every_command_is_on_the_first_page_and_every_option_has_a_help(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert re.search(rf"^    {command}\b", help_of("", capsys), re.MULTILINE)
    described = re.sub(r"\n {10,}", "  ", help_of(command, capsys))
    bare = [line for line in described.splitlines() if re.match(r"  -", line) and not re.search(r"\S  +\S", line)]
    assert bare == []


def test_the_compiled_catalogue_is_that_of_the_written_one() -> None:
    # Otherwise: python -m scripts.build_catalogue
    compiled = CATALOGUE.with_suffix(".mo").read_bytes()
    assert compiled == compile_catalogue(CATALOGUE.read_text(encoding="utf-8"))


def test_every_translation_keeps_the_places_of_its_message() -> None:
    places = re.compile(r"%\(\w+\)[rs]|%[rs]")
    for message, translation in parse(CATALOGUE.read_text(encoding="utf-8")).items():
        names = {place[:-1] for place in places.findall(message)}
        assert {place[:-1] for place in places.findall(translation)} <= names, message


def test_a_whole_number_within_bounds() -> None:
    speak_french()
    parser = Parser(prog="essai")
    parser.add_argument("--n", type=whole_number(1, 3))
    assert [parser.parse_args(["--n", text]).n for text in ("1", " 2", "3")] == [1, 2, 3]
