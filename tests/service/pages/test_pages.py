"""The pages without a browser: what they show to whom, and what they refuse."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from ptce_match.skills import default_taxonomy
from service.access.roles import Role
from service.matching.models import Run
from tests.service.matching import registry

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from ptce_match.skills import SkillReader
    from tests.service.house import House

PAGES = ["/", "/confirmation", "/mot-de-passe", "/invitation", "/charte", "/api/docs"]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_can_open_it(sqlite_house: House, path: str) -> None:
    answer = sqlite_house.stranger().get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_comes_from_another_site(sqlite_house: House, path: str) -> None:
    text = sqlite_house.stranger().get(path).text
    assert "//cdn" not in text
    assert 'src="http' not in text
    assert 'href="http' not in text


@pytest.mark.parametrize(
    "file", ["pico.min.css", "ptce.css", "formulaires.js", "docs/swagger-ui-bundle.js", "docs/swagger-ui.css"]
)
def test_its_files_are_there(sqlite_house: House, file: str) -> None:
    assert sqlite_house.stranger().get(f"/static/{file}").status_code == 200


def test_no_other_file_is_served(sqlite_house: House) -> None:
    assert sqlite_house.stranger().get("/static/../render.py").status_code == 404
    assert sqlite_house.stranger().get("/static/%2e%2e/render.py").status_code == 404


def test_the_form_to_try_a_need_is_for_the_team(sqlite_house: House) -> None:
    assert "Essayer un besoin" not in sqlite_house.stranger().get("/").text
    assert "Essayer un besoin" not in sqlite_house.login(Role.HOLDER).get("/").text
    assert "Essayer un besoin" in sqlite_house.login(Role.ANIMATION).get("/").text


@pytest.mark.parametrize("role", [None, Role.HOLDER, Role.MENTOR])
def test_others_cannot_try(sqlite_house: House, role: Role | None) -> None:
    client = sqlite_house.stranger() if role is None else sqlite_house.login(role)
    assert client.post("/essayer", data={"text": "La TVA"}).status_code == 401


def test_a_wrong_password_is_told_on_the_page_and_kept_nowhere(sqlite_house: House) -> None:
    answer = sqlite_house.stranger().post("/connexion", data={"email": "x@exemple.fr", "password": "<b>secret</b>"})
    assert answer.status_code == 401
    assert "ne convient pas" in answer.text
    assert "secret" not in answer.text


def test_what_one_typed_is_escaped(sqlite_house: House) -> None:
    answer = sqlite_house.stranger().post("/connexion", data={"email": '"><script>x', "password": "a"})
    assert answer.status_code == 422
    assert "<script>x" not in answer.text


def test_logging_in_and_out(sqlite_house: House) -> None:
    team = sqlite_house.login(Role.ANIMATION)
    assert "Se déconnecter" in team.get("/").text
    assert team.post("/deconnexion", follow_redirects=False).status_code == 303
    assert team.get("/api/v1/mentors").status_code == 401


def test_another_site_cannot_log_somebody_in(sqlite_house: House) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = sqlite_house.stranger().post("/connexion", data={"email": "a", "password": "b"}, headers=headers)
    assert answer.status_code == 403


class TestUnderstood:
    """What a need was taken to be about, and how a team member puts it right."""

    TEXT = "Dois-je facturer la TVA à mes clients ?\nEt à quel « taux » ?"

    @pytest.fixture
    def team(self, sqlite_house: House, read_skills: SkillReader) -> TestClient:
        assert read_skills.encoder == sqlite_house.state.matcher.encoder.model_id
        with sqlite_house.writing() as session:
            registry.small(session)
        sqlite_house.work()
        return sqlite_house.login(Role.ANIMATION)

    def ticked(self, page: str) -> list[str]:
        return re.findall(r'<input type="checkbox" name="skills" value="([^"]+)" checked>', page)

    def test_it_is_told_with_how_sure_it_is(self, team: TestClient) -> None:
        page = team.post("/essayer", data={"text": self.TEXT}).text
        assert re.search(r"Besoin compris comme</h2>\s*<p class=\"read\">TVA et franchise en base \(\d+\u202f%\)", page)
        assert self.ticked(page)[0] == "fis-tva"
        assert page.count("<option value=") == len(default_taxonomy())

    def test_what_is_unticked_goes_and_what_is_added_comes(self, team: TestClient) -> None:
        typed = {"text": self.TEXT, "place": "Matha"}
        page = team.post(
            "/essayer", data=typed | {"skills": ["cmn-graphisme"], "added": "travail du bois ET menuiserie"}
        ).text
        assert "Dit par vous : Graphisme, affiches, flyers, Travail du bois et menuiserie" in page
        assert self.ticked(page) == ["cmn-graphisme", "pro-bois"]
        assert "autour de Matha" in page
        assert "Suggestions" in page

    def test_with_nothing_left_the_text_is_read_again(self, team: TestClient) -> None:
        page = team.post("/essayer", data={"text": self.TEXT, "added": "  "}).text
        assert "Dit par vous" not in page
        assert self.ticked(page)[0] == "fis-tva"

    def test_an_unknown_skill_is_told_and_what_was_ticked_stays(self, team: TestClient) -> None:
        answer = team.post("/essayer", data={"text": self.TEXT, "skills": ["pro-bois"], "added": "<b>TVA et franchse"})
        assert answer.status_code == 422
        assert "Aucune compétence du référentiel ne s&#39;appelle « &lt;b&gt;TVA et franchse »" in answer.text
        assert "Proches : fis-tva" in answer.text
        assert self.ticked(answer.text) == ["pro-bois"]
        assert "<b>" not in answer.text

    def test_what_was_unticked_stays_so_when_the_added_one_is_unknown(self, team: TestClient) -> None:
        answer = team.post("/essayer", data={"text": self.TEXT, "added": "xyz"})
        assert answer.status_code == 422
        assert 'name="skills" value="fis-tva"> ' in answer.text
        assert self.ticked(answer.text) == []

    def test_the_text_travels_unchanged(self, team: TestClient) -> None:
        page = team.post("/essayer", data={"text": self.TEXT}).text
        hidden = re.search(r'<input type="hidden" name="text" value="([^"]*)">', page)
        assert hidden is not None
        assert html.unescape(hidden[1]).split() == self.TEXT.split()

    @pytest.mark.parametrize("skills", [["inconnue"], ["x" * 5000], ["fis-tva"] * 21, ["\x00"]])
    def test_other_ticks_than_the_page_offers_do_no_harm(self, team: TestClient, skills: list[str]) -> None:
        assert team.post("/essayer", data={"text": self.TEXT, "skills": skills}).status_code in (200, 422)

    def test_five_at_most(self, team: TestClient) -> None:
        five = [skill.id for skill in default_taxonomy().skills[:5]]
        page = team.post("/essayer", data={"text": self.TEXT, "skills": five}).text
        assert self.ticked(page) == five
        assert 'name="added"' not in page

    def test_nothing_of_it_is_kept(self, team: TestClient, sqlite_house: House) -> None:
        before = len(sqlite_house.rows(Run))
        team.post("/essayer", data={"text": self.TEXT, "skills": ["pro-bois"]})
        assert len(sqlite_house.rows(Run)) == before


@pytest.mark.usefixtures("read_no_skills")
def test_without_a_reader_the_page_says_nothing_of_skills(sqlite_house: House) -> None:
    with sqlite_house.writing() as session:
        registry.small(session)
    sqlite_house.work()
    for more in ({}, {"skills": "pro-bois"}, {"added": "n'importe quoi"}):
        answer = sqlite_house.login(Role.ANIMATION).post("/essayer", data={"text": "La TVA"} | more)
        assert answer.status_code == 200
        assert "Suggestions" in answer.text
        assert "compris" not in answer.text
