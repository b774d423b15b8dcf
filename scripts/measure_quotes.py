"""How often the quoted sentence carries the reason, on the labelled pairs of data/explanations, as Markdown.

usage: python -m scripts.measure_quotes

The odd lines served to choose how to quote, the even ones measure. Where no single sentence carries the reason, whatever
is quoted counts as wrong. Half of the pairs are made of training texts: the reader of skills is learned again without
them (a minute; seconds where the vectors are kept from before).
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.encoder import default_encoder
from ptce_match.metrics import bootstrap_interval
from ptce_match.resources import resource
from ptce_match.signals import ExpertiseIndex, load_reference
from ptce_match.skills import default_taxonomy
from ptce_match.training.cues import read_cues
from ptce_match.training.reader import learn_reader
from ptce_match.training.texts import read_training_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.skills import SkillReader

HALVES: Final = {"all": slice(None), "odd": slice(0, None, 2), "even": slice(1, None, 2)}


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A need and a person, and which of the person's passages carry the reason why they can help.

    Attributes
    ----------
    id, need, profile : str
    suggested : bool
        Whether the engine names the person among the first five for the need.
    passages : tuple of str
        The profile as `ptce_match.index.split` cuts it.
    carriers : frozenset of int
        Places among `passages`, from 0; empty where no single passage carries the reason.
    second : str
        The passage that a second reader would quote.
    """

    id: str
    need: str
    profile: str
    suggested: bool
    passages: tuple[str, ...]
    carriers: frozenset[int]
    second: str

    @property
    def of_demo(self) -> bool:
        """Whether the pair comes from the demo network, and not from training texts."""
        return "-" not in self.id

    @property
    def chance(self) -> float:
        """Share of the passages that carry the reason: what one quoted at random is worth, in 0..1."""
        return len(self.carriers) / len(self.passages)

    def carried(self, quote: str) -> bool:
        """Tell whether a quote is a passage that carries the reason; False where none does."""
        return quote in {self.passages[place] for place in self.carriers}


def labelled_pairs(half: str = "all") -> list[LabelledPair]:
    """Read the labelled pairs of one half, or all."""
    lines = resource("data", "explanations", "paires.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        LabelledPair(
            read["id"],
            read["besoin"],
            read["profil"],
            read["proposee"],
            tuple(read["passages"]),
            frozenset(number - 1 for number in read["porteurs"]),
            read["passages"][read["meilleur_2"] - 1],
        )
        for read in map(json.loads, lines[HALVES[half]])
    ]


def quotes(pairs: Sequence[LabelledPair], encoder: Encoder, reader: SkillReader | None) -> list[str]:
    """Return what the engine quotes for each pair; it reads nothing but the need and the person's own text."""
    index = ExpertiseIndex([pair.profile for pair in pairs], encoder, load_reference(), reader=reader)
    vectors = encoder.encode([pair.need for pair in pairs], "need")
    return [index.quote(pair.need, vectors[row], row) for row, pair in enumerate(pairs)]


def reader_without_held_out(encoder: Encoder) -> SkillReader:
    """Learn to read skills from all training texts but those that the pairs are made of."""
    taxonomy = default_taxonomy()
    texts = read_training_texts(resource("data", "training"), taxonomy)
    cues = read_cues(resource("data", "training"), taxonomy)
    return learn_reader([text for text in texts if not text.held_out], taxonomy, encoder, cues=cues)


def _row(name: str, pairs: Sequence[LabelledPair], right: NDArray[np.float64]) -> str:
    low, high = bootstrap_interval(right)
    chance = float(np.mean([pair.chance for pair in pairs]))
    carried = np.array([bool(pair.carriers) for pair in pairs])
    second = float(np.mean([pair.carried(pair.second) for pair in pairs]))
    return (
        f"| {name} | {len(pairs)} | {right.mean():.0%} ({low:.0%} – {high:.0%}) | {second:.0%} | {chance:.0%} "
        f"| {int((~carried).sum())} | {right[carried].mean():.0%} |"
    )


def main() -> int:
    """Print one row for each half, of suggestions and of pairs that the engine would not suggest."""
    encoder = default_encoder()
    pairs = labelled_pairs()
    quoted = quotes(pairs, encoder, reader_without_held_out(encoder))
    right = np.array([pair.carried(quote) for pair, quote in zip(pairs, quoted, strict=True)], dtype=np.float64)
    suggested = np.array([pair.suggested for pair in pairs])
    print(
        "| pairs | n | quote carries the reason (95 %) | a second reader's | random sentence | no sentence does | where one does |"
    )
    print("|---|---|---|---|---|---|---|")
    for kind, which in (("suggestions", suggested), ("not suggested", ~suggested)):
        for half, lines in HALVES.items():
            rows = np.arange(len(pairs))[lines]
            rows = rows[which[rows]]
            print(_row(f"{kind}, {half} lines", [pairs[row] for row in rows], right[rows]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
