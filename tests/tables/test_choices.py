"""Closed lists, and yes or no."""

from __future__ import annotations

import pytest

from ptce_match.network import MentorStatus
from ptce_match.tables import Choice, YesNo
from ptce_match.tables.cells import CellError

from .refusals import problem_of

STATUS = Choice(tuple(MentorStatus))


def test_the_member_of_the_list_is_given_back() -> None:
    assert STATUS.parse("Cheffe d’entreprise") is MentorStatus.EMPLOYER
    assert STATUS.parse("RETRAITEE") is MentorStatus.RETIRED


def test_a_slip_gets_a_hint() -> None:
    assert problem_of(STATUS, "retriaté") == "« retriaté » n'existe pas, vouliez-vous dire « retraité » ?"
    assert problem_of(STATUS, "astronaute") == ""
    assert "demandeur d'emploi" in STATUS.expected


def test_wordings_that_cannot_be_told_apart_are_a_mistake_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="cannot be told apart"):
        Choice(("retraité", "retraitée"))


def test_only_members_are_written() -> None:
    assert STATUS.render(MentorStatus.STUDENT) == "étudiant"
    with pytest.raises(CellError):
        STATUS.render("etudiant")


@pytest.mark.parametrize("cell", ["oui", "Oui", "O", "x", "X", "vrai", "VRAI", "1", 1.0, "true"])
def test_yes(cell: str | float) -> None:
    assert YesNo().parse(cell) is True


@pytest.mark.parametrize("cell", ["non", "N", "faux", "0", 0.0, "false"])
def test_no(cell: str | float) -> None:
    assert YesNo().parse(cell) is False


def test_perhaps_is_refused() -> None:
    problem_of(YesNo(), "peut-être")
    assert (YesNo().render(True), YesNo().render(False)) == ("oui", "non")
