"""Each notebook runs from its first cell to its last, and its two forms say the same."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "notebooks").glob("*.py"))
NEEDED = ("jupytext", "nbmake", "ipykernel", "matplotlib", "pandas")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]


def cells_of(notebook: Path) -> list[dict[str, object]]:
    cells: list[dict[str, object]] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return cells


def test_there_is_a_notebook() -> None:
    assert SCRIPTS


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
        sources = [
            "".join(map(str, c["source"])) for c in paired if isinstance(c["source"], list) and c["cell_type"] == "code"
        ]
        assert sources == code

    @pytest.mark.slow
    @pytest.mark.skipif(
        bool(MISSING), reason=f"needs pip install 'ptce-match[notebooks]' (missing: {', '.join(MISSING)})"
    )
    def test_it_runs_in_under_two_minutes(self, script: Path, tmp_path: Path) -> None:
        # In a process of its own: the kernel's libraries raise warnings, which here are errors.
        run = [sys.executable, "-m", "pytest", "--nbmake", "--nbmake-timeout=120", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*run, "-c", os.devnull, f"--rootdir={tmp_path}", str(script.with_suffix(".ipynb"))],
            capture_output=True,
            text=True,
            env={**os.environ, "MPLBACKEND": "agg", "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path)},
            check=False,
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
        assert "1 passed" in done.stdout
