"""The default encoder: int8 ONNX, run without torch."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from ptce_match.encoder.manifest import FILE_NAME, Manifest
from ptce_match.errors import InputError, ModelError
from ptce_match.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from ptce_match.encoder.encoder import Kind

WEIGHTS: Final = "onnx/model.onnx"
TOKENIZER: Final = "tokenizer.json"
_OUTPUT: Final = "sentence_embedding"
_CHARACTERS_PER_TOKEN: Final = 24
"""No French token is longer: a text is cut before it is tokenised, so that a book costs no more than a page."""


class OnnxEncoder:
    """Runs an encoder folder with ONNX Runtime.

    Texts are run one by one, on as many threads as there are processors. Int8 activations are scaled by their range
    in the batch, so in a batch a vector would depend on its neighbours; alone, it depends on nothing else, and two
    single-threaded runs side by side lose nothing to one padded batch.

    The session is created at the first text, and the weights are checked against the manifest then. An encoder can
    be shared by any number of threads.

    Parameters
    ----------
    manifest : Manifest
        The folder.
    threads : int or None
        Texts run at the same time; the processors that this process may use, by default.
    """

    def __init__(self, manifest: Manifest, threads: int | None = None) -> None:
        if threads is not None and threads < 1:
            raise InputError(f"Le nombre de fils d'exécution ({threads}) doit être d'au moins 1.")
        self.manifest = manifest
        self.threads = threads or _processors()
        self._lock = threading.Lock()
        self._session: InferenceSession | None = None
        self._tokenizer: Tokenizer | None = None

    @classmethod
    def load(cls, folder: Path | str | None = None, threads: int | None = None) -> OnnxEncoder:
        """Return the encoder of a folder, or the default one.

        Raises
        ------
        ModelError
            The folder has no usable manifest. Damaged weights are found at the first text.
        """
        return cls(Manifest.read(resource("models", "encoder") if folder is None else Path(folder)), threads)

    @property
    def model_id(self) -> str:
        """Name and version of the model."""
        return self.manifest.model_id

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.manifest.dimension

    def encode(
        self, texts: Sequence[str], kind: Kind, *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """See `Encoder.encode`.

        Raises
        ------
        ModelError
            The weights or the tokenizer are missing or altered.
        """
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Longest first: the threads then end together.
        rows = sorted((row for row, text in enumerate(texts) if text.strip()), key=lambda row: -len(texts[row]))
        if not rows:
            return vectors
        session, tokenizer = self._loaded()
        prompt = self.manifest.prompts[kind]
        longest = self.manifest.max_tokens * _CHARACTERS_PER_TOKEN

        def run(row: int) -> None:
            # White space is no text, and must not use up the length; neither are lone surrogates, which no file can hold.
            words = texts[row].split(maxsplit=self.manifest.max_tokens)[: self.manifest.max_tokens]
            text = " ".join(words)[:longest].encode("utf-8", "replace").decode("utf-8")
            ids = np.array([tokenizer.encode(prompt + text).ids], dtype=np.int64)
            output = session.run([_OUTPUT], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
            vectors[row] = cast("NDArray[np.float32]", output[0])[0]

        if len(rows) == 1 or self.threads == 1:
            for done, row in enumerate(rows, start=1):
                run(row)
                _tell(progress, done, len(rows))
        else:
            with ThreadPoolExecutor(self.threads) as pool:
                for done, _ in enumerate(pool.map(run, rows), start=1):
                    _tell(progress, done, len(rows))
        return vectors

    def _loaded(self) -> tuple[InferenceSession, Tokenizer]:
        with self._lock:
            if self._session is None or self._tokenizer is None:
                self._tokenizer = _tokenizer(self.manifest)
                self._session = _session(self.manifest)
            return self._session, self._tokenizer


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _tell(progress: Callable[[int, int], None] | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _tokenizer(manifest: Manifest) -> Tokenizer:
    from tokenizers import Tokenizer

    content = manifest.checked(TOKENIZER)
    try:
        tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    except Exception as error:  # tokenizers raises plain Exception
        raise ModelError(
            f"Le fichier « {manifest.folder / TOKENIZER} » n'est pas un découpage en mots que cette machine peut lire."
        ) from error
    tokenizer.enable_truncation(manifest.max_tokens)
    tokenizer.no_padding()
    return tokenizer


def _session(manifest: Manifest) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    weights = manifest.checked(WEIGHTS)
    try:
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's exceptions have no common public base
        raise ModelError(
            f"Le fichier « {manifest.folder / WEIGHTS} » n'est pas un modèle que cette machine peut exécuter."
        ) from error
    dimensions = {output.name: output.shape[-1] for output in session.get_outputs() if output.shape}
    # A dimension that the graph leaves open is a name, not a number.
    if not isinstance(dimensions.get(_OUTPUT), str) and dimensions.get(_OUTPUT) != manifest.dimension:
        raise ModelError(
            f"Le modèle « {manifest.folder / WEIGHTS} » ne donne pas de vecteurs de dimension {manifest.dimension}, que "
            f"« {manifest.folder / FILE_NAME} » annonce. Récupérez de nouveau le dossier du modèle."
        )
    return session
