"""Vectors in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptce_match.encoder import CachedEncoder
from ptce_match.encoder.store import text_key
from service.database.connection import open_database, writing
from service.matching.models import TextVector
from service.matching.store import DatabaseVectors
from tests.matcher.hashing_encoder import DIMENSION, HashingEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


def test_nothing_is_embedded_twice_and_each_model_has_its_own(database: Engine) -> None:
    store, counting = DatabaseVectors(database), HashingEncoder()
    cached = CachedEncoder(counting, store)
    right = HashingEncoder().encode(["la paie", "le bois", "", "la paie"], "need")
    for _ in range(2):
        np.testing.assert_array_equal(cached.encode(["la paie", "le bois", "", "la paie"], "need"), right)
    assert counting.asked == ["la paie", "le bois", ""]
    assert store.get("another", [text_key("la paie", "need")], DIMENSION) == {}
    assert store.get(counting.model_id, [text_key("la paie", "profile")], DIMENSION) == {}
    assert store.get(counting.model_id, [], DIMENSION) == {}


def test_a_vector_can_be_replaced_forgotten_and_deleted(database: Engine) -> None:
    store = DatabaseVectors(database)
    one, other = np.eye(2, DIMENSION, dtype=np.float32)
    key, kept = text_key("la paie", "need"), text_key("le bois", "need")
    store.put("m", [(key, one), (kept, one)])
    store.put("m", [(key, other)])
    np.testing.assert_array_equal(store.get("m", [key], DIMENSION)[key], other)
    store.forget(["la paie"])
    assert store.keys() == [("m", kept)]
    store.delete([("m", kept), ("m", b"unknown")])
    assert store.keys() == []
    store.put("m", [])
    store.forget([])


def test_more_texts_than_one_query_holds(database: Engine) -> None:
    texts = [f"texte {number}" for number in range(1203)]
    cached = CachedEncoder(HashingEncoder(), DatabaseVectors(database))
    np.testing.assert_array_equal(cached.encode(texts, "profile"), cached.encode(texts, "profile"))
    assert len(DatabaseVectors(database).keys()) == 1203


def test_what_is_told_in_passing_is_not_kept(database: Engine) -> None:
    store = DatabaseVectors(database)
    CachedEncoder(HashingEncoder(), store, keep=False).encode(["la paie"], "need")
    assert store.keys() == []


@pytest.mark.parametrize("vector", [b"", b"abc", np.full(DIMENSION, 7, dtype="<f4").tobytes(), b"\xff" * 4 * DIMENSION])
def test_a_vector_that_is_none_is_not_believed(database: Engine, vector: bytes) -> None:
    with writing(database) as session:
        session.add(TextVector(model="m", key=b"k", vector=vector))
    assert DatabaseVectors(database).get("m", [b"k"], DIMENSION) == {}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=20), max_size=8))
def test_the_store_changes_no_vector(database: Engine, texts: list[str]) -> None:
    cached = CachedEncoder(HashingEncoder(), DatabaseVectors(database))
    right = HashingEncoder().encode(texts, "need") if texts else np.zeros((0, DIMENSION), dtype=np.float32)
    np.testing.assert_array_equal(cached.encode(texts, "need"), right)
    np.testing.assert_array_equal(cached.encode(texts, "need"), right)


def test_a_vector_kept_at_hand_is_forgotten_with_the_others(database: Engine) -> None:
    store = DatabaseVectors(database)
    key, other = text_key("Du bois", "need"), text_key("Du fer", "need")
    first, second = np.eye(2, dtype=np.float32)
    store.put("m", [(key, first), (other, first)])
    for wanted in (key, other, key):
        np.testing.assert_array_equal(store.get("m", [wanted], 2)[wanted], first)
    assert store.get("another", [key], 2) == {}
    store.put("m", [(key, second)])
    np.testing.assert_array_equal(store.get("m", [key], 2)[key], second)
    store.forget(["Du bois"])
    assert store.get("m", [key], 2) == {}
    store.delete([("m", other)])
    assert store.get("m", [other], 2) == {}
