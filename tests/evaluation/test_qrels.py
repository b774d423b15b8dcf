"""Reading judgments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_match.errors import InputError
from ptce_match.evaluation import read_investor_qrels, read_mentor_qrels
from ptce_match.tables import TableError

from .networks import small_network

if TYPE_CHECKING:
    from pathlib import Path

TITLES = "besoin_id,benevole_id,pertinence\n"


def written(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "qrels.csv"
    path.write_text(content, encoding=encoding)
    return path


def test_judgments_become_a_matrix_in_network_order(tmp_path: Path) -> None:
    path = written(tmp_path, TITLES + "N3,B05,1\nN1,B01,3\nN3,B03,2\n")
    qrels = read_mentor_qrels(path, small_network())
    assert qrels.query_ids == ("N1", "N3")
    assert qrels.document_ids == ("B00", "B01", "B02", "B03", "B04", "B05")
    assert qrels.grades.tolist() == [[0, 3, 0, 0, 0, 0], [0, 0, 0, 2, 0, 1]]


def test_investors_are_judged_for_projects(tmp_path: Path) -> None:
    path = written(tmp_path, "projet_id,investisseur_id,pertinence\nP1,I0,3\n")
    qrels = read_investor_qrels(path, small_network())
    assert (qrels.query_ids, qrels.grades.tolist()) == (("P1",), [[3, 0]])


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("besoin_id;benevole_id;pertinence\r\nN1;B01;3\r\n", "utf-8-sig"),
        ("pertinence;commentaire;besoin_id;benevole_id\n3;très bien;N1;B01\n", "cp1252"),
        ("besoin_id,benevole_id,pertinence\n\n N1 ,B01,3\n,,\nN1,B01,3\n", "utf-8"),
    ],
    ids=["semicolons and BOM", "French Excel, other columns", "blank lines, spaces, the same judgment twice"],
)
def test_every_dialect_of_csv_gives_the_same(tmp_path: Path, content: str, encoding: str) -> None:
    qrels = read_mentor_qrels(written(tmp_path, content, encoding), small_network())
    assert (qrels.query_ids, qrels.grades[0].tolist()) == (("N1",), [0, 3, 0, 0, 0, 0])


def test_needs_judged_zero_everywhere_are_left_out(tmp_path: Path) -> None:
    qrels = read_mentor_qrels(written(tmp_path, TITLES + "N0,B00,0\nN1,B01,3\n"), small_network())
    assert qrels.query_ids == ("N1",)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, TITLES + "N9,B01,3\nN1,X,1\nN1,B02,4\nN1,B03,bien\nN2,B02,1\nN2,B02,2\nN3,,1\n")
    with pytest.raises(TableError) as caught:
        read_mentor_qrels(path, small_network())
    assert [str(fault) for fault in caught.value.faults] == [
        "qrels.csv, ligne 2, colonne « besoin_id » : « N9 » est inconnu. Attendu : un besoin du réseau.",
        "qrels.csv, ligne 3, colonne « benevole_id » : « X » est inconnu. Attendu : un bénévole du réseau.",
        "qrels.csv, ligne 4, colonne « pertinence » : « 4 » ne convient pas. Attendu : un nombre entier de 0 à 3.",
        "qrels.csv, ligne 5, colonne « pertinence » : « bien » ne convient pas. Attendu : un nombre entier de 0 à 3.",
        (
            "qrels.csv, ligne 7, colonne « pertinence » : « N2 » et « B02 » ont déjà reçu la pertinence 1, ligne 6. "
            "Attendu : un seul jugement par paire."
        ),
        (
            "qrels.csv, ligne 8, colonne « benevole_id » : la cellule est vide. "
            "Attendu : un identifiant sur une seule ligne, de 200 caractères au plus."
        ),
    ]


def test_the_other_kind_of_judgments_lacks_its_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "projet_id,investisseur_id,pertinence\nP1,I0,3\n")
    with pytest.raises(TableError, match="une colonne « besoin_id »"):
        read_mentor_qrels(path, small_network())


@pytest.mark.parametrize("content", [TITLES, TITLES + "N1,B01,0\n"], ids=["titles alone", "nothing but zeros"])
def test_judgments_that_tell_nothing_are_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(TableError, match="il n'y a rien à mesurer"):
        read_mentor_qrels(written(tmp_path, content), small_network())


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="le fichier est vide"):
        read_mentor_qrels(written(tmp_path, ""), small_network())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.csv » n'existe pas"):
        read_mentor_qrels(tmp_path / "absent.csv", small_network())
