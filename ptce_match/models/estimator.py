"""The same ranker as a scikit-learn model in a skops file, for analysts and other programs.

The model takes the log-odds of the base signal, then each signal minus its neutral value, in the order of
``feature_names_in_``; ``predict_proba(features)[:, 1]`` is the score. Nothing is ever pickled, and a file is opened
only if every type in it stands in `ALLOWED`.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ptce_match.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from ptce_match.ranker import Weights

ALLOWED: Final = frozenset(
    {
        "sklearn.linear_model._logistic.LogisticRegression",
        "numpy.ndarray",
        "builtins.dict",
        "builtins.list",
        "builtins.tuple",
        "builtins.str",
    }
)
"""Every type that a file of ours holds, reviewed; skops itself would let many more through."""


def estimator(weights: Weights) -> Any:
    """Return the weights as a fitted `sklearn.linear_model.LogisticRegression`."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression()
    model.classes_ = np.array([0, 1])
    model.coef_ = np.array([[weights.slope, *(weight.weight for weight in weights.of.values())]])
    model.intercept_ = np.array([weights.intercept])
    model.n_features_in_ = 1 + len(weights.of)
    model.feature_names_in_ = np.array([f"log_odds_{weights.base}", *map(str, weights.of)], dtype=object)
    model.n_iter_ = np.array([0], dtype=np.int32)
    return model


def dumped(weights: Weights) -> bytes:
    """Return the content of a skops file.

    Raises
    ------
    MissingExtraError
        skops is not installed.
    """
    content: bytes = require_skops().dumps(estimator(weights))
    return content


def loaded(content: bytes, name: str) -> Any:
    """Return the model that a skops file holds.

    Parameters
    ----------
    name : str
        Of the file, for messages.

    Raises
    ------
    ModelError
        It is no skops file, or it holds something else than numbers of a logistic regression.
    MissingExtraError
        skops is not installed.
    """
    skops = require_skops()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = set(_types(json.loads(archive.read("schema.json"))))
    except (zipfile.BadZipFile, KeyError, ValueError, RecursionError) as error:
        raise ModelError(f"Le fichier « {name} » n'est pas un modèle enregistré avec skops.") from error
    if found - ALLOWED:
        strange = ", ".join(sorted(found - ALLOWED))
        raise ModelError(
            f"Le fichier « {name} » contient des objets qui ne sont pas permis ({strange}) : il est refusé."
        )
    return skops.loads(content, trusted=[])


def agrees(weights: Weights, content: bytes, name: str) -> bool:
    """Tell whether a skops file holds the very numbers of some weights; raises as `loaded` does."""
    model, mine = loaded(content, name), estimator(weights)
    return all(
        np.array_equal(getattr(model, attribute, np.empty(0)), getattr(mine, attribute))
        for attribute in ("coef_", "intercept_", "classes_", "feature_names_in_")
    )


def _types(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if "__class__" in node:
            yield f"{node.get('__module__')}.{node['__class__']}"
        for value in node.values():
            yield from _types(value)
    elif isinstance(node, list):
        for value in node:
            yield from _types(value)


def require_skops() -> ModuleType:
    """Return `skops.io`, or raise MissingExtraError."""
    try:
        import skops.io
    except ModuleNotFoundError as error:
        raise MissingExtraError("Enregistrer ou ouvrir un modèle skops", "train") from error
    module: ModuleType = skops.io
    return module
