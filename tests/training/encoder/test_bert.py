"""One text, one unit vector, whatever stands beside it in the batch."""

from __future__ import annotations

import numpy as np
import pytest

from tests.training.encoder import small

pytest.importorskip("torch", reason="needs pip install 'ptce-match[train]'")

import torch

from ptce_match.training.encoder.bert import PAD, Batcher, SentenceBody, encode

TEXTS = [text for skills in small.SAID["profile"] for text in skills]


def test_rows_are_of_unit_length_and_in_the_order_of_the_texts() -> None:
    model, batcher = SentenceBody(small.body()), Batcher(small.tokenizer())
    whole = encode(model, batcher, TEXTS, batch=5).numpy()
    alone = np.concatenate([encode(model, batcher, [text]).numpy() for text in TEXTS])
    np.testing.assert_allclose(np.linalg.norm(whole, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(whole, alone, atol=1e-6)


def test_the_mean_is_over_real_tokens() -> None:
    hidden = torch.tensor([[[3.0, 0.0], [0.0, 4.0], [100.0, 100.0]]])
    pooled = SentenceBody(small.body()).pool(hidden, torch.tensor([[1, 1, 0]]))
    assert pooled.tolist() == [pytest.approx([0.6, 0.8])]


def test_a_batch_is_padded_and_cut() -> None:
    ids, mask = Batcher(small.tokenizer(), max_tokens=6)(["TVA", "Comptable à la retraite depuis onze ans."])
    assert ids.shape == mask.shape == (2, 6)
    assert (ids[mask == 0] == PAD).all()
    assert mask[1].sum() == 6
    assert mask[0].sum() < 6
