"""Sentences, and the clauses that say what somebody does not do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.lexical import Clause, clauses, sentences
from ptce_match.lexical.sentences import is_refusal

_PIECES = ["Je fais la paie", "M. Durand", "etc.", " ", "\n", "« Bonjour. »", "(voir plus bas.)", ". ", "! ", "… ", "Non ?", '"Oui."',
           "mais", ", ", " ; ", " – ", "pas la compta", "sauf", "Tél. 05", "à midi", "ni"]  # fmt: skip
writing = st.one_of(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join), st.text(max_size=80))


def _inked(text: str) -> str:
    return "".join(text.split())


@given(writing)
def test_splitting_loses_nothing_but_spaces(text: str) -> None:
    assert _inked("".join(sentences(text))) == _inked(text)


@given(writing)
def test_no_sentence_is_blank(text: str) -> None:
    assert all(sentence == sentence.strip() != "" for sentence in sentences(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un. Deux ! Trois ?", ["Un.", "Deux !", "Trois ?"]),
        ("M. Durand et Mme. Petit. Puis moi.", ["M. Durand et Mme. Petit.", "Puis moi."]),
        ("Les bilans, etc. Tout cela.", ["Les bilans, etc. Tout cela."]),
        ("J'ai dit « Non. » Puis oui.", ["J'ai dit « Non. »", "Puis oui."]),
        ("(Ou presque.) Voilà.", ["(Ou presque.)", "Voilà."]),
        ('Il part. "Bon vent", dit-elle.', ["Il part.", '"Bon vent", dit-elle.']),
        ("Et puis... rien", ["Et puis... rien"]),
        ("- la paie\n- les bilans", ["- la paie", "- les bilans"]),
        ("À 3.5 km", ["À 3.5 km"]),
        (" \n ", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "je ne fais pas de compta",
        "Je ne fais plus de compta",
        "Je n’interviens jamais le dimanche",
        "je fais pas la compta",
        "j'y touche pas",
        "On ne traite ni la paie ni les impôts",
        "La paie, ce n'est pas mon rayon",
        "Ne me demandez pas de faire vos comptes",
        "Pas de compta",
        "surtout pas d'informatique",
        "Hors de question de reprendre la caisse",
        "Plus question de partir le week-end",
        "Je suis allergique aux tableurs",
        "Je ne sais pas naviguer",
    ],
)
def test_refusals(text: str) -> None:
    assert is_refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "jamais un euro d'écart",
        "En trente ans, jamais un euro d'écart dans la caisse",
        "Plus de trente ans dans la banque",
        "Plus de la moitié des bilans du canton",
        "Je fais plus de deux cents bulletins par mois",
        "Je suis plus à l'aise avec les chiffres qu'avec les gens",
        "Je fais le point avec vous chaque mois",
        "Je fais un pas de côté et je regarde",
        "Je monte les dossiers pas à pas",
        "Je ne fais pas que de la compta",
        "Je ne fais plus que de la compta",
        "Je ne sais plus combien de bilans j'ai signés",
        "Jamais la même journée en vingt ans",
        "Aucun de mes clients n'a fermé",
        "Une cliente allergique au céleri m'a tout appris sur l'étiquetage",
        "Ni trop tôt ni trop tard, la relance est un art",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert clauses(text) == [Clause(text, refusal=False)]


@pytest.mark.parametrize(
    ("sentence", "does", "does_not"),
    [
        ("Je fais la paie, pas la compta", ["Je fais la paie"], ["pas la compta"]),
        ("Je fais la paie, pas l’informatique", ["Je fais la paie"], ["pas l’informatique"]),
        ("Je fais la paie mais je ne touche pas à la compta", ["Je fais la paie"], ["je ne touche pas à la compta"]),
        ("Je fais tout sauf la compta", ["Je fais tout"], ["sauf la compta"]),
        ("La paie ; les bilans ; pas de compta ; le droit", ["La paie ; les bilans", "le droit"], ["pas de compta"]),
    ],
)
def test_a_sentence_is_cut_where_it_turns(sentence: str, does: list[str], does_not: list[str]) -> None:
    found = clauses(sentence)
    assert [clause.text for clause in found if not clause.refusal] == does
    assert [clause.text for clause in found if clause.refusal] == does_not


@given(writing)
def test_every_clause_stands_in_its_sentence_word_for_word(text: str) -> None:
    for sentence in sentences(text):
        assert all(clause.text in sentence for clause in clauses(sentence))


def test_pages_of_blanks_cost_nothing() -> None:
    text = "Je fais" + " " * 30_000 + "la paie." + "\n" * 30_000 + "Fin" + "," * 30_000 + " Oui"
    assert [len(clauses(sentence)) for sentence in sentences(text)] == [1, 1]
