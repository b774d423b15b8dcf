"""The guide of the animation team names nothing that does not exist, and its examples run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ptce_match.cli.main import build_parser
from ptce_match.network import SECTORS, Network
from ptce_match.network.schema import SCHEMAS
from ptce_match.ranker import INVESTOR_PRIOR, MENTOR_PRIOR, PARTNER_PRIOR
from scripts.refresh_guide import COPY, Example, examples, present_output, refreshed, run, spoilt_copy

if TYPE_CHECKING:
    import argparse

    from ptce_match.tables import Column, Schema

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
EXAMPLES = list(examples(GUIDE))
WITHOUT_EXAMPLES = re.sub(r"```.*?```|<!--.*?-->", "", GUIDE, flags=re.DOTALL)
INLINE = re.findall(r"`([^`\n]+)`", WITHOUT_EXAMPLES)
COLUMNS = {column.name for schema in SCHEMAS for column in schema.columns}
TABLES = {schema.name for schema in SCHEMAS}


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = build_parser()._subparsers
    assert actions is not None
    [choices] = [action.choices for action in actions._group_actions]
    return dict(choices or {})


def section(table: str) -> list[dict[str, str]]:
    """Return the rows of the guide's description of a table, by title."""
    found = re.search(rf"^### `{table}`\n\n((?:\|.*\n)+)", GUIDE, flags=re.MULTILINE)
    assert found, f"the guide does not describe {table}"
    titles, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in found[1].splitlines()]
    return [dict(zip(titles, row, strict=True)) for row in rows]


def requirement(column: Column) -> str:
    """Return how the guide must say that a column is required."""
    return "facultatif" if column.optional else "oui" if column.filled else "si possible"


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
class TestTables:
    def test_every_column_is_described_and_no_other(self, schema: Schema) -> None:
        assert [row["colonne"].strip("`") for row in section(schema.name)] == [c.name for c in schema.columns]

    def test_what_is_required_is_said(self, schema: Schema) -> None:
        said = {row["colonne"].strip("`"): row["à remplir"] for row in section(schema.name)}
        assert said == {column.name: requirement(column) for column in schema.columns}

    def test_the_table_is_said_to_be_required_or_not(self, schema: Schema) -> None:
        assert re.search(rf"^\| `{schema.name}` \|.*\| {'non' if schema.optional else 'oui'} \|$", GUIDE, re.MULTILINE)

    def test_every_value_of_a_closed_list_is_told(self, schema: Schema) -> None:
        cells = {row["colonne"].strip("`"): row["ce qu'on y met"] for row in section(schema.name)}
        for column in schema.columns:
            choice = getattr(column.kind, "choice", column.kind)
            # The stages that an investor accepts are told with the projects.
            if column.name != "etapes":
                assert [option for option in getattr(choice, "options", ()) if option not in cells[column.name]] == []


def test_the_example_rows_make_a_network_that_reads_without_a_warning(tmp_path: Path) -> None:
    for schema in SCHEMAS:
        rows = section(schema.name)
        lines = [[row["colonne"].strip("`") for row in rows]]
        lines += [[row[title] for row in rows] for title in rows[0] if "exemple" in title]
        text = "".join(";".join(f'"{cell}"' for cell in line) + "\n" for line in lines)
        (tmp_path / f"{schema.name}.csv").write_text(text, encoding="utf-8")
    network = Network.read(tmp_path)
    assert [str(warning) for warning in network.warnings] == []
    assert (len(network.mentors), len(network.conflicts)) == (2, 2)


def test_every_sector_is_told() -> None:
    told = " ".join(GUIDE.split("### Les secteurs")[1].split("## 2")[0].split())
    assert told == " · ".join(f"{number} {name}" for number, name in SECTORS.items())


def test_every_option_named_exists() -> None:
    known = {option for parser in commands().values() for option in parser._option_string_actions}
    assert set(re.findall(r"--[a-z][a-z-]*", WITHOUT_EXAMPLES)) <= known


def test_every_option_of_suggest_is_explained() -> None:
    options = {o for o in commands()["suggest"]._option_string_actions if o.startswith("--")}
    assert options - set(re.findall(r"--[a-z][a-z-]*", WITHOUT_EXAMPLES)) == set()


def test_every_command_named_exists() -> None:
    named = {words[1] for words in map(str.split, INLINE) if words[0] == "ptce-match" and len(words) > 1}
    assert {"suggest", "doctor"} <= named <= set(commands())


def test_every_word_in_code_letters_is_a_column_a_table_a_file_or_a_value() -> None:
    values = {str(o) for s in SCHEMAS for c in s.columns for o in getattr(c.kind, "options", ())}
    files = {f"{table}.csv" for table in TABLES}
    others = {COPY, f"{COPY}.xlsx", ".xlsx", ".ods", "compta;paie"}
    said = {word for word in INLINE if not word.startswith(("--", ".venv", "ptce-match"))}
    assert said - COLUMNS - TABLES - values - files - others == set()


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", GUIDE)
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


def test_the_thresholds_are_the_published_ones() -> None:
    said = (
        f"({100 * MENTOR_PRIOR.threshold:.0f} % pour un bénévole, {100 * PARTNER_PRIOR.threshold:.0f} % pour un "
        f"partenaire, {100 * INVESTOR_PRIOR.threshold:.0f} % pour un investisseur)"
    )
    assert said in " ".join(GUIDE.split())


def test_the_default_number_of_names_is_the_one_told() -> None:
    assert f"({commands()['suggest'].get_default('k')} si vous ne dites rien)" in GUIDE


@pytest.mark.parametrize("word", ["usage", "score de matching", "input", "output", "dataset", "ranking", "feedback"])
def test_no_jargon(word: str) -> None:
    assert not re.search(rf"\b{word}\b", WITHOUT_EXAMPLES)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind == "fautes"], ids=lambda e: e.order[:40])
def test_the_messages_shown_are_those_of_the_program(example: Example) -> None:
    assert present_output(example) == example.output


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind == "sortie"], ids=lambda e: e.order)
def test_the_answers_shown_are_of_the_form_that_the_program_gives(example: Example) -> None:
    # Scores change with the model; `python -m scripts.refresh_guide --check` compares them.
    now = present_output(example)
    assert now.splitlines()[0] in (example.output.splitlines()[0], "")
    assert now.splitlines()[-1] == example.output.splitlines()[-1]
    assert [line for line in now.splitlines() if line != line.rstrip()] == []


def test_every_command_that_the_reader_may_type_runs(tmp_path: Path) -> None:
    spoilt_copy(tmp_path, "projets.csv | P07 | P07")
    typed = [words for words in INLINE if words.startswith("ptce-match ")]
    typed += re.findall(r"```console\n(.+)\n```", GUIDE)
    assert len(typed) >= 8
    for command in sorted(set(typed)):
        done = run(shlex.split(command), tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), command


def test_options_with_a_place_run() -> None:
    [place] = re.findall(r'`(--place "[^`]+")`', GUIDE)
    done = run(["ptce-match", "suggest", "data/demo", "--need-text", "un bail", *shlex.split(place)], ROOT)
    assert (done.returncode, done.stderr) == (0, "")


class TestRefreshing:
    PAGE = "Avant\n\n<!-- sortie: ptce-match --version -->\n```text\nvieux\n```\n\nAprès\n"

    def test_the_fence_takes_the_present_output_and_the_rest_stays(self) -> None:
        now = refreshed(self.PAGE)
        assert re.fullmatch(
            r"Avant\n\n<!-- sortie: ptce-match --version -->\n```text\nptce-match \S+\n```\n\nAprès\n", now
        )
        assert refreshed(now) == now

    def test_a_page_without_examples_stays_as_it_is(self) -> None:
        assert refreshed("```text\nautre chose\n```\n") == "```text\nautre chose\n```\n"

    @pytest.mark.parametrize("order", ["ptce-match suggest nulle-part --project P01", "rm rien"])
    def test_a_command_that_fails_is_told(self, order: str) -> None:
        with pytest.raises(ValueError, match=order.split()[0]):
            refreshed(self.PAGE.replace("ptce-match --version", order))

    def test_a_replacement_that_finds_nothing_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="introuvable"):
            spoilt_copy(tmp_path, "projets.csv | introuvable | autre")
