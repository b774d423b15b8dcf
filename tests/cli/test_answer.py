"""The answer as text: nobody who was left out disappears without a word."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from ptce_match import Matcher, Network
from ptce_match.cli.answer import Answer, AnsweredNeed, as_json, print_answer

if TYPE_CHECKING:
    from ptce_match.encoder import CachedEncoder


@pytest.fixture
def answer(demo_network: Network, encoder: CachedEncoder) -> Answer:
    matcher = Matcher(demo_network, encoder)
    [query] = matcher.queries([demo_network.need("N022")])
    answered = AnsweredNeed(query, matcher.mentor_ranking(query, 2), matcher.partner_ranking(query, 2))
    return Answer(
        demo_network.project("P07"),
        (answered,),
        matcher.investor_ranking("P07", 2),
        matcher.encoder.model_id,
        matcher.mentor_matcher.ranker.weights,
    )


def text_of(answer: Answer) -> str:
    file = io.StringIO()
    print_answer(answer, Console(file=file, width=1000))
    return file.getvalue()


def test_three_exclusions_are_told_and_the_others_counted(answer: Answer) -> None:
    assert answer.investors is not None
    excluded = len(answer.investors.excluded)
    assert excluded > 4
    money = text_of(answer).partition("Financement")[2]
    assert money.count("Écarté : ") == 3
    assert f"  Et {excluded - 3} autres écartés ; --json donne la liste entière.\n" in money


def test_json_tells_them_all(answer: Answer) -> None:
    assert answer.investors is not None
    assert len(as_json(answer)["investors"]["excluded"]) == len(answer.investors.excluded)


def test_the_model_and_the_weights_are_named(answer: Answer) -> None:
    assert as_json(answer)["model"] == {"encoder": answer.encoder, "ranker": "prior-mentors-4"}


def test_money_is_marked_as_the_teams_own(answer: Answer) -> None:
    assert "Financement (réservé à l'équipe d'animation)" in text_of(answer)
