"""A team member at the first page, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.access.roles import Role
from service.commands import demo

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def log_in(page: Page, role: Role) -> None:
    account = next(account for account in demo.ACCOUNTS if account.role is role)
    page.goto("/")
    page.get_by_label("Adresse électronique").fill(account.email)
    page.get_by_label("Mot de passe").fill(demo.PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def accessible(page: Page) -> None:
    """Fail on what axe finds that keeps people out."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_first_page_says_what_runs(page: Page) -> None:
    page.goto("/")
    assert page.title() == "Réseau de démonstration"
    assert page.get_by_role("heading", level=1).inner_text() == "Qui pourrait aider, et pourquoi"
    assert re.search(r"\b80\b", page.locator(".facts").inner_text())
    accessible(page)


def test_a_team_member_tries_a_need_in_their_own_words(page: Page) -> None:
    log_in(page, Role.ANIMATION)
    page.get_by_label("Le besoin").fill("La TVA me fait peur, je sais pas si je dois en facturer à mes clients")
    page.get_by_label("Commune").fill("st jean d angely")
    page.get_by_role("button", name="Chercher").click()
    assert "autour de Saint-Jean-d'Angély" in page.locator("#reponse").inner_text()
    suggestions = page.locator(".suggestions").first.locator("> li")
    assert 1 <= suggestions.count() <= 5
    assert re.search(r"\d+\s?%", suggestions.first.locator(".score").inner_text())
    assert "«" in suggestions.first.locator(".reasons").inner_text()
    accessible(page)
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()


def test_what_a_need_was_taken_to_be_about_is_put_right_with_the_keyboard(page: Page) -> None:
    log_in(page, Role.ANIMATION)
    page.get_by_label("Le besoin").fill("Dois-je facturer la TVA à mes clients, et à quel taux ?")
    page.get_by_role("button", name="Chercher").click()
    read = page.get_by_role("region", name="Besoin compris comme")
    assert re.search(r"TVA et franchise en base \(\d+\s%\)", read.inner_text())
    accessible(page)
    for box in read.get_by_role("checkbox").all():
        box.focus()
        page.keyboard.press("Space")
    added = read.get_by_label("Ajouter une compétence")
    added.focus()
    page.keyboard.type("Trésorerie de la boulangerie")
    page.keyboard.press("Enter")
    assert "ne s'appelle « Trésorerie de la boulangerie »" in read.get_by_role("alert").inner_text()
    accessible(page)
    added.fill("Suivi de trésorerie")
    read.get_by_role("button", name="Chercher de nouveau").press("Enter")
    expect(read).to_contain_text("Dit par vous : Suivi de trésorerie")
    assert read.get_by_role("checkbox", name="Suivi de trésorerie").is_checked()
    assert page.get_by_label("Le besoin").input_value().startswith("Dois-je facturer")
    expect(page.get_by_role("heading", name="Suggestions")).to_be_visible()
    accessible(page)


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("   ", "", "Le besoin est vide"),
        ("La TVA", "Trifouillis-les-Oies", "Trifouillis"),
        ("<script>alert(1)</script> la compta", "", "Suggestions"),
        ("é" * 9_990, "", "Suggestions"),
    ],
)
def test_awkward_input_gets_a_sentence(page: Page, text: str, place: str, told: str) -> None:
    log_in(page, Role.ANIMATION)
    page.get_by_label("Le besoin").fill(text)
    page.get_by_label("Commune").fill(place)
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator("main")).to_contain_text(told)
    assert page.get_by_label("Le besoin").input_value().strip() == text.strip()


def test_a_wrong_password_is_told(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Adresse électronique").fill("personne@exemple.fr")
    page.get_by_label("Mot de passe").fill("pas le bon du tout")
    page.get_by_role("button", name="Se connecter").click()
    assert "ne convient pas" in page.get_by_role("alert").inner_text()
    accessible(page)


def test_a_holder_is_not_offered_the_team_s_form(page: Page) -> None:
    log_in(page, Role.HOLDER)
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
    assert page.get_by_label("Le besoin").count() == 0
    accessible(page)


def test_every_demo_account_can_enter(page: Page) -> None:
    for account in demo.ACCOUNTS:
        log_in(page, account.role)
        leave = page.get_by_role("button", name="Se déconnecter")
        expect(leave, account.role).to_be_visible()
        leave.click()
        expect(page.get_by_label("Mot de passe")).to_be_visible()


def test_the_documentation_of_the_interface_shows_without_another_site(page: Page) -> None:
    page.goto("/api/docs")
    page.get_by_text("/api/v1/mentors", exact=True).first.wait_for()


def test_a_forgotten_password_is_asked_for_on_the_page(page: Page) -> None:
    page.goto("/mot-de-passe")
    page.get_by_label("Adresse électronique").fill("personne@exemple.fr")
    page.get_by_role("button", name="Recevoir un lien").click()
    page.get_by_text("un message vient de partir").wait_for()
    accessible(page)


@pytest.mark.parametrize("path", ["/confirmation", "/invitation", "/mot-de-passe"])
def test_a_worn_out_link_says_so(page: Page, path: str) -> None:
    page.goto(f"{path}#jeton=usé")
    form = page.locator("form[data-avec-jeton]")
    for field in form.locator("input[type=password]").all():
        field.fill("une phrase assez longue")
    if form.locator("input[type=checkbox]").count():
        form.locator("input[type=checkbox]").check()
    form.get_by_role("button").click()
    page.get_by_text("Ce lien ne fonctionne plus").first.wait_for()
    accessible(page)


def test_what_the_terminal_says_is_enough_to_enter(served: Served) -> None:
    assert served.address in served.said
    assert demo.PASSWORD in served.said
    assert all(account.email in served.said for account in demo.ACCOUNTS)
