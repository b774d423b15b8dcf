"""The pages without a browser: what they show to whom, and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.roles import Role

if TYPE_CHECKING:
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
