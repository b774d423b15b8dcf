"""`suggest`: each way to ask, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_match.signals import LABELS

from ..network.rows import TABLES, write_rows
from .conftest import DEMO, Ptce, finished

if TYPE_CHECKING:
    from pathlib import Path

SUGGESTION = ["id", "name", "score", "reasons", "reservations", "counterfactual", "signals"]


class TestProject:
    def test_needs_come_most_urgent_first_then_investors(self, ptce: Ptce) -> None:
        said = ptce("suggest", DEMO, "--project", "P07", "--k", "2", "--json")
        assert (said.status, said.err) == (0, "")
        document = said.document
        assert list(document) == ["project", "needs", "investors", "model"]
        assert document["project"]["id"] == "P07"
        assert [need["id"] for need in document["needs"]] == ["N019", "N020", "N022", "N021"]
        assert len(document["investors"]["suggestions"]) == 2

    def test_each_suggestion_says_all_that_entered_it(self, ptce: Ptce) -> None:
        document = ptce("suggest", DEMO, "--project", "P07", "--k", "3", "--json").document
        rankings = [need["mentors"] for need in document["needs"]] + [document["investors"]]
        labels = {str(name): label for name, label in LABELS.items()}
        for ranking in rankings:
            scores = [suggestion["score"] for suggestion in ranking["suggestions"]]
            assert scores == sorted(scores, reverse=True)
            assert (ranking["message"] is None) == bool(scores)
            for suggestion in ranking["suggestions"]:
                assert list(suggestion) == SUGGESTION
                assert ranking["threshold"] <= suggestion["score"] <= 1
                assert 2 <= len(suggestion["reasons"]) <= 3
                for signal in suggestion["signals"]:
                    assert 0 <= signal["value"] <= 1
                    assert signal["label"] == labels[signal["name"]]
            assert all(list(excluded) == ["id", "name", "rule"] for excluded in ranking["excluded"])

    def test_k_bounds_each_list(self, ptce: Ptce) -> None:
        one = ptce("suggest", DEMO, "--project", "P07", "--k", "1", "--json").document
        many = ptce("suggest", DEMO, "--project", "P07", "--k", "1000", "--json").document
        for few, all_of_them in zip(one["needs"], many["needs"], strict=True):
            assert few["mentors"]["suggestions"] == all_of_them["mentors"]["suggestions"][:1]

    def test_text_and_json_agree(self, ptce: Ptce) -> None:
        document = ptce("suggest", DEMO, "--project", "P07", "--k", "2", "--json").document
        text = " ".join(ptce("suggest", DEMO, "--project", "P07", "--k", "2").out.split())
        for need in document["needs"]:
            for suggestion in need["mentors"]["suggestions"]:
                assert f"{suggestion['name']} ({suggestion['id']}" in text
                for sentence in (*suggestion["reasons"], *suggestion["reservations"]):
                    assert " ".join(sentence.split()) in text

    def test_a_project_without_needs_says_so(self, ptce: Ptce, folder: Path) -> None:
        said = ptce("suggest", str(folder), "--project", "P2")
        assert said.status == 0
        assert "Ce projet n'a aucun besoin enregistré." in said.out
        assert ptce("suggest", str(folder), "--project", "P2", "--json").document["needs"] == []

    def test_a_network_without_investors(self, ptce: Ptce, tmp_path: Path) -> None:
        network = str(write_rows(tmp_path, investisseurs=None, conflits=None))
        assert "Investisseurs : aucune correspondance satisfaisante." in ptce("suggest", network, "--project", "P1").out
        investors = ptce("suggest", network, "--project", "P1", "--json").document["investors"]
        assert investors == {
            "message": "Aucune correspondance satisfaisante", "threshold": 0.08, "suggestions": [], "excluded": [],
        }  # fmt: skip


class TestNeed:
    def test_one_need_brings_its_project_and_its_investors(self, ptce: Ptce) -> None:
        document = ptce("suggest", DEMO, "--need", "N022", "--json").document
        assert document["project"]["id"] == "P07"
        assert [need["id"] for need in document["needs"]] == ["N022"]
        assert document["investors"] is not None

    def test_the_project_may_be_named_too(self, ptce: Ptce) -> None:
        both = ptce("suggest", DEMO, "--need", "N022", "--project", "P07", "--json")
        assert both.out == ptce("suggest", DEMO, "--need", "N022", "--json").out


class TestFreeText:
    def test_the_place_is_shown_as_it_was_understood(self, ptce: Ptce) -> None:
        asked = ("suggest", DEMO, "--need-text", "fixer le prix de mon pain", "--place", "st jean d angely", "--k", "1")
        [need] = ptce(*asked, "--json").document["needs"]
        assert (need["id"], need["place"]) == (None, "Saint-Jean-d'Angély")
        assert "Besoin (Saint-Jean-d'Angély) : « fixer le prix de mon pain »" in ptce(*asked).out

    def test_an_ambiguous_name_is_settled_by_its_postal_code(self, ptce: Ptce) -> None:
        asked = ("suggest", DEMO, "--need-text", "un bail", "--place", "Saint-Denis 93200")
        assert ptce(*asked, "--json").document["needs"][0]["place"] == "Saint-Denis"

    def test_a_name_of_the_networks_own_department_needs_no_code(self, ptce: Ptce) -> None:
        # There are two Aulnay in France, and this network is at home in Charente-Maritime.
        asked = ("suggest", DEMO, "--need-text", "un bail", "--place", "Aulnay", "--json")
        assert ptce(*asked).document["needs"][0]["place"] == "Aulnay"

    def test_without_a_place_there_is_none(self, ptce: Ptce) -> None:
        document = ptce("suggest", DEMO, "--need-text", "un bail", "--json").document
        assert document["needs"][0]["place"] is None
        assert (document["project"], document["investors"]) == (None, None)

    def test_a_text_that_nobody_answers(self, ptce: Ptce, folder: Path) -> None:
        said = ptce("suggest", str(folder), "--need-text", "🚀" * 50, "--place", "Saint-Denis (974)")
        assert "Bénévoles : aucune correspondance satisfaisante." in said.out
        assert said.status == 0

    @pytest.mark.parametrize("text", [b"\xff\xfe compta", "é" * 60_000, "— ; \t …"])
    def test_any_text_is_answered(self, text: str | bytes) -> None:
        said = finished("suggest", DEMO, "--need-text", text, "--json")
        assert (said.status, said.err) == (0, "")
        assert list(said.document) == ["project", "needs", "investors", "model"]


def test_doubts_about_a_network_are_told_on_standard_error(ptce: Ptce, tmp_path: Path) -> None:
    benevoles = TABLES["benevoles"].replace("Matha;17160", "Matha;17400")
    said = ptce("suggest", str(write_rows(tmp_path, benevoles=benevoles)), "--project", "P1", "--json")
    assert said.err.startswith("Attention : benevoles.csv, ligne 2, colonne « commune » : Le code postal 17400")
    assert said.document["project"]["id"] == "P1"


def test_a_real_process_answers_in_a_pipe_without_colour_or_trailing_space() -> None:
    said = finished("suggest", DEMO, "--project", "P07", "--k", "2")
    assert (said.status, said.err) == (0, "")
    assert "\x1b" not in said.out
    lines = said.out.splitlines()
    assert [line for line in lines if line != line.rstrip() or len(line) > 100] == []
    assert lines[-1] == "L'outil suggère, une personne décide. Le score n'est pas une note de la personne."
