"""Texts as people write them, for property tests."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

WORDS: Final = (
    "compta", "comptabilité", "la", "paie", "atelier", "l'atelier", "fromagère", "vélo", "je", "ne", "fais", "pas", "de", "œuvre",
    "2026", "SCIC", "marché", "été", "à", "bilan", "bilans", "coopérative", "cœur", "aujourd'hui", "n°4", "y",
)  # fmt: skip

phrases = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
texts = st.one_of(phrases, st.text(max_size=60))
