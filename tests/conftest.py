"""What the whole suite shares: the demo network and the shipped encoder, each loaded once."""

from __future__ import annotations

import os
from contextlib import contextmanager
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
    from pathlib import Path

    from ptce_match.skills import SkillReader

# How long an example takes depends on what else the machine does.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@contextmanager
def elsewhere(variable: str, folder: Path) -> Iterator[Path]:
    """Point a variable of the environment to a folder."""
    before = os.environ.get(variable)
    os.environ[variable] = str(folder)
    yield folder
    if before is None:
        del os.environ[variable]
    else:
        os.environ[variable] = before


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep every test, and every process that a test starts, away from the user's own store of vectors.

    The processes of one run share theirs, so that a text is embedded once.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "vectors"
    folder.mkdir(exist_ok=True)
    with elsewhere(CACHE_VARIABLE, folder):
        yield folder


@pytest.fixture(scope="session", autouse=True)
def no_promoted_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep every test away from the versions that the user has promoted."""
    with elsewhere(MODELS_VARIABLE, tmp_path_factory.mktemp("models")) as folder:
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
def encoder(onnx_encoder: OnnxEncoder, cache_folder: Path) -> Iterator[CachedEncoder]:
    """Return the shipped model with the suite's store."""
    del cache_folder  # VectorStore.open() looks there
    store = VectorStore.open()
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
