"""Draw the pairs of a need and a person whose quotes are judged by hand, into data/explanations/paires.jsonl.

usage: python -m scripts.draw_quotes [FILE]

First the pairs of the demo network: for each need, the first of the five suggested mentors whom people judged able to
help. Then pairs made of training texts that are held out (`ptce_match.training.texts.TrainingText.held_out`): a need of a skill,
and a person who is one profile of that skill among three or four of other skills, in random order. Those of them whom
the engine names among the first five for the need, of all these people and the mentors of the demo network, are
suggestions too (`proposee`). Which sentence the engine quotes is not written: whoever labels must not know it. A file
that holds labels is not overwritten.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ptce_match import Matcher, Network
from ptce_match.encoder import default_encoder
from ptce_match.evaluation.qrels import read_mentor_qrels
from ptce_match.index import split
from ptce_match.resources import resource
from ptce_match.signals import ExpertiseIndex, load_reference
from ptce_match.skills import default_taxonomy
from ptce_match.training.texts import read_training_texts
from scripts.measure_quotes import reader_without_held_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_match.training.texts import TrainingText

SEED: Final = 20
PAIRS: Final = 120
_DAY: Final = date(2026, 11, 26)
_FIRST: Final = 5
_RIGHT: Final = 2
_OTHERS: Final = (3, 5)
"""Profiles of other skills beside the right one: from the first number on, below the second."""


def demo_pairs() -> list[dict[str, Any]]:
    """Return one pair for each need of the demo network that a suggested mentor answers, in the order of the needs."""
    folder = resource("data", "demo")
    network = Network.read(folder)
    qrels = read_mentor_qrels(folder / "qrels" / "mentors.csv", network)
    grade = {
        (need, mentor): int(value)
        for need, row in zip(qrels.query_ids, qrels.grades, strict=True)
        for mentor, value in zip(qrels.document_ids, row, strict=True)
    }
    matcher = Matcher(network, today=_DAY)
    pairs = []
    for need in network.needs:
        suggested = [found.mentor for found in matcher.mentors(need.id, _FIRST)]
        right = [mentor for mentor in suggested if grade.get((need.id, mentor.id), 0) >= _RIGHT]
        if right:
            pairs.append(_pair(f"{need.id} {right[0].id}", need.text, right[0].profile))
    return pairs


def held_out_texts() -> list[TrainingText]:
    """Return the training texts of the validation split that say something."""
    texts = read_training_texts(resource("data", "training"), default_taxonomy())
    return [text for text in texts if text.held_out and split(text.text)[0]]


def held_out_pairs(count: int, generator: np.random.Generator) -> list[dict[str, Any]]:
    """Return pairs of held-out texts, each about another skill."""
    texts = held_out_texts()
    needs, profiles = by_skill(texts, "need"), by_skill(texts, "profile")
    skills = sorted(set(needs) & set(profiles))
    pairs = []
    for place in generator.choice(len(skills), size=count, replace=False).tolist():
        skill = skills[place]
        need, right = (choices[int(generator.integers(len(choices)))] for choices in (needs[skill], profiles[skill]))
        others = [text for other, found in profiles.items() if other != skill for text in found]
        told = "\n".join(text.text for text in among_others(right, others, generator))
        pairs.append(_pair(f"{need.id} {right.id}", need.text, told))
    return pairs


def by_skill(texts: Sequence[TrainingText], kind: str) -> dict[str, list[TrainingText]]:
    """Return the texts of a kind by their main skill, in their order."""
    found: dict[str, list[TrainingText]] = {}
    for text in texts:
        if text.kind == kind:
            found.setdefault(text.skills[0], []).append(text)
    return found


def among_others(
    right: TrainingText, others: Sequence[TrainingText], generator: np.random.Generator
) -> list[TrainingText]:
    """Return a profile text and three or four others, in random order."""
    chosen = generator.choice(len(others), size=int(generator.integers(*_OTHERS)), replace=False).tolist()
    told = [right, *(others[row] for row in chosen)]
    return [told[row] for row in generator.permutation(len(told)).tolist()]


def suggested(pairs: Sequence[dict[str, Any]]) -> list[bool]:
    """Tell of each pair whether its person stands among the first five for its need, by expertise alone."""
    encoder = default_encoder()
    demo = [mentor.profile for mentor in Network.read(resource("data", "demo")).mentors]
    people = [*(pair["profil"] for pair in pairs), *demo]
    index = ExpertiseIndex(people, encoder, load_reference(), reader=reader_without_held_out(encoder))
    vectors = encoder.encode([pair["besoin"] for pair in pairs], "need")
    values = np.array([index.values(pair["besoin"], vectors[row]) for row, pair in enumerate(pairs)])
    own = np.diagonal(values)[:, None]
    return [bool(better < _FIRST) for better in (values > own).sum(axis=1)]


def _pair(id: str, need: str, profile: str) -> dict[str, Any]:
    return {"id": id, "besoin": need, "profil": profile, "passages": split(profile)[0]}


def main(arguments: Sequence[str]) -> int:
    """Draw, and write one JSON document a line."""
    path = Path(arguments[0]) if arguments else resource("data", "explanations") / "paires.jsonl"
    if path.exists() and "porteurs" in path.read_text(encoding="utf-8"):
        sys.stderr.write(f"{path} holds labels: name another file.\n")
        return 2
    generator = np.random.default_rng(SEED)
    found = demo_pairs()
    # Shuffled, then told by kind: odd and even lines hold as many of each.
    pairs = [found[row] for row in generator.permutation(len(found)).tolist()][:PAIRS]
    for pair in pairs:
        pair["proposee"] = True
    made = held_out_pairs(PAIRS - len(pairs), generator)
    for pair, named in zip(made, suggested(made), strict=True):
        pairs.append({**pair, "proposee": named})
    path.write_text("".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
