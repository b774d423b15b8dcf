"""Partners: whose offer answers a need."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ptce_match import Matcher
from ptce_match.network import Conflict, Partner
from tests.matcher.networks import BASE, PLACES, TODAY, SmallMatcher

if TYPE_CHECKING:
    from ptce_match.encoder import CachedEncoder

BANK = Partner(
    "T1", "La caisse", "banque", *PLACES[0][:2], "Atelier de compta et de paie pour les associations.", PLACES[0][2]
)
FAR = replace(BANK, id="T2", offer="Location de bennes et de gravats.")


def test_the_offer_and_the_distance_are_the_reasons() -> None:
    (found,) = SmallMatcher(replace(BASE, partners=(BANK,))).partners("N1")
    assert found.reasons == (
        "Son offre : « Atelier de compta et de paie pour les associations. »",
        "À moins d'un kilomètre",
    )
    assert found.partner is BANK


def test_an_offer_that_answers_comes_before_one_that_does_not(encoder: CachedEncoder) -> None:
    matcher = Matcher(replace(BASE, partners=(FAR, BANK)), encoder, TODAY)
    ranking = matcher.partner_ranking(matcher.query("N1"))
    assert ranking.suggestions[0].partner is BANK
    assert FAR not in [found.partner for found in ranking.suggestions]


def test_a_partner_in_conflict_with_the_project_stays_away() -> None:
    made = replace(BASE, partners=(BANK,), conflicts=(Conflict("T1", "P1", reason="même présidente"),))
    matcher = SmallMatcher(made)
    ranking = matcher.partner_ranking(matcher.query("N1"))
    assert ranking.suggestions == ()
    assert ranking.excluded[0].rule == "conflit d'intérêts déclaré avec ce projet : même présidente"
    assert ranking.best_score == 0.0
    assert len(matcher.partner_ranking(matcher.text_query("la compta")).suggestions) == 1
