"""The labelled criteria, and how well the reader does on them, pinned.

Record again with ``python -m scripts.measure_criteria odd`` and ``even``, then copy the figures here and to
docs/benchmarks.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_match import Network
from ptce_match.criteria import TOPICS
from ptce_match.network import SECTORS, InvestorKind, Stage
from ptce_match.resources import resource
from ptce_match.signals import LABELLED_FORMS
from ptce_match.signals.likeness import Half, labelled_lines
from ptce_match.training.originality import near_duplicates, template_traces
from scripts.measure_criteria import main, measure, separation

if TYPE_CHECKING:
    from ptce_match.encoder import Encoder

RECORDED = {
    "odd": {"stages": 0.712, "forms": 0.617, "sectors": 0.699, "refusals": 0.727},
    "even": {"stages": 0.592, "forms": 0.649, "sectors": 0.642, "refusals": 0.514},
}
"""Share of the labels of stages and forms that are read rightly; share of labelled sectors and refusals that are read."""


@pytest.mark.parametrize("half", ["odd", "even"])
def test_criteria_are_read_as_well_as_recorded(half: Half) -> None:
    found = measure(labelled_lines(half))
    assert {
        "stages": found.stages.accuracy,
        "forms": found.forms.accuracy,
        "sectors": found.sectors.recall,
        "refusals": found.refusals.recall,
    } == pytest.approx(RECORDED[half], abs=0.001)


@pytest.mark.slow
def test_those_who_write_alike_are_worth_a_second_opinion(encoder: Encoder) -> None:
    found = separation("even", encoder)
    assert found["stages"] == pytest.approx({"rules": 0.764, "alike": 0.782, "both": 0.829}, abs=0.02)
    assert found["forms"] == pytest.approx({"rules": 0.836, "alike": 0.872, "both": 0.918}, abs=0.02)


def test_labels_are_of_the_closed_lists() -> None:
    texts = labelled_lines()
    assert len(texts) >= 120
    assert len({text["id"] for text in texts}) == len(texts)
    names = {topic.name for topic in TOPICS} | {""}
    for text in texts:
        assert text["type"] in set(InvestorKind)
        assert {*text["etapes"]["oui"], *text["etapes"]["non"]} <= set(Stage)
        assert {*text["formes"]["oui"], *text["formes"]["non"]} <= {*LABELLED_FORMS, "GAEC", "CAE"}
        assert {*text["secteurs"]["oui"], *text["secteurs"]["non"]} <= set(SECTORS)
        assert {thing["sujet"] for thing in (*text["refus"], *text["souhaits"])} <= names
        for labels in (text["etapes"], text["formes"], text["secteurs"]):
            assert not set(labels["oui"]) & set(labels["non"])


def test_texts_were_written_one_by_one() -> None:
    texts = [text["texte"] for text in labelled_lines()]
    assert near_duplicates(texts) == []
    assert template_traces(texts) == {}
    demo = [investor.criteria for investor in Network.read(resource("data", "demo")).investors]
    assert near_duplicates(texts, demo) == []


def test_the_script_prints_a_row_an_aspect(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["even"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[4:9]] == ["stages", "forms", "sectors", "refusals", "wishes"]
    assert main(["third"]) == 2
