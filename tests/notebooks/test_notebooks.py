"""Each notebook runs from its first cell to its last, says what its figures show, and has two forms that say the same."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

from ptce_match.models import MODELS_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "notebooks").glob("*.py"))
NEEDED = ("jupytext", "nbmake", "ipykernel", "matplotlib", "pandas", "skops")
TRAINING = {"04_affiner_l_encodeur": ("torch", "sentence_transformers", "datasets", "accelerate", "onnx")}
"""What a notebook needs besides."""


def missing(*names: str) -> list[str]:
    return [name for name in names if importlib.util.find_spec(name) is None]


FIGURES: Final = {
    "01_explorer_le_reseau": 8,
    "02_reentrainer_le_classement": 6,
    "03_comparer_deux_modeles": 3,
    "04_affiner_l_encodeur": 3,
}
"""How many figures each notebook draws at least."""
needs_jupyter = pytest.mark.skipif(
    bool(missing(*NEEDED)), reason=f"needs pip install 'ptce-match[notebooks]' (missing: {', '.join(missing(*NEEDED))})"
)


def cells_of(notebook: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return cells


def source_of(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


class Run(NamedTuple):
    """A notebook that ran: what pytest said, its cells with outputs, and what was written into the folder of models."""

    code: int
    told: str
    cells: list[dict[str, Any]]
    written: list[str]

    def outputs(self) -> list[dict[str, Any]]:
        return [output for cell in self.cells for output in cell.get("outputs", [])]


@cache
def run(script: Path) -> Run:
    """Run a copy of a notebook, in a process of its own: the kernel's libraries raise warnings, which here are errors."""
    if lacking := missing(*TRAINING.get(script.stem, ())):
        pytest.skip(f"needs pip install 'ptce-match[train]' (missing: {', '.join(lacking)})")
    with TemporaryDirectory() as name:
        folder, models = Path(name), Path(name) / "modeles"
        models.mkdir()
        notebook = Path(shutil.copy(script.with_suffix(".ipynb"), folder))
        options = ["--nbmake", "--overwrite", "--nbmake-timeout=120", "-q", "-p", "no:cacheprovider", "-c", os.devnull]
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "IPYTHONDIR": str(folder / "ipython"),
            MODELS_VARIABLE: str(models),
        }
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, f"--rootdir={folder}", str(notebook)],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        written = sorted(str(path.relative_to(models)) for path in models.rglob("*"))
        return Run(done.returncode, done.stdout[-4000:] + done.stderr[-2000:], cells_of(notebook), written)


def test_every_notebook_is_known() -> None:
    assert [script.stem for script in SCRIPTS] == list(FIGURES)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
class TestNotebook:
    def test_it_is_kept_without_outputs(self, script: Path) -> None:
        for cell in cells_of(script.with_suffix(".ipynb")):
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None

    def test_both_forms_hold_the_same_code(self, script: Path) -> None:
        # Otherwise: jupytext --sync notebooks/*.py
        text = script.read_text(encoding="utf-8")
        marked = text.split("# %%")[1:]
        code = [part.partition("\n")[2].strip() for part in marked if not part.startswith(" [markdown]")]
        paired = cells_of(script.with_suffix(".ipynb"))
        assert [source_of(cell) for cell in paired if cell["cell_type"] == "code"] == code

    def test_each_figure_has_its_titles_and_is_followed_by_words(self, script: Path) -> None:
        cells = cells_of(script.with_suffix(".ipynb"))
        drawing = [place for place, cell in enumerate(cells) if "plt.show()" in source_of(cell)]
        assert len(drawing) == FIGURES[script.stem]
        for place in drawing:
            drawn, words = source_of(cells[place]), source_of(cells[place + 1])
            assert re.search(r"title=|set_title|suptitle", drawn)
            assert re.search(r"xlabel=|supxlabel", drawn)
            assert "Markdown(" in words

    def test_its_words_are_french(self, script: Path) -> None:
        prose = " ".join(
            source_of(cell) for cell in cells_of(script.with_suffix(".ipynb")) if cell["cell_type"] == "markdown"
        )
        assert len(prose.split()) > 150
        assert not re.search(r"\b(the|and|with|of|is|score board)\b", prose)

    @pytest.mark.slow
    @needs_jupyter
    def test_it_runs_in_under_two_minutes(self, script: Path) -> None:
        done = run(script)
        assert done.code == 0, done.told
        assert "1 passed" in done.told

    @pytest.mark.slow
    @needs_jupyter
    def test_what_it_shows_is_whole(self, script: Path) -> None:
        done = run(script)
        figures = [output for output in done.outputs() if "image/png" in output.get("data", {})]
        assert len(figures) == FIGURES[script.stem]
        # A warning of a library would be read by the analysts too.
        assert [output["text"] for output in done.outputs() if output["output_type"] == "stream"] == []
        said = [
            "".join(output["data"]["text/markdown"])
            for output in done.outputs()
            if "text/markdown" in output.get("data", {})
        ]
        assert len(said) >= len(figures)
        for words in said:
            assert not re.search(r"\bnan\b|\bNone\b|\binf\b", words)

    @pytest.mark.slow
    @needs_jupyter
    def test_it_leaves_the_models_in_use_alone(self, script: Path) -> None:
        assert run(script).written == []
