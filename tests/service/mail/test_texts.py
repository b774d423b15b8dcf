"""How messages read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.mail.texts import letter

LINK = "https://registre.example/mot-de-passe#jeton=" + "x" * 90


def test_a_message_greets_tells_and_signs() -> None:
    text = letter("PTCE de la Boutonne", "Annick", ["Une réponse est arrivée.", "À bientôt."])
    assert text == "Bonjour Annick,\n\nUne réponse est arrivée.\n\nÀ bientôt.\n\n-- \nPTCE de la Boutonne\n"


def test_without_a_name_it_still_greets() -> None:
    assert letter("PTCE", "", ["Bien."]).startswith("Bonjour,\n")


def test_a_link_stands_alone_before_the_last_paragraph() -> None:
    lines = letter("PTCE", "", ["Ouvrez :", "Sinon, rien ne se passe."], LINK).split("\n\n")
    assert lines[1:4] == ["Ouvrez :", LINK, "Sinon, rien ne se passe."]
    assert letter("PTCE", "", ["Ouvrez :"], LINK).split("\n\n")[1:3] == ["Ouvrez :", LINK]


@given(st.lists(st.text("abcdé ", max_size=300), min_size=1, max_size=3))
def test_lines_are_short_and_words_are_kept(paragraphs: list[str]) -> None:
    text = letter("PTCE", "Annick", paragraphs)
    assert all(len(line) <= 76 or " " not in line for line in text.splitlines())
    words = [word for paragraph in paragraphs for word in paragraph.split()]
    assert [word for word in text.split() if word in words][-len(words) :] == words if words else True
