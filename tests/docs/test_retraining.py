"""The page for those who retrain tells what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ptce_match.cli.main import main
from ptce_match.models import MODELS_VARIABLE, Registry
from ptce_match.models.promotions import FILE_NAME
from ptce_match.models.version import JSON_NAME, SKOPS_NAME
from ptce_match.training.ranker.contest import ENOUGH, FOLDS, MARGIN, NARROWING
from ptce_match.training.ranker.design import RATED_WEIGHT
from ptce_match.training.ranker.learning import ASSUMED
from ptce_match.training.ranker.propensity import ETA, LAST
from ptce_match.training.ranker.reasons import REASONS, UNSAID

if TYPE_CHECKING:
    from ptce_match.models import Version

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/retraining.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())


def french(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def test_every_reason_is_told_with_what_it_counts() -> None:
    table = PAGE.split("| motif de refus | compte |")[1].split("\n\n")[0]
    told = dict(re.findall(r"^\| (.+) \| ([\d,]+) \|$", table, re.MULTILINE))
    assert told == {reason.label: french(reason.weight) for reason in REASONS.values()}
    assert REASONS["other"].weight == UNSAID.weight


@pytest.mark.parametrize(
    "words",
    [
        f"écart type {french(ASSUMED.weight_spread)} ; {french(ASSUMED.slope_spread)} pour l'expérience",
        f"au moins {ENOUGH}, avec des oui et des non",
        f"{FOLDS} parts",
        f"une perte de {french(MARGIN)} ou plus",
        f"de plus de {100 * NARROWING:.0f} %",
        f"notée de 1 à 5 | {french(RATED_WEIGHT)}",
        MODELS_VARIABLE,
        JSON_NAME,
        SKOPS_NAME,
        FILE_NAME,
    ],
)
def test_numbers_and_names_are_the_programs(words: str) -> None:
    assert words in TEXT


def test_the_weight_of_a_place_is_the_one_told() -> None:
    assert (ETA, LAST) == (0.5, 10)
    assert "racine carrée de sa place, jusqu'à la dixième" in TEXT


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert links
    for link in links:
        file, _, heading = link.partition("#")
        content = (ROOT / "docs" / file).read_text(encoding="utf-8")
        titles = [line.lstrip("# ").lower().replace(" ", "-") for line in content.splitlines() if line.startswith("#")]
        assert not heading or heading in titles, link


class TestCommands:
    """The four commands of the beginning, on the network that they name."""

    @pytest.fixture
    def version(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Version:
        monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
        monkeypatch.chdir(ROOT)
        [learn, *others] = self.commands()
        assert main(learn[1:]) == 0
        [made] = (Registry(tmp_path).version(name) for name in Registry(tmp_path).ids())
        for words in others[:2]:
            assert main([made.id[:6] if word == "26655e" else word for word in words[1:]]) == 0
        capsys.readouterr()
        return made

    @staticmethod
    def commands() -> list[list[str]]:
        block = PAGE.split("```console\n")[1].split("```")[0]
        return [shlex.split(line) for line in block.splitlines()]

    def test_they_run_and_the_last_does_what_the_contest_says(
        self, version: Version, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = [version.id[:6] if word == "26655e" else word for word in self.commands()[3]]
        status = main(words[1:])
        assert status == (0 if version.evidence.wins else 2)
        assert ("--force" in capsys.readouterr().err) is not version.evidence.wins
        assert version.evidence.wins or main([*words[1:], "--force"]) == 0
        assert main(["models", "rollback"]) == 0
