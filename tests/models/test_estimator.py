"""The skops file: the same numbers, and nothing that could run."""

from __future__ import annotations

import io
import json
import zipfile
from fractions import Fraction

import numpy as np
import pytest
import skops.io
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from ptce_match.errors import ModelError
from ptce_match.models.estimator import ALLOWED, agrees, dumped, estimator, loaded
from ptce_match.ranker import MENTOR_PRIOR, Ranker, log_odds

from .versions import weights


@given(st.floats(0, 10), st.floats(0, 3))
@settings(max_examples=10)
def test_numbers_come_back_to_the_last_bit(territory: float, slope: float) -> None:
    made = weights(territory, slope)
    assert agrees(made, dumped(made), "essai")
    assert not agrees(weights(territory + 1, slope), dumped(made), "essai")


def test_the_model_gives_the_rankers_scores() -> None:
    made = weights()
    signals = {name: np.array([0.1, 0.6]) for name in (MENTOR_PRIOR.base, *made.of) if name is not None}
    columns = [log_odds(signals[MENTOR_PRIOR.base or ""])]  # type: ignore[index]
    columns += [signals[name] - weight.neutral for name, weight in made.of.items()]
    model = loaded(dumped(made), "essai")
    given_names = model.feature_names_in_.tolist()
    del model.feature_names_in_  # plain arrays, without a warning about names
    np.testing.assert_allclose(model.predict_proba(np.stack(columns, axis=1))[:, 1], Ranker(made).score(signals))
    assert given_names == ["log_odds_expertise", *map(str, made.of)]


def test_a_file_of_ours_holds_every_type_of_the_list_and_no_other() -> None:
    with zipfile.ZipFile(io.BytesIO(dumped(weights()))) as archive:
        text = archive.read("schema.json").decode()
    assert skops.io.get_untrusted_types(data=dumped(weights())) == []
    for allowed in ALLOWED:
        module, _, name = allowed.rpartition(".")
        assert f'"__module__": "{module}"' in text
        assert f'"__class__": "{name}"' in text


@pytest.mark.parametrize(
    "something",
    [Fraction(1, 3), make_pipeline(LogisticRegression()), {"fonction": np.sum}, [len], np.random.default_rng(0)],
    ids=["class", "pipeline", "ufunc", "builtin", "generator"],
)
def test_anything_else_is_refused(something: object) -> None:
    with pytest.raises(ModelError, match="ne sont pas permis"):
        loaded(skops.io.dumps(something), "intrus.skops")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"{}", b"\x80\x04]\x94."], ids=["empty", "zip", "json", "pickle"]
)
def test_what_is_no_skops_file_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError, match="n'est pas un modèle enregistré avec skops"):
        loaded(content, "intrus.skops")


def test_a_hidden_type_deep_inside_is_found() -> None:
    with zipfile.ZipFile(io.BytesIO(dumped(weights()))) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    schema = json.loads(contents["schema.json"])
    schema["content"]["content"]["C"]["__module__"], schema["content"]["content"]["C"]["__class__"] = "os", "system"
    contents["schema.json"] = json.dumps(schema).encode()
    altered = io.BytesIO()
    with zipfile.ZipFile(altered, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    with pytest.raises(ModelError, match=r"os\.system"):
        loaded(altered.getvalue(), "intrus.skops")


def test_the_estimator_is_a_plain_logistic_regression() -> None:
    assert type(estimator(weights())) is LogisticRegression
