"""The taxonomy that ships, and what a damaged one is told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match.resources import resource
from ptce_match.skills import Taxonomy, default_taxonomy, read_taxonomy
from ptce_match.skills.taxonomy import FAMILY, NEIGHBOUR, OTHER, SAME
from ptce_match.tables import TableError

if TYPE_CHECKING:
    from collections.abc import Callable

SEVEN = {"marketing", "fiscalite", "commercial", "communication", "gestion", "comptabilite", "financement"}


@pytest.fixture
def taxonomy() -> Taxonomy:
    return default_taxonomy()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("data", "competences"), tmp_path / "competences"))


def edit(folder: Path, change: Callable[[str], str], name: str = "competences.csv") -> None:
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_shipped_one_is_sound_and_fine(taxonomy: Taxonomy) -> None:
    assert len(taxonomy) >= 120
    assert len(taxonomy.families) >= 16
    assert {family.id for family in taxonomy.families[:7]} == SEVEN


def test_nearness_is_symmetric_and_graded(taxonomy: Taxonomy) -> None:
    grades = taxonomy.nearness
    assert (grades == grades.T).all()
    assert (np.diag(grades) == SAME).all()
    assert set(np.unique(grades)) == {SAME, NEIGHBOUR, FAMILY, OTHER}
    tva, micro = taxonomy.place["fis-tva"], taxonomy.place["fis-regime-micro"]
    assert grades[tva, micro] >= FAMILY


def test_every_neighbour_is_named_by_both(taxonomy: Taxonomy) -> None:
    for skill in taxonomy:
        assert all(skill.id in taxonomy[other].neighbours for other in skill.neighbours)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("mkt-prix,marketing", "mkt-prix,inconnue", "colonne « famille » : « inconnue » ne convient pas"),
        ("mkt-prix,marketing", "mkt-positionnement,marketing", "« mkt-positionnement » est déjà pris"),
        ("Fixation des prix de vente,", "Positionnement et offre,", "« Positionnement et offre » est déjà pris"),
        ("mkt-positionnement;cpt-cout-revient", "cpt-cout-revient", "est voisine de"),
        (
            "mkt-positionnement;cpt-cout-revient",
            "nulle-part;cpt-cout-revient",
            "« nulle-part » n'est pas l'identifiant",
        ),
        ("mkt-positionnement;cpt-cout-revient", "mkt-prix;cpt-cout-revient", "n'est pas sa propre voisine"),
    ],
)
def test_a_fault_is_told_with_its_line(folder: Path, before: str, after: str, told: str) -> None:
    edit(folder, lambda content: content.replace(before, after, 1))
    with pytest.raises(TableError, match=r"competences\.csv, ligne \d+") as caught:
        read_taxonomy(folder)
    assert told in str(caught.value)


def test_a_definition_is_one_sentence(folder: Path) -> None:
    edit(
        folder, lambda content: content.replace("Aide à décider du prix affiché", "Aide. Et décider du prix affiché", 1)
    )
    with pytest.raises(TableError, match="une seule phrase"):
        read_taxonomy(folder)


def test_words_are_enough_and_different(folder: Path) -> None:
    edit(folder, lambda content: content.replace("tarif;tarifs;prix de vente", "tarif;Tarif;prix de vente", 1))
    with pytest.raises(TableError, match="chacune une seule fois"):
        read_taxonomy(folder)


def test_a_family_stands_once(folder: Path) -> None:
    edit(folder, lambda content: content + "marketing,Encore,Une phrase.\n", "familles.csv")
    with pytest.raises(TableError, match=r"familles\.csv, ligne 22, colonne « id »"):
        read_taxonomy(folder)


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "familles.csv").unlink()
    with pytest.raises(TableError, match="familles"):
        read_taxonomy(folder)
