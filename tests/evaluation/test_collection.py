"""Reading a test collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_match.errors import InputError
from ptce_match.evaluation.collection import read_collection, read_query_ids
from ptce_match.tables import TableError

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = '{"id": "C1", "text": "Boucher", "concept": "x"}\n{"id": "C2", "text": "Charpentier"}\n{"_id": "C3", "text": "Boucher"}\n'
QUERIES = (
    '{"id": "Q1", "text": "Boucher (h/f)"}\n\n{"id": "Q2", "text": "Pilote"}\n{"id": "Q3", "text": "Charpentière"}\n'
)
QRELS = "query-id\tcorpus-id\trelevance\nQ3\tC2\t1\nQ1\tC1\t1\nQ1\tC3\t1\nQ2\tC1\t0\n"


def written(folder: Path, corpus: str = CORPUS, queries: str = QUERIES, qrels: str = QRELS) -> Path:
    for name, content in (("corpus.jsonl", corpus), ("queries.jsonl", queries), ("qrels.tsv", qrels)):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_queries_without_relevant_document_are_left_out(tmp_path: Path) -> None:
    collection = read_collection(written(tmp_path))
    assert collection.qrels.query_ids == ("Q1", "Q3")
    assert collection.queries == ("Boucher (h/f)", "Charpentière")
    assert collection.documents == ("Boucher", "Charpentier", "Boucher")
    assert collection.qrels.grades.tolist() == [[1, 0, 1], [0, 1, 0]]
    assert collection.all_query_ids == {"Q1", "Q2", "Q3"}


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    corpus = '{"id": "C1", "text": "a\u2028b"}\n{"id": "C2", "text": "c"}\n{"id": "C3", "text": "d"}'
    assert read_collection(written(tmp_path, corpus=corpus)).documents == ("a\u2028b", "c", "d")


def test_every_bad_line_of_a_file_is_told(tmp_path: Path) -> None:
    corpus = CORPUS + '{"id": "C1", "text": "encore"}\npas du JSON\n["C4", "x"]\n{"id": 5, "text": "y"}\n{"id": "C6"}\n'
    with pytest.raises(TableError, match="6 erreurs") as caught:
        read_collection(written(tmp_path, corpus=corpus, queries=QUERIES + "{"))
    places = [(fault.file, fault.line) for fault in caught.value.faults]
    assert places == [*(("corpus.jsonl", line) for line in (4, 5, 6, 7, 8)), ("queries.jsonl", 5)]
    assert "corpus.jsonl, ligne 4, colonne « id » : l'identifiant « C1 » est déjà" in str(caught.value)


def test_characters_that_are_not_utf_8_are_located(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "queries.jsonl").write_bytes(QUERIES.encode() + '{"id": "Q4", "text": "été"}'.encode("cp1252"))
    with pytest.raises(TableError, match=r"queries\.jsonl, ligne 5 : un caractère est illisible"):
        read_collection(tmp_path)


def test_unknown_ids_in_the_judgments_are_told_with_their_file(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read_collection(written(tmp_path, qrels=QRELS + "Q9\tC9\toui\n"))
    assert sorted(str(fault) for fault in caught.value.faults) == [
        "qrels.tsv, ligne 6, colonne « corpus-id » : « C9 » est inconnu. Attendu : un texte de corpus.jsonl.",
        "qrels.tsv, ligne 6, colonne « query-id » : « Q9 » est inconnu. Attendu : une requête de queries.jsonl.",
        "qrels.tsv, ligne 6, colonne « relevance » : « oui » ne convient pas. Attendu : un nombre entier de 0 à 3.",
    ]


def test_an_empty_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"corpus\.jsonl : le fichier est vide"):
        read_collection(written(tmp_path, corpus="\n"))


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"corpus\.jsonl"):
        read_collection(tmp_path)


def test_a_list_of_queries_is_one_id_a_line(tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    path.write_text("Q1\n\n Q2 \r\nQ1", encoding="utf-8")
    assert read_query_ids(path, {"Q1", "Q2", "Q3"}) == {"Q1", "Q2"}


def test_unknown_queries_of_a_list_are_all_told(tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    path.write_text("Q1\nX\nY\n", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_query_ids(path, {"Q1"})
    assert [str(fault) for fault in caught.value.faults] == [
        "some.txt, ligne 2 : « X » est inconnu. Attendu : une requête de queries.jsonl.",
        "some.txt, ligne 3 : « Y » est inconnu. Attendu : une requête de queries.jsonl.",
    ]
