"""How well criteria are read, on the labelled texts of data/criteres, as Markdown.

usage: python -m scripts.measure_criteria [odd|even|all], or [odd|even] alike

`alike` adds how well rules, those who write alike, and both together tell stages and forms that are accepted from those
that are refused (area under the ROC curve).

Odd lines served to build the reader, even lines to measure it.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ptce_match.criteria import TOPICS, read_criteria
from ptce_match.encoder import default_encoder
from ptce_match.matcher.investors import ALIKE
from ptce_match.network import InvestorKind, Stage
from ptce_match.signals import LABELLED_FORMS, Likeness
from ptce_match.signals.likeness import labelled_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ptce_match.criteria import Criteria, Verdict
    from ptce_match.encoder import Encoder
    from ptce_match.signals.likeness import Half

HALVES: Final[tuple[Half, ...]] = ("odd", "even", "all")
_NAMES: Final = frozenset(topic.name for topic in TOPICS)
_SECTORS: Final = frozenset(topic.name for topic in TOPICS if topic.whole)


@dataclass
class Aspect:
    """Counts of one aspect over labelled texts.

    Attributes
    ----------
    right, labelled : int
        Yes-or-no labels that were read as they stand, and all of them.
    found, read, true : int
        Things rightly read, all that were read, and all that the labels hold.
    """

    right: int = 0
    labelled: int = 0
    found: int = 0
    read: int = 0
    true: int = 0

    @property
    def accuracy(self) -> float:
        """Share of the yes-or-no labels that were read rightly, in 0..1; silence is a mistake."""
        return self.right / self.labelled

    @property
    def precision(self) -> float:
        """Share of what was read that the labels hold, in 0..1."""
        return self.found / self.read

    @property
    def recall(self) -> float:
        """Share of what the labels hold that was read, in 0..1."""
        return self.found / self.true


@dataclass
class Measure:
    """How well criteria are read: stages and forms by their labels, the rest by what is found."""

    texts: int = 0
    stages: Aspect = field(default_factory=Aspect)
    forms: Aspect = field(default_factory=Aspect)
    sectors: Aspect = field(default_factory=Aspect)
    refusals: Aspect = field(default_factory=Aspect)
    wishes: Aspect = field(default_factory=Aspect)


def measure(texts: Sequence[dict[str, Any]]) -> Measure:
    """Compare what is read in each text with its labels.

    A refusal or a wish counts where its label names a topic that the reader knows; wishes for a sector count as sectors.
    """
    found = Measure(texts=len(texts))
    for text in texts:
        reading = read_criteria(text["texte"])
        _judge(found.stages, {str(stage): reading.stages.get(stage) for stage in Stage}, text["etapes"])
        _judge(found.forms, {form: reading.forms.get(form) for form in LABELLED_FORMS}, text["formes"])
        _compare(found.sectors, map(str, reading.sectors), map(str, text["secteurs"]["oui"]))
        _topics(found, reading, text)
    return found


def _judge(aspect: Aspect, verdicts: dict[str, Verdict | None], labels: dict[str, list[str]]) -> None:
    """Count yes-or-no labels, and how many refusals were said, read and found."""
    for name, verdict in verdicts.items():
        label = True if name in labels["oui"] else False if name in labels["non"] else None
        got = None if verdict is None else verdict.accepted
        if label is not None:
            aspect.labelled += 1
            aspect.right += got is label
        # What only follows is compared where a label stands: where the text is silent, labels are too.
        counted = got is False and (label is not None or (verdict is not None and verdict.said))
        aspect.read += counted
        aspect.true += label is False
        aspect.found += label is False and got is False


def separation(half: Half, encoder: Encoder, share: float = ALIKE) -> dict[str, dict[str, float]]:
    """Return the area under the ROC curve over the yes-or-no labels of a half, by rules, likeness and both.

    Likeness has learned from the other half.
    """
    texts = labelled_lines(half)
    readings = [read_criteria(text["texte"]) for text in texts]
    kinds = [InvestorKind(text["type"]) for text in texts]
    alike = Likeness([text["texte"] for text in texts], kinds, encoder, "odd" if half == "even" else "even")
    sides = {
        "stages": ("etapes", [[reading.stage(stage)[0] for stage in Stage] for reading in readings], alike.stages),
        "forms": ("formes", [[reading.form(form)[0] for form in LABELLED_FORMS] for reading in readings], alike.forms),
    }
    found = {}
    for name, (key, rules, likeness) in sides.items():
        names = tuple(map(str, Stage)) if name == "stages" else LABELLED_FORMS
        label = np.array([[(n in text[key]["oui"]) - (n in text[key]["non"]) for n in names] for text in texts])
        values = {"rules": np.array(rules), "alike": likeness}
        values["both"] = (1 - share) * values["rules"] + share * values["alike"]
        found[name] = {by: _area(label[label != 0] > 0, value[label != 0]) for by, value in values.items()}
    return found


def _area(accepted: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    """Return how often an accepted one has the higher value of two (Mann-Whitney), ties counting half."""
    higher = values[accepted][:, None] - values[~accepted][None, :]
    return float(((higher > 0) + 0.5 * (higher == 0)).mean())


def _topics(found: Measure, reading: Criteria, text: dict[str, Any]) -> None:
    refused = [mention.topic.name for mention in reading.refused]
    wished = [mention.topic.name for mention in reading.wished if mention.topic.name not in _SECTORS]
    _compare(found.refusals, refused, [thing["sujet"] for thing in text["refus"] if thing["sujet"] in _NAMES])
    _compare(
        found.wishes, wished, [thing["sujet"] for thing in text["souhaits"] if thing["sujet"] in _NAMES - _SECTORS]
    )


def _compare(aspect: Aspect, read: Iterable[str], true: Iterable[str]) -> None:
    got, wanted = Counter(set(read)), Counter(set(true))
    aspect.read += got.total()
    aspect.true += wanted.total()
    aspect.found += (got & wanted).total()


def main(arguments: Sequence[str]) -> int:
    """Print one row an aspect."""
    asked = arguments[0] if arguments else "even"
    half = next((half for half in HALVES if half == asked), None)
    if half is None or ("alike" in arguments and half == "all"):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    found = measure(labelled_lines(half))
    rows = [
        f"{found.texts} texts ({half} lines)\n",
        "| aspect | labels | right | precision | recall |",
        "|---|---|---|---|---|",
    ]
    for name in ("stages", "forms"):
        aspect: Aspect = getattr(found, name)
        rows.append(
            f"| {name} (refusals) | {aspect.labelled} | {aspect.accuracy:.3f} | {aspect.precision:.3f} | {aspect.recall:.3f} |"
        )
    for name in ("sectors", "refusals", "wishes"):
        aspect = getattr(found, name)
        rows.append(f"| {name} | {aspect.true} | | {aspect.precision:.3f} | {aspect.recall:.3f} |")
    if "alike" in arguments:
        rows += ["", "| area under the curve | rules | alike | both |", "|---|---|---|---|"]
        for name, areas in separation(half, default_encoder()).items():
            rows.append(f"| {name} | {areas['rules']:.3f} | {areas['alike']:.3f} | {areas['both']:.3f} |")
    sys.stdout.write("\n".join(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
