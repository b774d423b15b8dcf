"""Vectors on disk: a saving that must never cost an answer, and that forgets when it is told to."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptce_match.encoder import CachedEncoder, VectorStore, default_encoder
from ptce_match.encoder.store import text_key
from tests.matcher.hashing_encoder import DIMENSION, HashingEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = ["la compta", "la paie", "", "le bois", "\ud800"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "vectors.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[VectorStore]:
    opened = VectorStore(path)
    yield opened
    opened.close()


def right(texts: list[str]) -> np.ndarray:
    return HashingEncoder().encode(texts, "need")


def test_nothing_is_embedded_twice(store: VectorStore) -> None:
    counting = HashingEncoder()
    cached = CachedEncoder(counting, store)
    np.testing.assert_array_equal(cached.encode(["a b", "c", "a b"], "need"), right(["a b", "c", "a b"]))
    assert counting.asked == ["a b", "c"]
    np.testing.assert_array_equal(cached.encode(["c", "d", "a b"], "need"), right(["c", "d", "a b"]))
    assert counting.asked == ["a b", "c", "d"]
    assert len(store) == 3


def test_nor_by_the_next_process(path: Path) -> None:
    with closing(VectorStore(path)) as first:
        CachedEncoder(HashingEncoder(), first).encode(TEXTS, "need")
    counting = HashingEncoder()
    with closing(VectorStore(path)) as second:
        np.testing.assert_array_equal(CachedEncoder(counting, second).encode(TEXTS, "need"), right(TEXTS))
    assert counting.asked == []


def test_a_text_has_one_vector_a_kind(store: VectorStore) -> None:
    counting = HashingEncoder()
    cached = CachedEncoder(counting, store)
    for kind in ("need", "profile", "label", "need"):
        cached.encode(["compta"], kind)
    assert counting.asked == ["compta"] * 3


def test_models_do_not_share_vectors(store: VectorStore) -> None:
    class Other(HashingEncoder):
        model_id = "other"

    CachedEncoder(HashingEncoder(), store).encode(["compta"], "need")
    other = Other()
    CachedEncoder(other, store).encode(["compta"], "need")
    assert other.asked == ["compta"]
    store.prune("other")
    assert len(store) == 1
    CachedEncoder(other, store).encode(["compta"], "need")
    assert other.asked == ["compta"]


def test_more_texts_than_one_query_holds_come_back_in_their_order(store: VectorStore) -> None:
    texts = [f"texte {number % 700}" for number in range(1500)]
    told: list[tuple[int, int]] = []
    cached = CachedEncoder(HashingEncoder(), store)
    found = cached.encode(texts, "profile", progress=lambda done, total: told.append((done, total)))
    np.testing.assert_array_equal(found, right(texts))
    assert told == [(500, 700), (700, 700)]
    np.testing.assert_array_equal(cached.encode(texts, "profile"), right(texts))


def test_no_text_gives_no_row(store: VectorStore) -> None:
    assert CachedEncoder(HashingEncoder(), store).encode([], "need").shape == (0, DIMENSION)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(codec=None), max_size=8), max_size=6))
def test_the_store_changes_no_vector(store: VectorStore, texts: list[str]) -> None:
    found = CachedEncoder(HashingEncoder(), store).encode(texts, "need")
    np.testing.assert_array_equal(found, right(texts).reshape(-1, DIMENSION))


def test_what_is_forgotten_is_gone_from_every_kind_and_from_the_files(store: VectorStore) -> None:
    cached = CachedEncoder(HashingEncoder(), store)
    for kind in ("need", "profile"):
        cached.encode(["monique", "gaël"], kind)
    secret = right(["monique"])[0].tobytes()
    held = [file for file in store.path.parent.iterdir() if secret in file.read_bytes()]
    assert held
    store.forget(["monique"])
    assert len(store) == 2
    assert not any(secret in file.read_bytes() for file in store.path.parent.iterdir())


def test_clear_leaves_nothing(store: VectorStore) -> None:
    CachedEncoder(HashingEncoder(), store).encode(TEXTS, "need")
    store.clear()
    assert len(store) == 0


def test_the_store_holds_nobodys_words(store: VectorStore) -> None:
    CachedEncoder(HashingEncoder(), store).encode(["Monique Barribaud"], "profile")
    assert not any(b"Monique" in file.read_bytes() for file in store.path.parent.iterdir())


def test_only_the_owner_can_read_it(store: VectorStore) -> None:
    CachedEncoder(HashingEncoder(), store).encode(TEXTS, "need")
    for file in store.path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_file_that_is_no_database_is_put_aside_and_begun_again(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"ceci n'est pas une base " * 100)
    with closing(VectorStore(path)) as store:
        CachedEncoder(HashingEncoder(), store).encode(TEXTS, "need")
        assert len(store) == len(TEXTS)
        assert path.with_suffix(".damaged").exists()
        store.clear()
        assert not path.with_suffix(".damaged").exists()


@pytest.mark.parametrize("start", [100, 4096, 8192])
def test_damage_anywhere_costs_no_answer_and_mends_itself(path: Path, start: int) -> None:
    texts = [f"texte {number}" for number in range(200)]
    with closing(VectorStore(path)) as store:
        CachedEncoder(HashingEncoder(), store).encode(texts, "need")
    content = bytearray(path.read_bytes())
    content[start:] = bytes(byte ^ 0x5A for byte in content[start:])
    path.write_bytes(content)
    for _ in range(2):
        with closing(VectorStore(path)) as store:
            np.testing.assert_array_equal(CachedEncoder(HashingEncoder(), store).encode(texts, "need"), right(texts))
    counting = HashingEncoder()
    with closing(VectorStore(path)) as store:
        CachedEncoder(counting, store).encode(texts, "need")
    assert counting.asked == []


def test_a_vector_that_is_none_is_not_believed(store: VectorStore) -> None:
    cached = CachedEncoder(HashingEncoder(), store)
    cached.encode(["compta", "paie", "bois"], "need")
    nan = np.full(DIMENSION, np.nan, dtype=np.float32)
    huge = np.full(DIMENSION, 3e38, dtype=np.float32)
    short = np.zeros(3, dtype=np.float32)
    spoilt = zip((text_key(text, "need") for text in ("compta", "paie", "bois")), (nan, huge, short), strict=True)
    store.put("hashing-1", spoilt)
    np.testing.assert_array_equal(cached.encode(["compta", "paie", "bois"], "need"), right(["compta", "paie", "bois"]))


def _works_without(path: Path) -> None:
    with closing(VectorStore(path)) as store:
        found = CachedEncoder(HashingEncoder(), store).encode(TEXTS, "need")
        np.testing.assert_array_equal(found, right(TEXTS))
        assert len(store) == 0
        store.forget(["la compta"])
        store.prune("x")
        store.clear()


def test_a_folder_that_cannot_be_made_costs_no_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _works_without(tmp_path / "file" / "vectors.sqlite")


def test_a_folder_in_its_place_costs_no_answer(path: Path) -> None:
    path.mkdir(parents=True)
    _works_without(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_costs_no_answer(path: Path) -> None:
    path.parent.mkdir(mode=0o500)
    _works_without(path)


def test_a_closed_store_costs_no_answer(store: VectorStore) -> None:
    store.close()
    np.testing.assert_array_equal(CachedEncoder(HashingEncoder(), store).encode(TEXTS, "need"), right(TEXTS))


def test_a_file_that_another_process_holds_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(VectorStore(path)) as first:
        CachedEncoder(HashingEncoder(), first).encode(TEXTS, "need")
    monkeypatch.setattr("ptce_match.encoder.store.PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        with closing(VectorStore(path)) as store:
            np.testing.assert_array_equal(CachedEncoder(HashingEncoder(), store).encode(TEXTS, "need"), right(TEXTS))
    assert not path.with_suffix(".damaged").exists()
    with closing(VectorStore(path)) as again:
        assert len(again) == len(TEXTS)


def test_threads_share_a_store(store: VectorStore) -> None:
    cached = CachedEncoder(HashingEncoder(), store)
    asked = [[f"texte {(start + step) % 40}" for step in range(20)] for start in range(32)]
    with ThreadPoolExecutor(8) as pool:
        for texts, found in zip(asked, pool.map(lambda texts: cached.encode(texts, "need"), asked), strict=True):
            np.testing.assert_array_equal(found, right(texts))
    assert len(store) == 40


def _write(path: Path, own: int) -> bool:
    texts = [f"commun {number}" for number in range(100)] + [f"de {own} : {number}" for number in range(100)]
    with closing(VectorStore(path)) as store:
        cached = CachedEncoder(HashingEncoder(), store)
        return all(np.array_equal(cached.encode([text], "need"), right([text])) for text in texts)


def test_processes_that_begin_and_write_at_once_lose_nothing(path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert all(pool.starmap(_write, [(path, own) for own in range(4)], chunksize=1))
    with closing(VectorStore(path)) as store:
        assert len(store) == 100 + 4 * 100
    assert not path.with_suffix(".damaged").exists()


def test_the_default_encoder_keeps_its_vectors_where_the_environment_says(cache_folder: Path) -> None:
    encoder = default_encoder()
    assert isinstance(encoder.store, VectorStore)
    with closing(encoder.store):
        assert encoder.store.path.parent == cache_folder
        assert encoder.model_id == encoder.encoder.model_id
