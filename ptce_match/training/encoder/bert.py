"""The sentence encoder as one torch module: BERT, mean pooling, unit length; and the way texts enter it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transformers import BertModel

MAX_TOKENS = 512
PAD = 1


class SentenceBody(nn.Module):
    """Maps token ids and mask, both (n, tokens), to unit vectors (n, dimension)."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        self.body = body

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Encode one padded batch."""
        hidden = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return self.pool(hidden, attention_mask)

    def pool(self, hidden: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Average the vectors (n, tokens, dimension) of real tokens and scale to unit length."""
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1.0)
        return nn.functional.normalize(mean, dim=-1)


class Batcher:
    """Turns texts into padded tensors with a ``tokenizer.json``.

    Parameters
    ----------
    tokenizer : dict
        The parsed ``tokenizer.json``.
    max_tokens : int
        Where texts are cut.
    """

    def __init__(self, tokenizer: dict[str, Any], max_tokens: int = MAX_TOKENS) -> None:
        from tokenizers import Tokenizer

        self._engine = Tokenizer.from_str(json.dumps(tokenizer))
        self._engine.enable_truncation(max_tokens)
        self._engine.enable_padding(pad_id=PAD, pad_token="<pad>")  # noqa: S106 - the name of a token, not a secret

    def __call__(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return (input_ids, attention_mask)."""
        rows = self._engine.encode_batch(list(texts))
        return torch.tensor([row.ids for row in rows]), torch.tensor([row.attention_mask for row in rows])


@torch.inference_mode()
def encode(model: SentenceBody, batcher: Batcher, texts: Sequence[str], batch: int = 64) -> torch.Tensor:
    """Return the unit vectors (n, dimension) of the texts, prompts included by the caller."""
    model.eval()
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    out = torch.empty(len(texts), model.body.config.hidden_size)
    for start in range(0, len(order), batch):
        rows = order[start : start + batch]
        out[rows] = model(*batcher([texts[row] for row in rows]))
    return out
