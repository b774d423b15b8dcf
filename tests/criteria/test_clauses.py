"""Criteria cut into clauses, and what each does to what it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.criteria import Stance, clauses


def stance_of(text: str, piece: str) -> Stance:
    """Return the stance of the first clause that holds `piece`."""
    return next(clause.stance for clause in clauses(text) if piece in clause.text)


@pytest.mark.parametrize(
    ("text", "piece", "stance"),
    [
        ("On prend des parts.", "parts", Stance.PLAIN),
        ("On ne met pas un sou dans une association.", "association", Stance.REFUSED),
        ("Pas d'alcool, de tabac, de jeux.", "tabac", Stance.REFUSED),
        ("Crypto, paris en ligne : non merci.", "Crypto", Stance.REFUSED),
        ("Hors champ : commerce de gros, immobilier.", "immobilier", Stance.REFUSED),
        ("Tout nous va, sauf la restauration.", "restauration", Stance.REFUSED),
        ("Pas de restauration, sauf les cantines.", "cantines", Stance.WELCOME),
        ("Les associations ne sont pas exclues.", "associations", Stance.WELCOME),
        ("Je n'ai rien contre les associations.", "associations", Stance.WELCOME),
        ("Nous n'aidons que des associations.", "associations", Stance.WELCOME),
        ("Peu importe le statut.", "statut", Stance.NEEDLESS),
        ("Pas besoin de statuts.", "statuts", Stance.NEEDLESS),
        ("Ceux qui tournent déjà n'ont pas besoin de nous.", "tournent", Stance.REFUSED),
        ("Le jour du Kbis, je passe à quelqu'un d'autre.", "Kbis", Stance.ENDED),
        ("Une fois que ça embauche je sors.", "embauche", Stance.ENDED),
        ("Une SASU, même sympathique, ne nous intéresse pas.", "SASU", Stance.REFUSED),
        ("La seule chose qu'on refuse, c'est le bruit.", "bruit", Stance.REFUSED),
        ("Celui qui rêve encore, on ne l'aide pas.", "rêve", Stance.REFUSED),
        ("Tant que vous n'avez pas de local, ne venez pas.", "local", Stance.WELCOME),
        ("Exploitation en société, sinon mon notaire refuse.", "société", Stance.WELCOME),
        ("Ne peuvent être retenues que des fermes.", "fermes", Stance.WELCOME),
        ("Que des fermes, car les usines ont leurs banques.", "usines", Stance.REFUSED),
        ("Il faut deux devis, sauf pour les écoles.", "écoles", Stance.WELCOME),
        ("Tout nous plaît, à part les usines.", "usines", Stance.REFUSED),
        ("N'entrent pas ici : les fondations, les syndicats.", "fondations", Stance.REFUSED),
        ("J'aide un voisin, pas une enseigne : potier, vannière.", "potier", Stance.PLAIN),
        ("Diplômés ou pas, venez.", "Diplômés", Stance.NEEDLESS),
        ("Les usines qui grossissent, non merci.", "usines", Stance.REFUSED),
        ("On vient quand le four est allumé, les plans se paieront ailleurs.", "four", Stance.PLAIN),
        ("Les usines doivent s'adresser à la Région.", "usines", Stance.REFUSED),
        ("Les usines sont financées par ailleurs.", "usines", Stance.REFUSED),
        ("On préfère les fermes, sans s'interdire un moulin.", "moulin", Stance.WELCOME),
    ],
)
def test_stances(text: str, piece: str, stance: Stance) -> None:
    assert stance_of(text, piece) is stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Les auto-entrepreneurs ? Non plus.", Stance.REFUSED),
        ("Une idée ? Parfait.", Stance.WELCOME),
        ("Vous n'avez pas de devis ? Revenez.", Stance.WELCOME),
        ("On nous demande si on finance les associations. Non.", Stance.REFUSED),
    ],
)
def test_an_answer_governs_the_question(text: str, stance: Stance) -> None:
    assert clauses(text)[0].stance is stance


def test_only_is_seen() -> None:
    by_text = {clause.text: clause.exclusive for clause in clauses("Des SCOP uniquement. Des SARL aussi.")}
    assert by_text == {"Des SCOP uniquement.": True, "Des SARL aussi.": False}


_BITS = st.sampled_from(
    ["association", "ne", "pas", "sauf", "ni", "que", "une idée", "?", ". ", ", ", " ; ", ": ", "mais", "Non.", "c'est", "« oui »", "quand"]
)  # fmt: skip


@given(st.lists(_BITS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_clauses_stand_in_their_sentence_and_sentences_in_the_text(text: str) -> None:
    plain = text.replace("’", "'")
    for clause in clauses(text):
        assert clause.text in clause.sentence
        assert "".join(clause.sentence.split()) in "".join(plain.split())
        assert not (clause.exclusive and clause.stance is Stance.REFUSED and "la" not in clause.sentence)


def test_where_those_turned_away_may_go_is_not_turned_away() -> None:
    (clause,) = clauses("Les crèches sont orientées vers la caisse des écoles.")
    assert clause.stance is Stance.REFUSED
    assert "creches" in clause.words
    assert "ecoles" not in clause.words
    assert clause.text == "Les crèches sont orientées vers la caisse des écoles."
