"""`skills`, and what `suggest` says that a need was taken to be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_match.skills import default_taxonomy

from ..network.rows import TABLES, write_rows
from .conftest import DEMO, Ptce

if TYPE_CHECKING:
    from pathlib import Path

TAX = "Dois-je facturer la TVA à mes clients, et à quel taux ?"

POSTER = "Il nous faut quelqu'un pour la TVA et quelqu'un pour dessiner l'affiche de l'ouverture."


class TestList:
    def test_without_words_every_skill_is_listed_under_its_family(self, ptce: Ptce) -> None:
        said = ptce("skills")
        assert (said.status, said.err) == (0, "")
        taxonomy, text = default_taxonomy(), " ".join(said.out.split())
        for family in taxonomy.families:
            assert f"{family.name} ({family.id})" in text
        for skill in taxonomy:
            assert f"{skill.id} {skill.name} {' '.join(skill.definition.split())}" in text

    def test_words_find_some(self, ptce: Ptce) -> None:
        document = ptce("skills", "TVA", "--json").document
        assert list(document) == ["words", "skills", "near"]
        first = document["skills"][0]
        assert list(first) == ["id", "name", "family", "family_name", "definition"]
        assert (first["id"], first["name"], first["family_name"]) == (
            "fis-tva", "TVA et franchise en base", "Fiscalité",
        )  # fmt: skip
        assert len(document["skills"]) < 10
        assert ptce("skills", "tva").out.index("fis-tva") < ptce("skills", "tva").out.index("fis-regime-micro")

    def test_a_word_that_is_nowhere_brings_what_looks_like_it(self, ptce: Ptce) -> None:
        said = ptce("skills", "prospektion")
        assert said.status == 0
        assert "Aucune compétence ne parle de « prospektion »." in said.out
        assert "com-prospection" in said.out.partition("Cherchiez-vous")[2]
        assert ptce("skills", "prospektion", "--json").document["skills"] == []

    def test_a_word_like_nothing(self, ptce: Ptce) -> None:
        said = ptce("skills", "xxxxyyyyzzzz")
        assert (said.status, said.out.splitlines()) == (
            0, ["Aucune compétence ne parle de « xxxxyyyyzzzz ». Essayez un autre mot, ou un seul."],
        )  # fmt: skip


@pytest.mark.usefixtures("read_skills")
class TestWithAReader:
    def test_what_was_read_is_told(self, ptce: Ptce) -> None:
        asked = ("suggest", DEMO, "--need-text", TAX, "--k", "1")
        [need] = ptce(*asked, "--json").document["needs"]
        assert need["said"] == []
        first = need["understood_as"][0]
        assert (first["id"], first["name"]) == ("fis-tva", "TVA et franchise en base")
        assert 0 < first["probability"] <= 1
        percent = f"{100 * first['probability']:.0f}\u202f%"
        assert f"  Besoin compris comme : TVA et franchise en base ({percent})" in ptce(*asked).out

    def test_what_somebody_says_takes_its_place_and_changes_the_ranking(self, ptce: Ptce) -> None:
        asked = ("suggest", DEMO, "--need-text", POSTER, "--k", "30")
        scores = {}
        for skills in ("cmn-graphisme", "fis-tva"):
            [need] = ptce(*asked, "--skills", skills, "--json").document["needs"]
            assert [each["id"] for each in need["said"]] == [skills]
            assert need["understood_as"] == [need["said"][0] | {"probability": 1.0}]
            scores[skills] = {found["id"]: found["score"] for found in need["mentors"]["suggestions"]}
        best = max(scores["cmn-graphisme"], key=scores["cmn-graphisme"].__getitem__)
        assert scores["cmn-graphisme"][best] > scores["fis-tva"].get(best, 0.0)

    def test_several_are_said_by_identifier(self, ptce: Ptce) -> None:
        said = ptce("suggest", DEMO, "--need-text", TAX, "--skills", "fis-tva, cmn-graphisme,fis-tva", "--k", "1")
        assert "  Dit par vous : TVA et franchise en base, Graphisme, affiches, flyers\n" in said.out
        assert "compris comme" not in said.out

    def test_the_column_of_a_network_is_a_correction(self, ptce: Ptce, tmp_path: Path) -> None:
        besoins = "id;projet_id;texte;priorite;competences\nN1;P1;Un logo;1;pro-bois\nN2;P1;Un logo;2;\nN3;P1;x;3;\n"
        folder = str(write_rows(tmp_path, besoins=besoins))
        first, second, _ = ptce("suggest", folder, "--project", "P1", "--json").document["needs"]
        assert [each["id"] for each in first["understood_as"]] == ["pro-bois"]
        assert second["said"] == []
        assert second["understood_as"][0]["id"] != "pro-bois"

    def test_an_unknown_one_in_the_column_is_a_fault(self, ptce: Ptce, tmp_path: Path) -> None:
        besoins = TABLES["besoins"].replace("accompagnants", "competences").replace("12/2026;2", "12/2026;fis-tav")
        said = ptce("suggest", str(write_rows(tmp_path, besoins=besoins)), "--project", "P1")
        assert (said.status, said.out) == (2, "")
        assert "besoins.csv, ligne 3, colonne « competences »" in said.err
        assert "proches : fis-tva" in said.err


@pytest.mark.usefixtures("read_no_skills")
class TestWithoutAReader:
    def test_nothing_is_told_as_read(self, ptce: Ptce) -> None:
        asked = ("suggest", DEMO, "--need-text", TAX, "--k", "1")
        assert "compris comme" not in ptce(*asked).out
        [need] = ptce(*asked, "--json").document["needs"]
        assert (need["understood_as"], need["said"]) == ([], [])

    def test_a_correction_is_told_to_be_useless(self, ptce: Ptce) -> None:
        asked = ("suggest", DEMO, "--need-text", TAX, "--k", "3")
        said = " ".join(ptce(*asked, "--skills", "pro-bois").out.split())
        assert "Dit par vous : Travail du bois et menuiserie (sans effet : aucun lecteur de compétences" in said
        [plain], [corrected] = (
            ptce(*asked, *more, "--json").document["needs"] for more in ((), ("--skills", "pro-bois"))
        )
        assert corrected["mentors"] == plain["mentors"]
        assert corrected["said"] == [{"id": "pro-bois", "name": "Travail du bois et menuiserie"}]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--need-text", TAX, "--skills", "fis-tav"), "Proches : fis-tva (TVA et franchise en base)"),
        (("--project", "P07", "--skills", "fis-tva"), "--skills ne sert qu'avec --need-text"),
        (("--need-text", TAX, "--skills", "🚀"), "Cherchez-la par quelques mots dans la liste des compétences."),
    ],
)
def test_wrong_use(ptce: Ptce, arguments: tuple[str, ...], message: str) -> None:
    said = ptce("suggest", DEMO, *arguments)
    assert (said.status, said.out) == (2, "")
    assert message in said.err
