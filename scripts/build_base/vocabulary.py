"""Cuts a multilingual unigram vocabulary down to what French and its neighbours need.

A unigram tokenizer picks the best-scored segmentation among its pieces, so a text whose best segmentation uses only kept
pieces is segmented as before; any other falls back on shorter pieces, at worst on single characters or ``<unk>``.
"""

from __future__ import annotations

import copy
import json
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tokenizers import Tokenizer
    from torch import nn
    from transformers import BertModel

_SPACE = "▁"
_ALWAYS = ("LATIN", "GREEK")
_NEUTRAL = frozenset("PSNZ")
_EXTENDED_ONLY = ("CJK", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC", "KANGXI", "HANGZHOU")


@dataclass(frozen=True, slots=True)
class Cut:
    """The result of a cut.

    Attributes
    ----------
    tokenizer : dict
        The new ``tokenizer.json``.
    kept : tuple of int
        For each new token id, the id it had: rows to slice from the embedding matrix.
    """

    tokenizer: dict[str, Any]
    kept: tuple[int, ...]


def cut(tokenizer: dict[str, Any], texts: Iterable[str], size: int) -> Cut:
    """Keep about ``size`` pieces: special ones, single characters, pieces used by the texts, then Latin ones by score.

    Parameters
    ----------
    tokenizer : dict
        A parsed ``tokenizer.json`` whose model is a unigram.
    texts : iterable of str
        French text that must be segmented exactly as before.
    size : int
        How many pieces to keep.
    """
    pieces: Sequence[tuple[str, float]] = [(piece, score) for piece, score in tokenizer["model"]["vocab"]]
    kept = {token["id"] for token in tokenizer["added_tokens"]}
    kept |= {index for index, (piece, _) in enumerate(pieces) if is_single(piece)}
    kept |= set(_used(tokenizer, texts))
    for index, (piece, _) in enumerate(pieces):
        if len(kept) >= size:
            break
        if is_latin(piece):
            kept.add(index)
    order = tuple(sorted(kept))
    return Cut(_rewritten(tokenizer, order), order)


def slice_embeddings(body: BertModel, kept: Sequence[int]) -> None:
    """Keep only these rows of the word embeddings, in place."""
    import torch

    table: nn.Embedding = body.embeddings.word_embeddings
    rows = table.weight.detach()[torch.tensor(kept)].clone()
    smaller = torch.nn.Embedding(len(kept), table.embedding_dim, padding_idx=table.padding_idx, _weight=rows)
    body.embeddings.word_embeddings = smaller
    body.config.vocab_size = len(kept)


def is_single(piece: str) -> bool:
    """Tell whether a piece is one Latin or Greek character, digit, punctuation mark, symbol or emoji."""
    bare = piece.removeprefix(_SPACE)
    return bare == "" or (len(bare) == 1 and (_is_european(bare) or _is_neutral(bare)))


def is_latin(piece: str) -> bool:
    """Tell whether a piece is made of Latin letters, digits and punctuation only."""
    bare = piece.removeprefix(_SPACE)
    return bool(bare) and all(_is_european(mark) or _is_neutral(mark) for mark in bare)


def segmentation_kept(before: dict[str, Any], after: dict[str, Any], texts: Iterable[str]) -> float:
    """Return the share of texts (0..1) that both tokenizers segment alike."""
    old, new = _engine(before), _engine(after)
    same = [old.encode(text).tokens == new.encode(text).tokens for text in texts]
    return sum(same) / max(len(same), 1)


def _is_european(mark: str) -> bool:
    return unicodedata.name(mark, "").startswith(_ALWAYS)


def _is_neutral(mark: str) -> bool:
    return unicodedata.category(mark)[0] in _NEUTRAL and not unicodedata.name(mark, "").startswith(_EXTENDED_ONLY)


def _used(tokenizer: dict[str, Any], texts: Iterable[str]) -> Counter[int]:
    engine, counts = _engine(tokenizer), Counter[int]()
    for text in texts:
        counts.update(engine.encode(text).ids)
    return counts


def _rewritten(tokenizer: dict[str, Any], order: Sequence[int]) -> dict[str, Any]:
    ids = {old: new for new, old in enumerate(order)}
    new = copy.deepcopy(tokenizer)
    vocabulary = tokenizer["model"]["vocab"]
    new["model"]["vocab"] = [vocabulary[old] for old in order]
    new["model"]["unk_id"] = ids[tokenizer["model"]["unk_id"]]
    for token in new["added_tokens"]:
        token["id"] = ids[token["id"]]
    for special in new["post_processor"]["special_tokens"].values():
        special["ids"] = [ids[old] for old in special["ids"]]
    return new


def _engine(tokenizer: dict[str, Any]) -> Tokenizer:
    from tokenizers import Tokenizer

    return Tokenizer.from_str(json.dumps(tokenizer))
