"""ESCO's labels: pairs that teach the trade and not the gender, and concepts that are never learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.training.encoder import esco

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "conceptUri,preferredLabel,altLabels\n"


def written(folder: Path, skills: str, occupations: str = HEADER) -> Path:
    """Write the two files."""
    (folder / "skills_fr.csv").write_text(skills, "utf-8")
    (folder / "occupations_fr.csv").write_text(occupations, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("label", "halves"),
    [
        ("opticien/opticienne", ("opticien", "opticienne")),
        ("gérant de librairie/gérante de librairie", ("gérant de librairie", "gérante de librairie")),
        ("vendeur/vendeuse en jeux", ("vendeur en jeux", "vendeuse en jeux")),
        ("CA Datacom/DB", ("CA Datacom/DB",)),
        ("vétérinaire", ("vétérinaire",)),
    ],
)
def test_gender_variants_are_split_and_other_slashes_left(label: str, halves: tuple[str, ...]) -> None:
    assert esco.split_gender(label) == halves


def test_labels_equal_to_the_preferred_one_teach_nothing(tmp_path: Path) -> None:
    skills, occupations = "s1,gérer l’eau,gérer l'eau|gérer les eaux\n", "o1,caviste,sommelier/sommelière\n"
    concepts = esco.read(written(tmp_path, HEADER + skills, HEADER + occupations))
    assert [concept.others for concept in concepts] == [("gérer les eaux",), ("sommelier", "sommelière")]
    assert esco.pairs(concepts)[0] == ("s1", "gérer l’eau", "gérer les eaux")


@given(st.lists(st.text(min_size=1), unique=True, max_size=40))
def test_a_concept_is_on_one_side_and_always_the_same(uris: list[str]) -> None:
    concepts = [esco.Concept(uri, "skill", (uri,), ()) for uri in uris]
    learned, held_out = esco.split_held_out(concepts)
    again, _ = esco.split_held_out(reversed(concepts))
    assert sorted(c.uri for c in learned + held_out) == sorted(uris)
    assert {c.uri for c in learned} == {c.uri for c in again}


def test_a_feminine_synonym_goes_with_the_feminine_label() -> None:
    concept = esco.Concept("o1", "occupation", ("boulanger", "boulangère"), ("pâtissier", "pâtissière"))
    assert esco.pairs([concept]) == [("o1", "boulanger", "pâtissier"), ("o1", "boulangère", "pâtissière")]


def test_labels_come_preferred_first() -> None:
    concepts = [esco.Concept("a", "skill", ("un",), ("deux",)), esco.Concept("b", "skill", ("trois",), ())]
    assert esco.labels(concepts) == ["un", "deux", "trois"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("conceptUri,preferredLabel\ns1,gérer\n", KeyError),
        (HEADER + "s1,gérer\n", ValueError),
        (HEADER + "s1,,gérer l'eau\n", ValueError),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        esco.read(written(tmp_path, content))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        esco.read(tmp_path)
