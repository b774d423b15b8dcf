"""`models`: which versions there are, which one is in use, and how that changes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ptce_match.models import MODELS_VARIABLE, Registry
from ptce_match.models.version import JSON_NAME
from tests.models.versions import kept

from .conftest import DEMO, Ptce

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """Return a registry that the environment names."""
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    return Registry(tmp_path)


def test_without_any_version_the_published_ranker_is_in_use(ptce: Ptce, registry: Registry) -> None:
    said = ptce("models")
    assert (said.status, said.err) == (0, "")
    assert "prior" in said.out
    assert ptce("models", "list", "--json").document == {
        "folder": str(registry.folder),
        "champion": "prior",
        "versions": [],
        "promotions": [],
    }


@pytest.mark.parametrize("words", [(), ("list",)])
def test_the_list_marks_the_one_in_use(ptce: Ptce, registry: Registry, words: tuple[str, ...]) -> None:
    first, second = kept(registry), kept(registry, 3.0, wins=False)
    ptce("models", "promote", first.id)
    out = ptce("models", *words).out
    [marked] = [line for line in out.splitlines() if line.startswith("→ ") and "2026" in line]
    assert first.id in marked
    assert "peut remplacer prior" in marked
    assert f"{second.id}  2026-11-23 09:30  120" in out
    assert "ne remplace pas prior" in out


def test_promoting_and_rolling_back(ptce: Ptce, registry: Registry) -> None:
    version = kept(registry)
    said = ptce("models", "promote", version.id[:5])
    assert (said.status, said.err) == (0, "")
    assert f"La version {version.id} est en service." in said.out
    suggested = ptce("suggest", DEMO, "--need", "N001", "--json").document
    assert suggested["model"]["ranker"] == f"appris-mentors-{version.id}"
    back = ptce("models", "rollback", "--json").document
    assert (back["champion"], back["promotion"]["how"]) == ("prior", "retour")
    assert ptce("suggest", DEMO, "--need", "N001", "--json").document["model"]["ranker"] == "prior-mentors-4"
    assert "Le classement publié est en service." in ptce("models", "promote", version.id).out + ptce("models", "rollback").out  # fmt: skip


def test_a_base_installation_can_promote(registry: Registry) -> None:
    version = kept(registry)
    code = (
        "import sys\nfor name in ('skops', 'sklearn'): sys.modules[name] = None\n"
        "from ptce_match.cli.main import main\nsys.exit(main(['models', 'promote', sys.argv[1]]))"
    )
    done = subprocess.run([sys.executable, "-c", code, version.id], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert registry.champion == version.id


def test_comparing_two_versions(ptce: Ptce, registry: Registry) -> None:
    one, other = kept(registry), kept(registry, 3.25)
    out = ptce("models", "compare", one.id, other.id).out
    [distance] = [line for line in out.splitlines() if line.startswith("Distance")]
    assert distance.split()[1:] == ["2,00", "3,25"]
    assert "0,500" in out
    document = ptce("models", "compare", "prior", other.id, "--json").document
    assert document["first"] == {**document["first"], "version": "prior", "evidence": None}
    assert document["second"]["weights"]["signals"]["territory"]["weight"] == 3.25
    assert document["second"]["evidence"]["data"]["sha256"] == "0" * 64


def test_comparing_a_version_with_itself(ptce: Ptce, registry: Registry) -> None:
    version = kept(registry)
    out = ptce("models", "compare", version.id, version.id).out
    [distance] = [line for line in out.splitlines() if line.startswith("Distance")]
    assert distance.split()[1:] == ["2,00", "2,00"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("promote",), "il manque : VERSION"),
        (("compare", "prior"), "il manque : B"),
        (("promote", "abcdef"), "Aucune version « abcdef »"),
        (("promote", "prior"), "« prior » est déjà le classement en service."),
        (("rollback",), "il n'y a rien avant lui à quoi revenir"),
        (("effacer",), "« effacer » ne convient pas"),
    ],
)
def test_wrong_use(ptce: Ptce, registry: Registry, words: tuple[str, ...], message: str) -> None:
    said = ptce("models", *words)
    assert (said.status, said.out) == (2, "")
    assert message in said.err
    assert not registry.folder.joinpath("champion.json").exists()


def test_a_version_that_lost_is_refused_unless_somebody_insists(ptce: Ptce, registry: Registry) -> None:
    version = kept(registry, wins=False)
    said = ptce("models", "promote", version.id)
    assert (said.status, said.out) == (2, "")
    assert "Trop peu de décisions." in said.err
    assert ptce("models", "promote", version.id, "--force", "--json").document["promotion"]["forced"] is True


class TestDamage:
    @pytest.fixture
    def spoilt(self, registry: Registry) -> str:
        version = kept(registry)
        registry.promote(version.id, "2026-11-23T10:00:00+00:00")
        path = registry.folder / "versions" / version.id / JSON_NAME
        path.write_bytes(path.read_bytes().replace(b"2.0", b"9.0"))
        return version.id

    def test_no_ranking_is_made_with_it(self, ptce: Ptce, spoilt: str) -> None:
        said = ptce("suggest", DEMO, "--need", "N001", "--json")
        assert (said.status, said.out) == (2, "")
        assert "son empreinte SHA-256 diffère" in said.err
        assert spoilt in said.err

    def test_the_list_says_so(self, ptce: Ptce, spoilt: str) -> None:
        said = ptce("models", "--json")
        assert said.status == 0
        [version] = said.document["versions"]
        assert (version["version"], version["ok"]) == (spoilt, False)

    def test_doctor_says_so(self, ptce: Ptce, spoilt: str) -> None:
        findings = {each["name"]: each for each in ptce("doctor", "--json").document["findings"]}
        assert findings["classement des bénévoles"]["ok"] is False
        assert spoilt in findings["classement des bénévoles"]["detail"]

    def test_the_way_out_works(self, ptce: Ptce, spoilt: str) -> None:
        assert spoilt
        assert ptce("models", "promote", "prior").status == 0
        assert ptce("suggest", DEMO, "--need", "N001", "--json").status == 0

    def test_other_numbers_in_the_skops_file_are_found_before_a_promotion(self, ptce: Ptce, registry: Registry) -> None:
        import hashlib

        from ptce_match.models.estimator import dumped
        from ptce_match.models.version import SKOPS_NAME
        from tests.models.versions import weights

        version = kept(registry, 2.0)
        at = registry.folder / "versions" / version.id
        old, new = (at / SKOPS_NAME).read_bytes(), dumped(weights(7.0))
        before, after = (hashlib.sha256(each).hexdigest().encode() for each in (old, new))
        content = (at / JSON_NAME).read_bytes().replace(before, after)
        forged = at.with_name(hashlib.sha256(content).hexdigest()[:12])
        at.rename(forged)
        (forged / JSON_NAME).write_bytes(content)
        (forged / SKOPS_NAME).write_bytes(new)
        said = ptce("models", "promote", forged.name)
        assert (said.status, said.out) == (2, "")
        assert "ne sont pas ceux de « ranker.json »" in said.err


def test_doctor_names_the_ranker_in_use(ptce: Ptce, registry: Registry) -> None:
    def told() -> str:
        found = {each["name"]: each["detail"] for each in ptce("doctor", "--json").document["findings"]}
        detail: str = found["classement des bénévoles"]
        return detail

    assert told().startswith("publié (prior)")
    version = kept(registry)
    registry.promote(version.id, "2026-11-23T10:00:00+00:00")
    assert told().startswith(f"version {version.id}, promue le 2026-11-23, apprise de 120 décisions")
