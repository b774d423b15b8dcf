"""What an investor refuses or wishes, against what a project is about."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.criteria import TOPICS, Criteria, Mention, read_criteria
from ptce_match.signals import AversionIndex, met, wished
from tests.matcher.hashing_encoder import HashingEncoder
from tests.matcher.networks import REFERENCE

ENCODER = HashingEncoder()
ALCOHOL = next(topic for topic in TOPICS if topic.name == "l'alcool")
STORY = "Des robots dans les étables, des robots partout."


def index(*criteria: str, sectors: tuple[int, ...] = ()) -> AversionIndex:
    readings = [read_criteria(text) for text in criteria]
    return AversionIndex(readings, [sectors] * len(readings), ENCODER, REFERENCE)


def vector(text: str) -> np.ndarray:
    return np.asarray(ENCODER.encode([text], "need")[0])


def test_a_refusal_by_name() -> None:
    found = index("Ni vin ni bière.", "Du vin, volontiers.", "")
    for share in (0.0, 0.5, 1.0):
        values = found.values({"l'alcool": share}, "", vector(""))
        assert values.tolist() == [1.0 - share, 1.0, 1.0]
    assert found.quote({"l'alcool": 1.0}, "", vector(""), 0) == ("l'alcool", "Ni vin ni bière.")
    assert found.quote({}, "", vector(""), 1) == ("", "")


def test_a_refusal_by_meaning_weighs_half_at_most() -> None:
    found = index("Et pas de robots dans les étables.", "Des gens.")
    values = found.values({}, STORY, vector(STORY))
    assert 0.5 <= values[0] < values[1] == 1.0
    assert found.quote({}, STORY, vector(STORY), 0) == ("", "Et pas de robots dans les étables.")


@pytest.mark.parametrize(("sectors", "value"), [((9,), 1.0), ((), 0.0)])
def test_a_sector_in_the_column_is_not_refused(sectors: tuple[int, ...], value: float) -> None:
    found = index("L'informatique, jamais.", sectors=sectors)
    assert found.values({"le numérique": 1.0}, "", vector(""))[0] == value


def test_a_project_beside_the_only_thing_that_is_paid_for_loses_half() -> None:
    found = index("Que des librairies, rien d'autre.", "Des librairies.")
    assert found.values({"la culture": 1.0}, "", vector("")).tolist() == [1.0, 1.0]
    assert found.values({}, "", vector("")).tolist() == [0.5, 1.0]
    assert found.quote({}, "", vector(""), 0) == ("autre chose que la culture", "Que des librairies, rien d'autre.")
    assert found.quote({"la culture": 1.0}, "", vector(""), 0) == ("", "")


def test_what_a_project_is_most_about_is_named() -> None:
    other = next(topic for topic in TOPICS if topic.name == "le tabac")
    mentions = (Mention(other, "Pas de tabac."), Mention(ALCOHOL, "Pas de vin."))
    assert met(mentions, {"l'alcool": 1.0, "le tabac": 0.5}) == (1.0, mentions[1])
    assert met(mentions, {}) == (0.0, None)
    assert met((), {"l'alcool": 1.0}) == (0.0, None)


@given(st.floats(0, 1), st.integers(0, 4))
def test_each_wish_that_is_met_raises_a_similarity(value: float, wishes: int) -> None:
    readings = [Criteria(wished=tuple(Mention(topic, "") for topic in TOPICS[:wishes]))]
    topics = {topic.name: 1.0 for topic in TOPICS}
    (raised,) = wished(np.array([value]), readings, topics)
    assert value - 1e-12 <= raised <= 1.0
    assert wished(np.array([value]), readings, {})[0] == pytest.approx(value)
