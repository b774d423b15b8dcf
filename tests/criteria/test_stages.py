"""At which stages an investor comes in."""

from __future__ import annotations

import pytest

from ptce_match.criteria import clauses
from ptce_match.criteria.stages import read_stages
from ptce_match.network import Stage

LETTERS = dict(zip("iecd", Stage, strict=True))


def signs(text: str) -> str:
    """Return what is read of each stage: accepted as « +c », refused as « -i », in the order of time."""
    verdicts = read_stages(clauses(text))
    return " ".join(
        ("+" if verdicts[stage].accepted else "-") + letter for letter, stage in LETTERS.items() if stage in verdicts
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Jamais une simple idée.", "-i -e"),
        ("Il nous faut deux bilans.", "-i -e -c +d"),
        ("Venez avec un devis.", "-i -e +c +d"),
        ("Dossier de faisabilité terminé.", "-i -e +c +d"),
        ("Immatriculation de moins de douze mois.", "-i -e +c -d"),
        ("De la création jusqu'au troisième exercice.", "-i -e +c +d"),
        ("L'enquête, le petit prototype. Dès que la boîte existe, je laisse la place.", "+i +e -c -d"),
        ("À quelqu'un qui n'a encore rien. Ceux qui tournent déjà n'ont pas besoin de nos sous.", "+i +e +c -d"),
        ("Tous les stades nous vont.", "+i +e +c +d"),
        ("Uniquement la création.", "-i -e +c -d"),
        ("De l'étude au développement.", "-i +e +c +d"),
        ("Vous en êtes à l'étude de marché ? Parfait. Après le premier bilan, frappez ailleurs.", "+i +e +c -d"),
        ("Nous rencontrons les porteurs, mais nous n'investissons qu'une fois la société créée.", "-i -e +c +d"),
        ("Même avant les statuts, on signe au dépôt du capital.", "-i +e +c +d"),
        ("Nous sommes douze et nous aimons les gens.", ""),
        ("On a ouvert le club il y a huit ans autour d'une idée.", ""),
        ("Un avant-projet au minimum.", "-i +e +c +d"),
        ("Nous regardons dès l'étude, si un budget prévisionnel existe.", "-i +e +c +d"),
        ("À partir de la création.", "-i -e +c +d"),
        ("Étude de marché finie ou en cours.", "-i +e +c +d"),
        ("Trois bilans, ou à défaut un carnet de commandes.", "-i -e +c +d"),
        ("Depuis plus d'un an.", "-i -e -c +d"),
        ("Le stade m'est égal, sauf une maison qui tourne déjà.", "+i +e +c -d"),
        ("Nous écoutons dès l'étude, mais nous ne payons qu'une fois la société créée.", "-i -e +c +d"),
        ("Dès que ça tourne, on passe la main.", "+i +e +c -d"),
        ("Celui qui se lance tout seul, ça casse.", ""),
        ("", ""),
    ],
)
def test_stages(text: str, read: str) -> None:
    assert signs(text) == read


def test_what_follows_from_other_words_is_told_apart() -> None:
    verdicts = read_stages(clauses("Uniquement la création."))
    assert verdicts[Stage.CREATION].said
    assert not verdicts[Stage.GROWTH].said
    assert verdicts[Stage.GROWTH].quote == "Uniquement la création."


def test_a_stage_that_is_only_tolerated_is_told_apart() -> None:
    verdicts = read_stages(clauses("La création. Une idée, à la limite."))
    assert verdicts[Stage.IDEA].accepted
    assert verdicts[Stage.IDEA].lukewarm
    assert not verdicts[Stage.CREATION].lukewarm
