"""The judged network out of held-out texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.resources import resource
from ptce_match.skills import default_taxonomy
from ptce_match.training.texts import TrainingText, read_training_texts
from ptce_match.training.validation import validation_network

if TYPE_CHECKING:
    from ptce_match.evaluation.qrels import Qrels
    from ptce_match.network import Network


@pytest.fixture(scope="module")
def held_out() -> list[TrainingText]:
    return [
        text
        for text in read_training_texts(resource("data", "training"), default_taxonomy())
        if text.held_out
    ]  # fmt: skip


@pytest.fixture(scope="module")
def made(held_out: list[TrainingText]) -> tuple[Network, Qrels]:
    return validation_network(held_out, default_taxonomy())


def test_every_profile_text_is_used_once(held_out: list[TrainingText], made: tuple[Network, Qrels]) -> None:
    written = [line for mentor in made[0].mentors for line in mentor.profile.split("\n")]
    assert sorted(written) == sorted(text.text for text in held_out if text.kind == "profile")


def test_grades_follow_the_taxonomy(held_out: list[TrainingText], made: tuple[Network, Qrels]) -> None:
    network, qrels = made
    taxonomy = default_taxonomy()
    skill = {text.text: taxonomy.place[text.skills[0]] for text in held_out}
    needs = {need.id: need.text for need in network.needs}
    for row in range(0, len(qrels.query_ids), 30):
        wanted = skill[needs[qrels.query_ids[row]]]
        for column in range(0, len(network.mentors), 20):
            offered = [skill[line] for line in network.mentors[column].profile.split("\n")]
            assert qrels.grades[row, column] == max(taxonomy.nearness[wanted, offered])


def test_the_draw_is_the_same_each_time_and_another_by_another_seed(held_out: list[TrainingText]) -> None:
    first, again, other = (validation_network(held_out, default_taxonomy(), seed=seed) for seed in (7, 7, 8))
    assert first[0] == again[0]
    np.testing.assert_array_equal(first[1].grades, again[1].grades)
    assert first[0] != other[0]
