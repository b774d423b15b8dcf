"""What holds for every command: exit statuses, where things are written, and how it ends when it is stopped."""

from __future__ import annotations

import os
import re
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from ptce_match import __version__
from ptce_match.cli import doctor
from ptce_match.cli.main import build_parser, main

from ..network.rows import TABLES, write_rows
from .conftest import DEMO, Ptce, finished, started

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRONG_USE = {
    "nothing": ((), "ptce-match : il manque : COMMANDE. Aide : ptce-match --help"),
    "unknown command": (("trouver",), "COMMANDE : « trouver » ne convient pas ; choisissez parmi : 'suggest'"),
    "no network": (("suggest",), "ptce-match suggest : il manque : RÉSEAU. Aide : ptce-match suggest --help"),
    "nothing to look for": (("suggest", DEMO), "Dites pour quoi chercher"),
    "empty project": (("suggest", DEMO, "--project", ""), "Dites pour quoi chercher"),
    "no value": (("suggest", DEMO, "--project"), "--project : une valeur est attendue après cette option"),
    "unknown option": (("suggest", DEMO, "--vite"), "option ou argument inconnu : --vite"),
    "too many arguments": (("suggest", DEMO, "P07", "P08"), "option ou argument inconnu : P07 P08"),
    "value of a switch": (("doctor", "--json=oui"), "--json : cette option ne prend pas de valeur ('oui')"),
    "ambiguous option": (("benchmark", "d", "--q", "x"), "option ambiguë : --q peut vouloir dire --queries, --queries-as"),
    "k is zero": (("suggest", DEMO, "--k", "0"), "--k : « 0 » n'est pas un nombre entier de 1 à 1000"),
    "k is negative": (("suggest", DEMO, "--k=-3"), "--k : « -3 » n'est pas un nombre entier de 1 à 1000"),
    "k is too large": (("suggest", DEMO, "--k", "1001"), "--k : « 1001 » n'est pas un nombre entier de 1 à 1000"),
    "k is no number": (("suggest", DEMO, "--k", "cinq"), "--k : « cinq » n'est pas un nombre entier de 1 à 1000"),
    "k is endless": (("suggest", DEMO, "--k", "9" * 5000), "n'est pas un nombre entier de 1 à 1000"),
    "text and project": (
        ("suggest", DEMO, "--need-text", "un bail", "--project", "P07"),
        "--need-text décrit un besoin hors du réseau : il ne va pas avec --project ni --need.",
    ),
    "text and need": (("suggest", DEMO, "--need-text", "un bail", "--need", "N019"), "il ne va pas avec --project"),
    "place without text": (("suggest", DEMO, "--project", "P07", "--place", "Matha"), "--place ne sert qu'avec --need-text"),
    "blank text": (("suggest", DEMO, "--need-text", "  \n"), "Le besoin est vide"),
    "unknown project": (
        ("suggest", DEMO, "--project", "P7"),
        "Le réseau ne contient aucun projet « P7 ». Identifiants proches : P07",
    ),
    "unknown need": (("suggest", DEMO, "--need", "N9999"), "Le réseau ne contient aucun besoin « N9999 »."),
    "need of another project": (
        ("suggest", DEMO, "--project", "P07", "--need", "N001"),
        "Le besoin « N001 » n'appartient pas au projet « P07 ».",
    ),
    "ambiguous place": (
        ("suggest", DEMO, "--need-text", "un bail", "--place", "Saint-Denis"),
        "Plusieurs communes, actuelles ou anciennes, portent le nom « Saint-Denis »",
    ),
    "unknown place": (
        ("suggest", DEMO, "--need-text", "un bail", "--place", "Trifouillis"),
        "La commune « Trifouillis » est inconnue.",
    ),
    "no such network": (("suggest", "nulle-part", "--project", "P07"), "ce dossier ou ce classeur n'existe pas"),
    "impossible name": (("suggest", "nulle\0part", "--project", "P07"), "ce dossier ou ce classeur n'existe pas"),
    "no judgments": (("evaluate", DEMO), "Donnez au moins un fichier de jugements"),
    "no such judgments": (("evaluate", DEMO, "--qrels-mentors", "rien.csv"), "« rien.csv » n'existe pas"),
    "unknown method": (("evaluate", DEMO, "--method", "magie"), "--method : « magie » ne convient pas ; choisissez parmi"),
    "model without a use": (
        ("evaluate", DEMO, "--qrels-mentors", "rien.csv", "--method", "bm25", "--encoder", "autre"),
        "--encoder ne va pas avec --method bm25",
    ),
    "no such collection": (("benchmark", "nulle-part"), "nulle-part"),
    "unknown reading": (("benchmark", "d", "--queries-as", "profile"), "--queries-as : « profile » ne convient pas"),
}  # fmt: skip
JSON_COMMANDS = [case for case, (words, _) in WRONG_USE.items() if words and "--json=oui" not in words]


@pytest.mark.parametrize("case", WRONG_USE)
def test_wrong_use_is_told_in_french_on_standard_error(ptce: Ptce, case: str) -> None:
    arguments, message = WRONG_USE[case]
    said = ptce(*arguments)
    assert (said.status, said.out) == (2, "")
    assert message in said.err
    assert not re.search(r"\b(error|usage|invalid|argument [A-Z-]|Traceback|required)\b", said.err)


@pytest.mark.parametrize("case", JSON_COMMANDS)
def test_with_json_wrong_use_leaves_standard_output_empty(ptce: Ptce, case: str) -> None:
    said = ptce(*WRONG_USE[case][0], "--json")
    assert (said.status, said.out) == (2, "")


def test_every_fault_of_a_network_is_told_at_once(ptce: Ptce, tmp_path: Path) -> None:
    faulty = TABLES["projets"].replace("création", "creatoin").replace("12 000 €", "12.000")
    said = ptce("suggest", str(write_rows(tmp_path, projets=faulty, besoins=None)), "--project", "P1", "--json")
    assert (said.status, said.out) == (2, "")
    assert "3 erreurs sont à corriger" in said.err
    for told in (
        "« creatoin » n'existe pas, vouliez-vous dire « création »",
        "« 12.000 » peut se lire",
        "la table manque",
    ):
        assert told in said.err


def test_a_real_process_says_the_same() -> None:
    said = finished("suggest", DEMO, "--project", "P7", "--json")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("Le réseau ne contient aucun projet « P7 ».")


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"ptce-match {__version__}\n"


def test_an_unexpected_error_is_a_sentence_and_status_1(ptce: Ptce, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(doctor, "examine", fail)
    said = ptce("doctor")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("Une erreur imprévue a arrêté le programme (ZeroDivisionError).")
    assert "Traceback" not in said.err
    monkeypatch.setenv("PTCE_MATCH_DEBUG", "1")
    assert "Traceback" in ptce("doctor").err


def test_a_reader_who_goes_away_is_no_error() -> None:
    for form in ((), ("--json",)):
        reading, writing = os.pipe()
        os.close(reading)
        process = started("doctor", *form, stdout=writing)
        os.close(writing)
        assert process.stderr is not None
        with process:
            assert process.stderr.read() == b""
        assert process.returncode == 1


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Fail rather than wait for ever."""

    def too_late(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_an_interruption_is_one_word(folder: Path) -> None:
    # Nobody writes into this file: the program waits for it, and opening it tells that it has come so far.
    (folder / "benevoles.csv").unlink()
    os.mkfifo(folder / "benevoles.csv")
    process = started("suggest", str(folder), "--project", "P1")
    with at_most(120), process:
        # Closing it at once: a signal that comes just before the program waits is heard when the waiting ends.
        with (folder / "benevoles.csv").open("wb"):
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.decode()) == (1, b"", "Interrompu.\n")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_pipe_that_holds_few_characters_gets_the_nearest(encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    said = finished("suggest", DEMO, "--project", "P07", "--k", "2", env=env, encoding=encoding)
    assert (said.status, said.err) == (0, "")
    assert re.search(r"^ +\d+ %  ", said.out, re.MULTILINE)
    document = finished("suggest", DEMO, "--need", "N022", "--k", "1", "--json", env=env, encoding=encoding).document
    assert document["needs"][0]["text"].startswith("64 000 € le broyeur.")


def test_the_log_of_the_library_is_for_developers_only() -> None:
    env = {"PTCE_MATCH_CACHE": os.devnull + "/rien"}
    assert finished("doctor", env=env).err == ""
    assert "working without it" in finished("doctor", env={**env, "PTCE_MATCH_DEBUG": "1"}).err


def test_building_the_parser_twice_gives_the_same_help() -> None:
    assert build_parser().format_help() == build_parser().format_help()
