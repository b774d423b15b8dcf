"""Versions come whole or not at all, are never changed unseen, and go in and out of use in one step."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ptce_match import Matcher
from ptce_match.errors import InputError, ModelError
from ptce_match.models import MODELS_VARIABLE, PRIOR, Registry, mentor_ranker, mentor_weights, models_folder
from ptce_match.models import folder as files
from ptce_match.models.promotions import FILE_NAME
from ptce_match.models.version import JSON_NAME, SKOPS_NAME
from ptce_match.ranker import MENTOR_PRIOR
from tests.matcher.hashing_encoder import HashingEncoder
from tests.matcher.networks import BASE

from .versions import MORNING, evidence, kept, weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_match.models import Version

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "models")


def place(registry: Registry, version: Version) -> Path:
    return registry.folder / "versions" / version.id


def test_nothing_is_made_before_something_is_kept(registry: Registry) -> None:
    assert (registry.ids(), registry.champion, registry.history) == ([], PRIOR, ())
    assert registry.champion_version() is None
    assert not registry.folder.exists()


def test_a_version_comes_back_as_it_was_to_the_last_bit(registry: Registry) -> None:
    made = registry.add(weights(), evidence())
    found = registry.version(made.id)
    assert found == made
    assert dict(found.weights.of) == dict(weights().of)
    assert (found.weights.slope, found.weights.intercept, found.weights.threshold) == (0.9, 0.1, MENTOR_PRIOR.threshold)
    assert found.weights.version == made.id
    registry.verify(found)


def test_versions_are_named_by_their_first_characters(registry: Registry) -> None:
    version = kept(registry)
    assert registry.named(version.id[:6]) == version.id
    assert registry.named(PRIOR) == PRIOR
    for wrong in ("", version.id[:2], "zzzz", "../../etc", "0" * 12, version.id + "0"):
        with pytest.raises(InputError, match="Aucune version"):
            registry.named(wrong)


def test_a_name_that_means_two_versions_is_told(registry: Registry) -> None:
    for name in ("abcd00000000", "abcd11111111"):
        (registry.folder / "versions" / name).mkdir(parents=True)
    with pytest.raises(InputError, match="abcd00000000 ou abcd11111111"):
        registry.named("abcd")


class TestPromotion:
    def test_a_promoted_version_is_in_use(self, registry: Registry) -> None:
        version = kept(registry)
        registry.promote(version.id, MORNING)
        assert registry.champion == version.id
        assert registry.champion_version() == version

    def test_rolling_back_goes_to_the_one_before_step_by_step(self, registry: Registry) -> None:
        first = kept(registry)
        registry.promote(first.id, MORNING)
        second = kept(registry, 3.0, first.id)
        registry.promote(second.id, MORNING)
        assert [registry.rollback(MORNING).version for _ in range(2)] == [first.id, PRIOR]
        assert registry.champion_version() is None
        with pytest.raises(InputError, match="rien avant lui"):
            registry.rollback(MORNING)
        assert [each.how for each in registry.history] == ["promotion", "promotion", "retour", "retour"]

    def test_what_served_before_may_serve_again(self, registry: Registry) -> None:
        first = kept(registry)
        registry.promote(first.id, MORNING)
        registry.promote(PRIOR, MORNING)
        registry.promote(first.id, MORNING)
        assert registry.champion == first.id
        assert registry.rollback(MORNING).version == PRIOR

    def test_a_version_that_lost_its_contest_needs_force(self, registry: Registry) -> None:
        version = kept(registry, wins=False)
        with pytest.raises(InputError, match=r"Trop peu de décisions\..*--force"):
            registry.promote(version.id, MORNING)
        assert registry.champion == PRIOR
        assert registry.promote(version.id, MORNING, forced=True).forced
        assert registry.history[-1].forced

    def test_a_version_that_was_compared_with_another_champion_needs_force(self, registry: Registry) -> None:
        first, second = kept(registry), kept(registry, 3.0)
        registry.promote(first.id, MORNING)
        with pytest.raises(InputError, match="a été comparée à « prior »"):
            registry.promote(second.id, MORNING)
        assert registry.champion == first.id

    def test_what_is_in_use_already_is_told(self, registry: Registry) -> None:
        with pytest.raises(InputError, match="déjà le classement en service"):
            registry.promote(PRIOR, MORNING)

    def test_many_at_once_are_all_kept(self, registry: Registry) -> None:
        made = [kept(registry, 1.0 + number) for number in range(8)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda version: registry.promote(version.id, MORNING, forced=True), made))
        assert sorted(each.version for each in registry.history) == sorted(version.id for version in made)
        assert registry.champion == registry.history[-1].version

    def test_several_processes_at_once_are_all_kept(self, registry: Registry) -> None:
        made = [kept(registry, 1.0 + number) for number in range(3)]
        code = "import sys\nfrom ptce_match.models import Registry\nRegistry(sys.argv[1]).promote(sys.argv[2], 'x', forced=True)"
        processes = [
            subprocess.Popen([sys.executable, "-c", code, str(registry.folder.parent), version.id], cwd=ROOT)
            for version in made
        ]
        assert [process.wait(60) for process in processes] == [0, 0, 0]
        assert {each.version for each in registry.history} == {version.id for version in made}


class TestDamage:
    SPOILT: dict[str, Callable[[Path], object]] = {  # noqa: RUF012 - never changed
        "weight changed": lambda at: (at / JSON_NAME).write_bytes((at / JSON_NAME).read_bytes().replace(b"0.9", b"9.9")),
        "verdict changed": lambda at: (at / JSON_NAME).write_bytes((at / JSON_NAME).read_bytes().replace(b"true", b"false")),
        "json cut": lambda at: os.truncate(at / JSON_NAME, 40),
        "json gone": lambda at: (at / JSON_NAME).unlink(),
        "skops changed": lambda at: (at / SKOPS_NAME).write_bytes((at / SKOPS_NAME).read_bytes() + b" "),
        "skops cut": lambda at: os.truncate(at / SKOPS_NAME, 100),
        "skops gone": lambda at: (at / SKOPS_NAME).unlink(),
        "skops of another": lambda at: (at / SKOPS_NAME).write_bytes(b"PK\x03\x04"),
    }  # fmt: skip

    @pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
    def test_a_file_that_was_changed_is_refused(self, registry: Registry, spoil: Callable[[Path], object]) -> None:
        version = kept(registry)
        registry.promote(version.id, MORNING)
        spoil(place(registry, version))
        for use in (registry.champion_version, lambda: registry.version(version.id)):
            with pytest.raises(ModelError, match=r"(empreinte SHA-256 diffère|manque)"):
                use()
        with pytest.raises(ModelError):
            mentor_ranker(registry.folder.parent)
        # The way out that the message names works.
        registry.promote(PRIOR, MORNING)
        assert mentor_weights(registry.folder.parent) is MENTOR_PRIOR

    def test_a_damaged_version_is_not_promoted(self, registry: Registry) -> None:
        version = kept(registry)
        (place(registry, version) / SKOPS_NAME).write_bytes(b"")
        with pytest.raises(ModelError):
            registry.promote(version.id, MORNING, forced=True)
        assert registry.champion == PRIOR

    def test_a_version_under_another_name_is_refused(self, registry: Registry) -> None:
        one, other = kept(registry), kept(registry, 3.0)
        registry.promote(one.id, MORNING)
        shutil.rmtree(place(registry, one))
        place(registry, other).rename(place(registry, one))
        with pytest.raises(ModelError, match="SHA-256"):
            registry.champion_version()

    def test_one_that_was_made_to_look_alike_is_not_the_promoted_one(self, registry: Registry) -> None:
        version = kept(registry)
        registry.promote(version.id, MORNING)
        path = registry.folder / FILE_NAME
        path.write_text(path.read_text().replace(version.sha256[12:], "f" * 52))
        with pytest.raises(ModelError, match="n'est pas celle qui a été promue"):
            registry.champion_version()

    def test_what_a_crash_left_behind_is_passed_over(self, registry: Registry) -> None:
        version = kept(registry)
        draft = registry.folder / "versions" / files.draft_name()
        draft.mkdir()
        (draft / JSON_NAME).write_text("{")
        (registry.folder / files.draft_name()).write_text("{")
        (registry.folder / "versions" / "notes.txt").write_text("à moi")
        assert registry.ids() == [version.id]
        registry.promote(version.id, MORNING)
        assert registry.champion == version.id

    @pytest.mark.parametrize(
        "content",
        ["", "{", "[]", "{}", '{"promotions": [{"version": "../x", "sha256": "", "at": ""}]}', '{"promotions": [1]}'],
    )
    def test_a_half_written_list_of_promotions_is_refused(self, registry: Registry, content: str) -> None:
        kept(registry)
        (registry.folder / FILE_NAME).write_text(content)
        with pytest.raises(ModelError, match="quel classement sert, est abîmé"):
            registry.champion_version()

    def test_a_replacement_that_fails_leaves_the_old_file(self, tmp_path: Path) -> None:
        path = tmp_path / "petit.json"
        files.replace_file(path, b"avant")
        with pytest.raises(TypeError):
            files.replace_file(path, "pas des octets")  # type: ignore[arg-type]
        assert path.read_bytes() == b"avant"
        assert [entry.name for entry in tmp_path.iterdir()] == ["petit.json"]

    def test_a_version_of_another_program_is_told(self, registry: Registry) -> None:
        import hashlib

        version = kept(registry)
        content = (place(registry, version) / JSON_NAME).read_bytes().replace(b'"format": 1', b'"format": 2')
        other = registry.folder / "versions" / hashlib.sha256(content).hexdigest()[:12]
        shutil.copytree(place(registry, version), other)
        (other / JSON_NAME).write_bytes(content)
        with pytest.raises(ModelError, match="écrite par un autre ptce-match"):
            registry.version(other.name)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b'"slope": 0.9', b'"slope": -0.9'),
            (b'"slope": 0.9', b'"slope": NaN'),
            (b'"slope": 0.9', b'"slope": "fort"'),
            (b'"slope": 0.9', b'"slope": 1e9'),
            (b'"territory"', b'"magie"'),
            (b'"wins": true', b'"wins": "oui"'),
            (b'"base": "expertise"', b'"base": []'),
        ],
    )
    def test_numbers_that_make_no_ranker_are_refused_even_under_a_right_name(
        self, registry: Registry, old: bytes, new: bytes
    ) -> None:
        import hashlib

        version = kept(registry)
        before = (place(registry, version) / JSON_NAME).read_bytes()
        assert old in before
        content = before.replace(old, new)
        other = registry.folder / "versions" / hashlib.sha256(content).hexdigest()[:12]
        shutil.copytree(place(registry, version), other)
        (other / JSON_NAME).write_bytes(content)
        with pytest.raises(ModelError, match="ne décrit pas un classement"):
            registry.version(other.name)


class TestTheFolder:
    def test_the_one_that_is_chosen_then_the_variable_then_the_users_own(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
        assert models_folder("ici") == Path("ici")
        assert models_folder() == tmp_path
        monkeypatch.setenv(MODELS_VARIABLE, "")
        assert models_folder().name == "models"

    def test_one_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "fichier").write_text("")
        with pytest.raises(InputError, match=r"ne peut pas être écrit.*--models"):
            kept(Registry(tmp_path / "fichier"))


class TestInUse:
    @pytest.fixture
    def promoted(self, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Version:
        monkeypatch.setenv(MODELS_VARIABLE, str(registry.folder.parent))
        version = kept(registry)
        registry.promote(version.id, MORNING)
        return version

    def test_a_new_matcher_ranks_by_the_champion(self, promoted: Version) -> None:
        matcher = Matcher(BASE, HashingEncoder())
        assert matcher.mentor_matcher.ranker.weights == promoted.weights

    def test_without_a_champion_it_ranks_by_the_prior(self) -> None:
        assert Matcher(BASE, HashingEncoder()).mentor_matcher.ranker.weights is MENTOR_PRIOR

    def test_a_ranker_that_is_given_is_used(self, promoted: Version) -> None:
        from ptce_match.ranker import Ranker

        given = Ranker(MENTOR_PRIOR)
        assert promoted.weights != MENTOR_PRIOR
        assert Matcher(BASE, HashingEncoder(), ranker=given).mentor_matcher.ranker is given

    def test_no_training_library_is_needed_to_use_one(self, promoted: Version) -> None:
        code = (
            "import sys\nfor name in ('skops', 'sklearn', 'torch'): sys.modules[name] = None\n"
            "from ptce_match.models import mentor_weights\nprint(mentor_weights().version)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
        assert done.stdout.strip() == promoted.id

    def test_the_scores_are_those_of_its_numbers(self, promoted: Version) -> None:
        values = {name: np.array([0.2, 0.7]) for name in (*promoted.weights.of, MENTOR_PRIOR.base) if name}
        assert not np.allclose(mentor_ranker().score(values), mentor_ranker("nulle-part").score(values))


def test_the_history_is_plain_json(registry: Registry) -> None:
    registry.promote(kept(registry).id, MORNING)
    [entry] = json.loads((registry.folder / FILE_NAME).read_bytes())["promotions"]
    assert set(entry) == {"version", "sha256", "at", "how", "forced"}
