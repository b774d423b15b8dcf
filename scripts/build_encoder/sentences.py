"""Turns labels into sentences, by seeded draws among the frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.build_encoder.frames import LEARNED_NEEDS, LEARNED_PROFILES, ORDINARY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from scripts.build_encoder.esco import Concept

QUERY, PASSAGE = "query: ", "passage: "


def framed(frames: Mapping[str, Sequence[str]], kind: str, label: str, draw: Random) -> str:
    """Put a label into one of the sentences for its kind ("skill" or "occupation"), with a capital letter."""
    text = draw.choice(frames[kind]).format(label)
    return text[0].upper() + text[1:]


def framed_pair(kind: str, label: str, synonym: str, draw: Random) -> tuple[str, str]:
    """Return a need and a profile, with their prompts; one of the two stays a bare label half of the time."""
    need = QUERY + framed(LEARNED_NEEDS, kind, label, draw)
    profile = PASSAGE + framed(LEARNED_PROFILES, kind, synonym, draw)
    if draw.random() < 0.5:
        return need, profile
    return (QUERY + label, profile) if draw.random() < 0.5 else (need, QUERY + synonym)


def ordinary(concepts: Sequence[Concept], count: int, draw: Random) -> list[str]:
    """Return texts of one to four sentences on which the model must stay close to the base model."""
    texts = []
    for _ in range(count):
        parts = draw.sample(ORDINARY, draw.randint(1, 2))
        for concept in draw.sample(concepts, draw.randint(0, 2)):
            frames = LEARNED_PROFILES if draw.random() < 0.5 else LEARNED_NEEDS
            parts.append(framed(frames, concept.kind, draw.choice(concept.preferred), draw))
        draw.shuffle(parts)
        texts.append(draw.choice((QUERY, PASSAGE)) + " ".join(parts))
    return texts
