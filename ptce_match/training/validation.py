"""A judged network out of the texts that were held out: to choose between designs without touching an evaluation set."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np

from ptce_match.evaluation.qrels import Qrels
from ptce_match.network import Mentor, MentorStatus, Need, Network, Project, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_match.skills import Taxonomy
    from ptce_match.training.texts import TrainingText

_PASSAGES: Final = (1, 2, 2, 3)
"""How many passages of different skills make a mentor's profile; one of these is drawn for each mentor."""


def validation_network(
    texts: Sequence[TrainingText], taxonomy: Taxonomy, needs: int = 300, seed: int = 7
) -> tuple[Network, Qrels]:
    """Return a network whose mentors' profiles are one to three passages each, and its judgments.

    A pair's grade is the nearness of the need's main skill to the nearest of the profile's main skills: 3 the same, 2 a
    neighbour, 1 the family, 0 otherwise.

    Parameters
    ----------
    texts : sequence of TrainingText
        Held-out needs and profiles.
    needs : int
        How many needs are drawn at most.
    seed : int
    """
    draw = Random(seed)  # noqa: S311 - reproducible draws, not secrets
    profiles = [text for text in texts if text.kind == "profile"]
    asked = [text for text in texts if text.kind == "need"]
    draw.shuffle(profiles)
    draw.shuffle(asked)
    asked = asked[:needs]
    people: list[list[TrainingText]] = []
    while profiles:
        size = draw.choice(_PASSAGES)
        people.append(profiles[:size])
        profiles = profiles[size:]
    network = Network(
        mentors=tuple(_mentor(row, passages) for row, passages in enumerate(people)),
        projects=(_PROJECT,),
        needs=tuple(Need(f"N{row:04d}", _PROJECT.id, text.text, 1) for row, text in enumerate(asked)),
    )
    wanted = [taxonomy.place[text.skills[0]] for text in asked]
    offered = [[taxonomy.place[text.skills[0]] for text in passages] for passages in people]
    grades = np.array(
        [[taxonomy.nearness[skill, mine].max() for mine in offered] for skill in wanted], dtype=np.int8
    ).reshape(len(wanted), len(offered))
    judged = grades.any(axis=1)
    ids = tuple(network.needs[row].id for row in np.flatnonzero(judged))
    return network, Qrels(ids, tuple(mentor.id for mentor in network.mentors), grades[judged])


_PROJECT: Final = Project("P1", "Projet", "Personne", "Un projet.", "Matha", "17160", None, Stage.IDEA, 0.0, "")


def _mentor(row: int, passages: Sequence[TrainingText]) -> Mentor:
    profile = "\n".join(text.text for text in passages)
    return Mentor(f"B{row:04d}", f"B{row}", MentorStatus.RETIRED, "Matha", "17160", 30.0, 5.0, 3, (), (), profile)
