"""`train ranker`, from a network and from exported rows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.training.ranker.test_from_rows import file, row

from .conftest import DEMO, Ptce, finished

if TYPE_CHECKING:
    from .conftest import Said


def learned(ptce: Ptce, folder: Path, *sources: str) -> Said:
    return ptce("train", "ranker", *(sources or (DEMO,)), "--models", str(folder), "--json")


def test_a_network_gives_a_version_that_is_kept_beside_the_one_in_use(ptce: Ptce, tmp_path: Path) -> None:
    said = learned(ptce, tmp_path)
    assert (said.status, said.err) == (0, "")
    document = said.document
    assert set(document) == {"version", "folder", "made_at", "parent", "weights", "data", "metrics", "verdict"}
    assert document["parent"] == "prior"
    assert document["data"]["decisions"] == 110
    assert document["metrics"]["effective_mentors"]["champion"] > 10
    assert document["verdict"]["sentences"]
    listed = ptce("models", "--models", str(tmp_path), "--json").document
    assert [version["version"] for version in listed["versions"]] == [document["version"]]
    assert listed["champion"] == "prior"


def test_the_same_decisions_give_the_same_numbers(ptce: Ptce, tmp_path: Path) -> None:
    one, other = (learned(ptce, tmp_path / name).document for name in ("a", "b"))
    assert one["weights"] == other["weights"]
    assert one["data"] == other["data"]
    assert one["metrics"] == other["metrics"]


def test_for_people(ptce: Ptce, tmp_path: Path) -> None:
    out = ptce("train", "ranker", DEMO, "--models", str(tmp_path)).out
    assert re.search(r"^Version [0-9a-f]{12}$", out, re.MULTILINE)
    assert "110 décisions" in out
    assert "Laissées de côté : 10 proposées, sans réponse encore." in out
    assert "publié" in out
    assert "Distance" in out


def test_exported_rows_alone_cannot_tell_who_would_be_shown(ptce: Ptce, tmp_path: Path) -> None:
    many = [
        row(f"R{n}", need=f"n{n}", outcome="agreed" if n % 2 else "rejected", reason=None if n % 2 else "too_far")
        for n in range(30)
    ]
    rows = str(file(tmp_path, *many))
    document = learned(ptce, tmp_path, rows).document
    assert document["verdict"]["wins"] is False
    assert any("--network" in sentence for sentence in document["verdict"]["sentences"])
    said = ptce("train", "ranker", rows, "--network", DEMO, "--models", str(tmp_path), "--json")
    assert said.document["metrics"]["effective_mentors"] is not None
    assert "Attention : des signaux viennent d'un autre modèle de texte" in said.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "ptce-match train : il manque : MODÈLE. Aide : ptce-match train --help"),
        (("ranker",), "ptce-match train ranker : il manque : SOURCE"),
        (("magie",), "« magie » ne convient pas ; choisissez parmi"),
        (("ranker", "rien.csv"), "Le fichier de décisions « rien.csv » n'existe pas"),
        (("ranker", "nulle-part"), "ce dossier ou ce classeur n'existe pas"),
        (("ranker", DEMO, DEMO), "Un seul réseau à la fois"),
        (("ranker", DEMO, "--network", DEMO), "--network ne va qu'avec des fichiers .csv"),
        (("ranker", str(Path(DEMO) / "besoins.csv")), "une colonne « signaux »"),
    ],
)
def test_wrong_use(ptce: Ptce, tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    options = ("--models", str(tmp_path / "m")) if "ranker" in words else ()
    said = ptce("train", *words, *options)
    assert (said.status, said.out) == (2, "")
    assert message in said.err
    assert not (tmp_path / "m").exists()


def test_a_folder_that_cannot_be_written(ptce: Ptce, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    said = learned(ptce, tmp_path / "fichier")
    assert (said.status, said.out) == (2, "")
    assert "ne peut pas être écrit" in said.err


def test_without_skops_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['skops'] = None\nfrom ptce_match.cli.main import main\n"
        "sys.exit(main(['train', 'ranker', *sys.argv[1:]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, DEMO, "--models", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'ptce-match[train]'" in done.stderr


def test_a_real_process_writes_one_document(tmp_path: Path) -> None:
    said = finished("train", "ranker", DEMO, "--models", str(tmp_path), "--json")
    assert (said.status, said.err) == (0, "")
    assert json.loads(said.out)["version"] == finished("models", "--models", str(tmp_path), "--json").document["versions"][0]["version"]  # fmt: skip
