"""What a mentor said they would not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.network import Mentor, MentorStatus
from ptce_match.signals import RefusalIndex, load_reference
from ptce_match.signals.refusal import refused_things, without_negation

if TYPE_CHECKING:
    from ptce_match.encoder import CachedEncoder


def mentor(id: str, profile: str = "", refusals: str = "") -> Mentor:
    return Mentor(id, id, MentorStatus.RETIRED, "", "", 20, 8, 1, (), (), profile, refusals=refusals)


@pytest.mark.parametrize(
    ("profile", "refusals", "things"),
    [
        ("Je fais la paie, pas la compta.", "", ["pas la compta"]),
        ("", "la compta ; les impôts", ["la compta", "les impôts"]),
        ("", "Ni compta, ni paie. Pas le soir !", ["Ni compta", "ni paie", "Pas le soir"]),
        ("Je ne fais pas de compta. J'aime le bois.", "le dimanche", ["le dimanche", "Je ne fais pas de compta"]),
        ("Jamais un euro d'écart.", "", []),
        ("", " ; . ", []),
    ],
)
def test_refused_things(profile: str, refusals: str, things: list[str]) -> None:
    assert refused_things(mentor("B1", profile, refusals)) == things


@pytest.mark.parametrize(
    ("refusal", "about"),
    [
        ("je ne fais pas de compta", "compta"),
        ("Je n’aime pas la paperasse", "aime la paperasse"),
        ("surtout pas d'informatique", "informatique"),
        ("Ne comptez pas sur moi pour la paie", "la paie"),
        ("non merci", ""),
    ],
)
def test_without_negation(refusal: str, about: str) -> None:
    assert without_negation(refusal) == about


def test_only_who_refuses_the_thing_is_lowered(encoder: CachedEncoder) -> None:
    mentors = [
        mentor("B1", refusals="tenir la comptabilité"),
        mentor("B2"),
        mentor("B3", refusals="monter sur un toit"),
    ]
    index = RefusalIndex(mentors, encoder, load_reference())
    need = "Qui peut tenir la comptabilité de notre association ?"
    values = index.values(need, encoder.encode([need], "need")[0])
    assert values[1] == 1
    assert values[0] < values[2] <= 1
    assert values[0] >= 0


def test_the_nearest_refusal_is_quoted(encoder: CachedEncoder) -> None:
    mentors = [mentor("B1"), mentor("B2", refusals="monter sur un toit ; tenir la comptabilité")]
    index = RefusalIndex(mentors, encoder, load_reference())
    need = "Qui peut tenir la comptabilité de notre association ?"
    vector = encoder.encode([need], "need")[0]
    assert index.quote(need, vector, 1) == "tenir la comptabilité"
    assert index.quote(need, vector, 0) == ""


@pytest.mark.parametrize("mentors", [[], [mentor("B1"), mentor("B2", "J'aime le bois.")]])
def test_where_nobody_refuses_anything_everybody_keeps_the_whole_value(
    mentors: list[Mentor], encoder: CachedEncoder
) -> None:
    index = RefusalIndex(mentors, encoder, load_reference())
    vector = encoder.encode(["la compta"], "need")[0]
    np.testing.assert_array_equal(index.values("la compta", vector), np.ones(len(mentors)))
    assert all(index.quote("la compta", vector, row) == "" for row in range(len(mentors)))
