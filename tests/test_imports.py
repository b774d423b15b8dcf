"""What importing costs, and who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import ptce_match
import service

PACKAGE = Path(ptce_match.__file__).parent
HEAVY = ("numpy", "onnxruntime", "torch", "sklearn", "scipy", "pandas", "rich", "sentence_transformers")


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after a statement."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def modules(package: Path = PACKAGE) -> dict[str, Path]:
    """Return every module of a package by its dotted name."""
    found = {}
    for path in package.rglob("*.py"):
        parts = [package.name, *path.relative_to(package).with_suffix("").parts]
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_at_load(tree: ast.AST) -> list[str]:
    """Return what a module imports when it is loaded: not inside functions, not for type checkers only."""
    names: list[str] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute here"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names += imports_at_load(node)
    return names


def all_imports(tree: ast.AST) -> set[str]:
    """Return the top-level names that a module imports anywhere."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room(module: str) -> str:
    """Return the room of a module: ``ptce_match.places.table`` is in ``places``, ``ptce_match`` in ""."""
    return [*module.split("."), ""][1]


def graph() -> dict[str, set[str]]:
    """Return which rooms each room needs when it is loaded."""
    needs: dict[str, set[str]] = defaultdict(set)
    for module, path in modules().items():
        needs[room(module)] |= {
            room(name) for name in imports_at_load(parsed(path)) if name.partition(".")[0] == PACKAGE.name
        } - {room(module)}
    # `from ptce_match import __version__` needs the package itself, which needs nothing.
    return {name: {need for need in found if (PACKAGE / need).is_dir() or (PACKAGE / f"{need}.py").is_file()} - {""}
            for name, found in needs.items()}  # fmt: skip


def test_the_package_costs_nothing() -> None:
    assert loaded_by("import ptce_match") & set(HEAVY) == set()


@pytest.mark.parametrize("statement", ["import ptce_match.matcher", "from ptce_match import Matcher, Network"])
def test_the_engine_needs_no_training_library(statement: str) -> None:
    loaded = loaded_by(statement)
    assert "numpy" in loaded
    assert loaded & {"torch", "sklearn", "pandas", "sentence_transformers", "transformers"} == set()


def test_the_command_costs_nothing_before_its_arguments_are_read() -> None:
    assert loaded_by("from ptce_match.cli.main import build_parser; build_parser()") & set(HEAVY) == set()


def test_rooms_need_each_other_one_way() -> None:
    rooms = graph()
    assert {"tables", "network", "matcher", "cli"} <= set(rooms)
    try:
        order = list(TopologicalSorter(rooms).static_order())
    except CycleError as error:
        pytest.fail(f"rooms import each other in a circle: {' -> '.join(error.args[1])}")
    assert order.index("tables") < order.index("network") < order.index("matcher")


@pytest.mark.parametrize("package", [PACKAGE, Path(service.__file__).parent], ids=lambda package: package.name)
def test_modules_need_each_other_one_way(package: Path) -> None:
    known = modules(package)
    needs: dict[str, set[str]] = {}
    for module, path in known.items():
        names = imports_at_load(parsed(path))
        # A name is a module, or something inside the module that its front part names.
        found = {name if name in known else name.rpartition(".")[0] for name in names}
        needs[module] = (found & set(known)) - {module}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        pytest.fail(f"modules import each other in a circle: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("other", ["service", "scripts", "tests"])
def test_the_library_knows_nothing_of_what_is_built_on_it(other: str) -> None:
    assert [name for name, path in modules().items() if other in all_imports(parsed(path))] == []


class TestTheWalk:
    SOURCE = """
import a
from b.c import d
if TYPE_CHECKING:
    import typed
try:
    import e
except ImportError:
    pass
class C:
    import f
def g():
    import late
"""

    def test_it_sees_what_is_imported_at_load_and_no_more(self) -> None:
        assert imports_at_load(ast.parse(self.SOURCE)) == ["a", "b.c.d", "e", "f"]

    def test_it_sees_everything_where_it_should(self) -> None:
        assert all_imports(ast.parse(self.SOURCE)) == {"a", "b", "typed", "e", "f", "late"}
