"""What the whole suite shares: the demo network and the shipped encoder, each loaded once."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from ptce_match.encoder import CachedEncoder, OnnxEncoder, VectorStore
from ptce_match.encoder.store import CACHE_VARIABLE
from ptce_match.models import MODELS_VARIABLE
from ptce_match.network import Network
from ptce_match.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_match.skills import SkillReader

# How long an example takes depends on what else the machine does.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@contextmanager
def elsewhere(variable: str) -> Iterator[Path]:
    """Point a variable of the environment to a new folder."""
    before = os.environ.get(variable)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[variable] = folder
        yield Path(folder)
    if before is None:
        del os.environ[variable]
    else:
        os.environ[variable] = before


@pytest.fixture(scope="session", autouse=True)
def cache_folder() -> Iterator[Path]:
    """Keep every test, and every process that a test starts, away from the user's own store of vectors."""
    with elsewhere(CACHE_VARIABLE) as folder:
        yield folder


@pytest.fixture(scope="session", autouse=True)
def no_promoted_models() -> Iterator[Path]:
    """Keep every test away from the versions that the user has promoted."""
    with elsewhere(MODELS_VARIABLE) as folder:
        yield folder


@pytest.fixture(scope="session")
def demo_network() -> Network:
    """Return the demo network."""
    return Network.read(resource("data", "demo"))


@pytest.fixture(scope="session")
def onnx_encoder() -> OnnxEncoder:
    """Return the shipped model, without a store."""
    return OnnxEncoder.load()


@pytest.fixture(scope="session")
def encoder(onnx_encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CachedEncoder]:
    """Return the shipped model with a store of its own, so that the suite embeds each text once."""
    store = VectorStore(tmp_path_factory.mktemp("vectors") / "vectors.sqlite")
    yield CachedEncoder(onnx_encoder, store)
    store.close()


@pytest.fixture(scope="session")
def small_reader(encoder: CachedEncoder) -> SkillReader:
    """Return a reader of four skills for the shipped model."""
    from tests.skills.small_reader import fitted

    return fitted(encoder)


@pytest.fixture
def read_skills(small_reader: SkillReader, monkeypatch: pytest.MonkeyPatch) -> SkillReader:
    """Put the small reader in the place of the one that comes with the program."""
    own = small_reader.encoder
    monkeypatch.setattr("ptce_match.matcher.matcher.reader_for", lambda model: small_reader if model == own else None)
    return small_reader


@pytest.fixture
def read_no_skills(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no reader come with the program."""
    monkeypatch.setattr("ptce_match.matcher.matcher.reader_for", lambda _: None)
