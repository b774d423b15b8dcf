"""Texts to vectors."""

from __future__ import annotations

from ptce_match.encoder.encoder import Encoder, Kind
from ptce_match.encoder.manifest import Manifest
from ptce_match.encoder.onnx_encoder import OnnxEncoder
from ptce_match.encoder.sentence_transformer import SentenceTransformerEncoder
from ptce_match.encoder.store import CachedEncoder, Vectors, VectorStore

__all__ = [
    "CachedEncoder",
    "Encoder",
    "Kind",
    "Manifest",
    "OnnxEncoder",
    "SentenceTransformerEncoder",
    "VectorStore",
    "Vectors",
    "default_encoder",
]


def default_encoder() -> CachedEncoder:
    """Return the encoder in the repository, with the user's own store of vectors."""
    return CachedEncoder(OnnxEncoder.load(), VectorStore.open())
