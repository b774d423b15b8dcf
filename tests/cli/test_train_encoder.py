"""`train encoder`, from an encoder so small that two steps take a second."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.encoder import OnnxEncoder
from ptce_match.training.texts import HELD_OUT
from tests.training.encoder import small

from .conftest import finished
from .three_skills import write_three_skills

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ptce, Said

pytest.importorskip("sentence_transformers", reason="needs pip install 'ptce-match[train]'")

OFFLINE = {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small base, three skills and a handful of their texts, to be read only."""
    from ptce_match.training.encoder import export
    from ptce_match.training.encoder.making import quiet

    quiet()
    folder = tmp_path_factory.mktemp("encoder")
    export.write_sentence_transformer(small.body(), small.tokenizer(), folder / "base")
    return write_three_skills(folder, most=8)


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """Return a folder of one's own with the same."""
    return shutil.copytree(prepared, tmp_path / "essai")


def order(folder: Path, *more: str, out: str = "modele", steps: str = "2") -> list[str]:
    return [
        *("train", "encoder"),
        *("--base", str(folder / "base")),
        *("--taxonomy", str(folder / "competences")),
        *("--texts", str(folder / "textes")),
        *("--out", str(folder / out)),
        *("--steps", steps),
        *more,
    ]


def sentence(said: Said) -> str:
    """Return what somebody is told whose command cannot be run: one paragraph, and nothing on standard output."""
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    return said.err.strip()


@pytest.fixture(scope="module")
def done(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """Return what a whole run as a real process left behind."""
    own = shutil.copytree(prepared, tmp_path_factory.mktemp("fait") / "essai")
    return own, finished(*order(own, "--json"), env=OFFLINE)


@pytest.mark.slow
class TestRun:
    def test_one_document_and_no_noise(self, done: tuple[Path, Said]) -> None:
        folder, said = done
        assert (said.status, said.err) == (0, "")
        document = said.document
        assert document["folder"] == str(folder / "modele")
        assert document["full_precision"] == str(folder / "modele.travail" / "st")
        assert document["training"]["recipe"]["steps"] == 2
        assert document["training"]["written_texts"] == len(
            [line for path in (folder / "textes").iterdir() for line in path.read_text("utf-8").splitlines()]
        )
        assert document["dimension"] == small.HIDDEN

    def test_the_program_can_use_what_comes_out(self, done: tuple[Path, Said]) -> None:
        folder, said = done
        encoder = OnnxEncoder.load(folder / "modele")
        assert encoder.model_id.endswith(said.document["version"])
        vectors = encoder.encode(["Je ne comprends rien à la TVA.", "Menuisier."], "profile")
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_full_precision_can_be_compared(self, done: tuple[Path, Said]) -> None:
        from ptce_match.encoder import SentenceTransformerEncoder

        folder, _ = done
        texts = ["Je ne comprends rien à la TVA.", "Menuisier."]
        full = SentenceTransformerEncoder(folder / "modele.travail" / "st").encode(texts, "need")
        shipped = OnnxEncoder.load(folder / "modele").encode(texts, "need")
        assert (full * shipped).sum(axis=1).min() > 0.99


def test_for_people_with_texts_held_out(ptce: Ptce, folder: Path) -> None:
    lines = [line for path in (folder / "textes").iterdir() for line in path.read_text("utf-8").splitlines()]
    numbers = [int(re.findall(r"\d+$", json.loads(line)["id"])[0]) for line in lines]
    learned = sum(number < HELD_OUT for number in numbers)
    assert 0 < learned < len(lines)
    said = ptce(*order(folder, "--held-out"))
    told = " ".join(said.out.split())
    assert re.match(r"Modèle ptce-e5-small [0-9a-f]{12} dans .* : \d+ Mo, 2 pas, ", told)
    assert f"2 pas, {learned} textes." in told
    assert "Pour le comparer : ptce-match evaluate RÉSEAU --encoder" in told
    assert "puis lancez ptce-match train reader" in told


@pytest.mark.slow
def test_an_interruption_says_how_to_go_on(folder: Path) -> None:
    screen, terminal = pty.openpty()
    env = {**os.environ, **OFFLINE, "TERM": "xterm-256color", "COLUMNS": "100"}
    process = subprocess.Popen(
        [sys.executable, "-m", "ptce_match.cli.main", *order(folder, steps="5000")],
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=env,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(terminal)
    shown = ""
    try:
        while part := os.read(screen, 65536):
            before, shown = shown, shown + part.decode("utf-8", "replace")
            if re.search(r"[1-9]\d*/10000", shown) and not re.search(r"[1-9]\d*/10000", before):
                process.send_signal(signal.SIGINT)
    except OSError:  # how Linux says that the other side of a terminal is closed
        pass
    out, _ = process.communicate(timeout=60)
    os.close(screen)
    assert (process.returncode, out) == (1, b"")
    assert "Apprentissage" in shown
    assert shown.replace("\r", "").endswith(
        "La même commande reprendra au dernier état gardé (un tous les 50 pas).\nInterrompu.\n"
    )
    assert not (folder / "modele").exists()


class TestWrongUse:
    def test_steps(self, ptce: Ptce, folder: Path) -> None:
        assert sentence(ptce(*order(folder, steps="1"))) == "--steps 1 : il faut au moins 2 pas."
        assert "--steps" in sentence(ptce(*order(folder, steps="beaucoup")))

    def test_no_place_to_write(self, ptce: Ptce) -> None:
        assert "il manque : --out" in sentence(ptce("train", "encoder"))

    @pytest.mark.parametrize("more", [(), ("--base", "nulle-part")])
    def test_a_base_that_is_none(self, ptce: Ptce, folder: Path, more: tuple[str, ...]) -> None:
        (folder / "base" / "tokenizer.json").unlink()
        told = sentence(ptce(*order(folder, *more)))
        assert re.match(r"Le dossier « .* » n'est pas un modèle de texte : il lui faut tokenizer\.json", told)

    def test_esco_that_is_not_there(self, ptce: Ptce, folder: Path) -> None:
        told = sentence(ptce(*order(folder, "--esco", str(folder))))
        assert "ne contient pas skills_fr.csv et occupations_fr.csv" in told
        assert "ou apprenez sans." in told

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"conceptUri,preferredLabel\ns1,lire\n", "avec les colonnes conceptUri, preferredLabel et altLabels"),
            ("conceptUri,preferredLabel,altLabels\ns1,gérer,mener\n".encode("cp1252"), "en UTF-8"),
            (b"conceptUri,preferredLabel,altLabels\ns1,lire,dechiffrer\n", "il faut au moins 64 concepts"),
        ],
    )
    def test_esco_that_is_no_good(self, ptce: Ptce, folder: Path, content: bytes, told: str) -> None:
        for name in ("skills_fr.csv", "occupations_fr.csv"):
            (folder / name).write_bytes(content)
        assert told in sentence(ptce(*order(folder, "--esco", str(folder))))

    def test_too_few_skills(self, ptce: Ptce, folder: Path) -> None:
        for path in (folder / "textes").iterdir():
            if not path.name.startswith("fis-tva"):
                path.unlink()
        assert "il en faut au moins 2. Ajoutez des textes." in sentence(ptce(*order(folder)))

    @pytest.mark.parametrize("out", ["fichier", "fichier/modele"])
    def test_a_place_that_cannot_be_written_is_told_before_anything_is_learned(
        self, ptce: Ptce, folder: Path, out: str
    ) -> None:
        (folder / "fichier").write_text("à garder", "utf-8")
        told = sentence(ptce(*order(folder, "--work", str(folder / "travail"), out=out)))
        assert "indiquez d'autres dossiers avec --out et --work" in told
        assert (folder / "fichier").read_text("utf-8") == "à garder"
        assert list((folder / "travail").iterdir()) == []

    def test_a_folder_of_something_else_is_never_replaced(self, ptce: Ptce, folder: Path) -> None:
        told = sentence(ptce(*order(folder, out="textes")))
        assert "contient autre chose qu'un modèle de texte, et serait remplacé" in told
        assert any((folder / "textes").iterdir())

    def test_a_base_that_would_be_written_over(self, ptce: Ptce, folder: Path) -> None:
        (folder / "base").rename(folder / "st")
        arguments = order(folder, "--work", str(folder))
        arguments[arguments.index("--base") + 1] = str(folder / "st")
        arguments[arguments.index("--out") + 1] = str(folder.with_name("ailleurs"))
        told = sentence(ptce(*arguments))
        assert "est dans le dossier de travail, qui le remplacerait" in told
        assert (folder / "st" / "model.safetensors").is_file()

    @pytest.mark.parametrize(("out", "work"), [("m", "m"), ("m", "m/travail"), ("t/m", "t")])
    def test_two_folders_of_which_one_would_go_with_the_other(
        self, ptce: Ptce, folder: Path, out: str, work: str
    ) -> None:
        told = sentence(ptce(*order(folder, "--work", str(folder / work), out=out)))
        assert "sont l'un dans l'autre" in told
        assert not (folder / "m").exists()
