"""The description of an encoder folder, and the check that its files are the ones described."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from ptce_match.encoder.encoder import Kind
from ptce_match.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `manifest.json` says.

    Attributes
    ----------
    name, version : str
        `version` is derived from the content of the weights and of the tokenizer.
    dimension, max_tokens : int
    prompts : mapping of str to str
        What is put before a text of each kind.
    sha256 : mapping of str to str
        Digest of each file, by its path in the folder.
    """

    folder: Path
    name: str
    version: str
    dimension: int
    max_tokens: int
    prompts: Mapping[str, str]
    sha256: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder.

        Raises
        ------
        ModelError
            There is none, or it is not complete.
        """
        path = folder / FILE_NAME
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            return cls._checked(
                folder=folder,
                name=str(content["name"]),
                version=str(content["version"]),
                dimension=int(content["dimension"]),
                max_tokens=int(content["max_tokens"]),
                prompts=dict(content["prompts"]),
                sha256=dict(content["sha256"]),
            )
        except OSError as error:
            raise ModelError(
                f"Le modèle de texte est introuvable : le fichier « {path} » ne peut pas être lu. {_WAY_OUT}"
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"La description du modèle, « {path} », est abîmée ou incomplète. {_WAY_OUT}") from error

    @classmethod
    def _checked(cls, **content: Any) -> Manifest:
        manifest = cls(**content)
        if manifest.dimension < 1 or manifest.max_tokens < 1:
            raise ValueError("sizes are positive")
        if not all(isinstance(manifest.prompts[kind], str) for kind in get_args(Kind)):
            raise TypeError("a prompt is a text")
        return manifest

    @property
    def model_id(self) -> str:
        """Name and version of the model."""
        return f"{self.name}-{self.version}"

    def checked(self, name: str) -> bytes:
        """Return the content of a file, once it is known to be the one described.

        The bytes that are checked are the bytes that are used: nothing can change between the two.

        Raises
        ------
        ModelError
            The file is missing, is not described, or is another one.
        """
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelError(f"Il manque au modèle de texte le fichier « {path} ». {_WAY_OUT}") from error
        if hashlib.sha256(content).hexdigest() != self.sha256.get(name):
            raise ModelError(
                f"Le fichier « {path} » n'est pas celui du modèle livré : son empreinte SHA-256 diffère. {_WAY_OUT}"
            )
        return content


_WAY_OUT: Final = "Récupérez de nouveau le dossier « models/encoder » (git checkout models/encoder), ou réinstallez."
