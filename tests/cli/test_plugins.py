"""Commands that installed packages add."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ..test_imports import loaded_by
from .conftest import Ptce, finished

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COMMAND = """
def add_to(commands):
    parser = commands.add_parser("greet", help="saluer")
    parser.set_defaults(run=run)

def run(arguments):
    {body}
    return 0
"""


def installed(folder: Path, body: str, module: str = "greeting") -> Mapping[str, str]:
    """Install a package that adds a command, and return the environment in which it is found."""
    (folder / "greeting.py").write_text(COMMAND.format(body=body))
    entry = f"[ptce_match.commands]\ngreet = {module}\n"
    metadata = folder / "greeting-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(entry)
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, sys.path)])}


def test_a_package_adds_a_command(tmp_path: Path) -> None:
    env = installed(tmp_path, 'print("Bonjour")')
    assert "    greet" in finished("--help", env=env).out
    assert finished("greet", env=env).out == "Bonjour\n"


def test_what_a_command_lacks_is_told(tmp_path: Path) -> None:
    said = finished("greet", env=installed(tmp_path, "import nowhere_to_be_found"))
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        "La commande « greet » demande un complément qui n'est pas installé. "
        "Installez-le avec : pip install 'ptce-match[service]'\n"
    )


@pytest.mark.parametrize(("lacking", "extra"), [("sqlmodel", "service"), ("psycopg", "postgres")])
def test_a_command_of_the_service_names_the_extra(tmp_path: Path, lacking: str, extra: str) -> None:
    said = finished("greet", env=installed(tmp_path, f"raise ModuleNotFoundError(name={lacking + '.x'!r})"))
    assert f"ptce-match[{extra}]" in said.err


def test_a_mistake_of_ours_is_not_taken_for_a_missing_package(tmp_path: Path) -> None:
    said = finished("greet", env=installed(tmp_path, "import ptce_match.nowhere"))
    assert said.status == 1
    assert "ModuleNotFoundError" in said.err


def test_a_broken_package_does_not_break_the_others(tmp_path: Path) -> None:
    said = finished("--help", env=installed(tmp_path, "pass", module="not_there"))
    assert (said.status, said.err) == (0, "")
    assert "suggest" in said.out
    assert "greet" not in said.out


def test_the_commands_of_the_service_are_there(ptce: Ptce, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        ptce("--help")
    listed = capsys.readouterr().out
    assert "    import " in listed
    assert "    export " in listed


def test_the_service_is_not_loaded_before_the_arguments_are_read() -> None:
    heavy = {"sqlmodel", "sqlalchemy", "pydantic", "fastapi", "starlette", "numpy", "structlog"}
    assert loaded_by("from ptce_match.cli.main import build_parser; build_parser()") & heavy == set()


def test_without_the_extra_a_command_of_the_service_says_so(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules.update(dict.fromkeys(['sqlmodel', 'sqlalchemy', 'pydantic', 'pydantic_settings', 'fastapi']))\n"
        "from ptce_match.cli.main import main\n"
        f"sys.exit(main(['export', {str(tmp_path / 'network')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'ptce-match[service]'" in done.stderr
