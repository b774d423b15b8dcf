"""Any other model, through sentence-transformers."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ptce_match.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from ptce_match.encoder.encoder import Kind

_PROMPT_NAMES: dict[str, tuple[str, ...]] = {
    "need": ("query",),
    "profile": ("passage", "document"),
    "label": ("query",),
}


class SentenceTransformerEncoder:
    """Encodes with a sentence-transformers model, given by name or folder.

    Prompts that the model declares (``query``, ``passage`` or ``document``) are used.

    Parameters
    ----------
    name_or_folder : str or Path
        A folder on this machine, or a name that sentence-transformers can fetch.

    Raises
    ------
    MissingExtraError
        The `train` extra is not installed.
    ModelError
        There is no such model, or it cannot be fetched from here.
    """

    def __init__(self, name_or_folder: str | Path) -> None:
        self._model = _load(str(name_or_folder))
        self.model_id = f"{Path(name_or_folder).name}-{_fingerprint(self._model)}"
        self.dimension = int(self._model.encode(["a"]).shape[1])

    def encode(
        self, texts: Sequence[str], kind: Kind, *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """See `Encoder.encode`."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        rows = [row for row, text in enumerate(texts) if text.strip()]
        if rows:
            clean = [texts[row].encode("utf-8", "replace").decode("utf-8") for row in rows]
            found = self._model.encode(
                clean, prompt=self._prompt(kind), normalize_embeddings=True, show_progress_bar=False
            )
            vectors[rows] = np.nan_to_num(np.asarray(found, dtype=np.float32))
        if progress is not None:
            progress(len(texts), len(texts))
        return vectors

    def _prompt(self, kind: Kind) -> str | None:
        prompts = self._model.prompts or {}
        return next((prompts[name] for name in _PROMPT_NAMES[kind] if prompts.get(name)), None)


def _load(name: str) -> SentenceTransformer:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingExtraError("Choisir un autre modèle de texte", "train") from error
    try:
        return SentenceTransformer(name, device="cpu")
    except Exception as error:  # a dozen libraries can fail below, each with its own exceptions
        raise ModelError(
            f"Le modèle « {name} » n'a pas pu être chargé. Vérifiez le nom ou le dossier, et la connexion s'il doit être "
            "téléchargé."
        ) from error


def _fingerprint(model: SentenceTransformer) -> str:
    """Return a digest of the weights, the modules and the prompts: two models of one name must not share vectors."""
    import torch

    digest = hashlib.sha256(f"{model!r}{sorted((model.prompts or {}).items())}".encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().view(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()[:12]
