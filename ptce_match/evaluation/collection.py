"""A test collection in a folder: texts to be ranked, queries, and which text is right for which query."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ptce_match.errors import InputError
from ptce_match.evaluation.qrels import Layout, Qrels, gather
from ptce_match.tables import Findings
from ptce_match.tables.raw import assemble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

LAYOUT: Final = Layout("query-id", "corpus-id", "relevance", "une requête de queries.jsonl", "un texte de corpus.jsonl")


@dataclass(frozen=True, slots=True)
class Collection:
    """Queries, documents and judgments.

    Attributes
    ----------
    qrels : Qrels
        Over the queries that have at least one relevant document.
    queries : tuple of str
        Texts of `qrels.query_ids`, in that order.
    documents : tuple of str
        Texts of `qrels.document_ids`, in that order; a text may occur several times.
    all_query_ids : frozenset of str
        Every query of the folder, the unjudged ones included.
    """

    qrels: Qrels
    queries: tuple[str, ...]
    documents: tuple[str, ...]
    all_query_ids: frozenset[str]


def read_collection(folder: Path | str) -> Collection:
    """Read ``corpus.jsonl``, ``queries.jsonl`` (one ``{"id", "text"}`` a line) and ``qrels.tsv`` (with a title line).

    ``_id`` is accepted for ``id``, as the BEIR collections write it; other fields are passed over.

    Raises
    ------
    InputError
        A file does not exist or cannot be opened.
    TableError
        Lines are not as expected: every fault of the texts at once, then every fault of the judgments.
    """
    folder = Path(folder)
    findings = Findings()
    documents = _read_texts(folder / "corpus.jsonl", findings)
    queries = _read_texts(folder / "queries.jsonl", findings)
    lines = list(_lines(folder / "qrels.tsv", findings))
    # Judgments are checked against the texts, so these must be right first.
    findings.raise_faults(folder.name)
    raw = assemble("qrels.tsv", ((number, line.split("\t")) for number, line in lines), findings)
    qrels = gather(raw, LAYOUT, list(queries), list(documents), findings, source=folder.name)
    judged = tuple(queries[query_id] for query_id in qrels.query_ids)
    return Collection(qrels, judged, tuple(documents.values()), frozenset(queries))


def read_query_ids(path: Path | str, known: AbstractSet[str]) -> frozenset[str]:
    """Read a list of query identifiers, one a line; blank lines are passed over.

    Raises
    ------
    InputError
        The file does not exist or cannot be opened.
    TableError
        Identifiers are not among `known`: all of them at once.
    """
    path = Path(path)
    findings = Findings()
    listed = [(number, line.strip()) for number, line in _lines(path, findings)]
    for number, query_id in listed:
        if query_id not in known:
            findings.fault(path.name, number, "", query_id, LAYOUT.known_queries, f"« {query_id} » est inconnu")
    findings.raise_faults(path.name)
    return frozenset(query_id for _, query_id in listed)


def _lines(path: Path, findings: Findings) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"Le fichier « {path} » ne s'ouvre pas. Vérifiez son nom et son emplacement.") from error
    # Not splitlines: a JSON string may hold U+2028 and other separators as they are.
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        try:
            text = line.decode()
        except UnicodeDecodeError:
            findings.fault(path.name, number, "", "", "un texte en UTF-8", "un caractère est illisible")
            continue
        if text.strip():
            yield number, text


def _read_texts(path: Path, findings: Findings) -> dict[str, str]:
    texts: dict[str, str] = {}
    for number, line in _lines(path, findings):
        record = _record(line)
        if record is None:
            expected = '{"id": "…", "text": "…"}, avec deux textes'
            findings.fault(path.name, number, "", line, expected, "la ligne n'est pas un objet JSON de cette forme")
        elif record[0] in texts:
            problem = f"l'identifiant « {record[0]} » est déjà celui d'une autre ligne"
            findings.fault(path.name, number, "id", record[0], "un identifiant différent à chaque ligne", problem)
        else:
            texts[record[0]] = record[1]
    if not texts and not findings.faults:
        findings.fault(path.name, None, "", "", "un texte par ligne", "le fichier est vide")
    return texts


def _record(line: str) -> tuple[str, str] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    text_id, text = record.get("id", record.get("_id")), record.get("text")
    return (text_id, text) if isinstance(text_id, str) and isinstance(text, str) else None
