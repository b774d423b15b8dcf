"""Amounts, instruments and legal forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.network import Instrument, Investor, InvestorKind, Project, Stage
from ptce_match.signals import amount, has_shares, instrument, takes_shares_alone
from ptce_match.signals.funding import UNDECIDED, form_words

EQUITY, CURRENT, LOAN, GIFT = Instrument.EQUITY, Instrument.SHAREHOLDER_LOAN, Instrument.LOAN, Instrument.GIFT
euros = st.floats(0, 1e6)


def investor(smallest: float = 0, largest: float = 5000, left: float | None = None, *means: Instrument) -> Investor:
    return Investor(
        "F1", "Un club", InvestorKind.CIGALE, "", "", 30, smallest, largest, means, (), "", available=left
    )  # fmt: skip


def project(form: str) -> Project:
    return Project("P1", "Un projet", "", "", "", "", None, Stage.IDEA, 10_000, form)


@pytest.mark.parametrize(
    "form",
    [
        "SAS",
        "sasu",
        "SARL",
        "S.A.R.L.",
        "S.A.S",
        "EURL",
        "SCOP",
        "SCIC SAS",
        "SAS ESUS",
        "scop (sarl)",
        "Société civile",
    ],
)
def test_companies_have_shares(form: str) -> None:
    assert has_shares(form) is True


@pytest.mark.parametrize(
    "form",
    ["association", "Association loi 1901", "asso", "Associations", "loi 1901", "micro-entreprise", "Micro entrepreneur",
     "auto-entrepreneur", "EI", "E.I.", "entreprise individuelle", "CAE", "couveuse", "fondation"],
)  # fmt: skip
def test_others_have_none(form: str) -> None:
    assert has_shares(form) is False


@pytest.mark.parametrize(
    "form", ["", "pas encore choisi", "à définir", "association ou SCIC", "micro puis SARL", "collectif"]
)
def test_what_is_not_decided_is_not_known(form: str) -> None:
    assert has_shares(form) is None


@pytest.mark.parametrize(
    ("means", "form", "alone"),
    [
        ((EQUITY,), "SASU", True),
        ((EQUITY, CURRENT), "E.U.R.L.", True),
        ((EQUITY,), "SCI", True),
        ((EQUITY,), "SAS", False),
        ((EQUITY,), "", False),
        ((EQUITY, LOAN), "SASU", False),
        ((), "SASU", False),
    ],
)
def test_shares_alone_need_a_place_for_a_partner(means: tuple[Instrument, ...], form: str, *, alone: bool) -> None:
    assert takes_shares_alone(investor(0, 5000, None, *means), project(form)) is alone


def test_the_words_of_a_form_are_singular_and_without_dots() -> None:
    assert form_words("S.A.R.L. (coopératives)") == {"sarl", "cooperative"}
    assert form_words("") == frozenset()


@pytest.mark.parametrize(
    ("means", "form", "value", "usable"),
    [
        ((EQUITY, CURRENT), "SAS", 1.0, (EQUITY, CURRENT)),
        ((EQUITY,), "association", 0.0, ()),
        ((EQUITY, CURRENT), "micro-entreprise", 0.0, ()),
        ((EQUITY,), "", UNDECIDED, (EQUITY,)),
        ((EQUITY, LOAN), "", 1.0, (LOAN,)),
        ((EQUITY, GIFT), "association", 1.0, (GIFT,)),
        ((), "association", UNDECIDED, ()),
    ],
)
def test_instruments_need_a_form_that_can_take_them(
    means: tuple[Instrument, ...], form: str, value: float, usable: tuple[Instrument, ...]
) -> None:
    assert instrument(investor(0, 5000, None, *means), project(form)) == (value, usable)


@pytest.mark.parametrize(
    ("smallest", "largest", "purse", "left", "value"),
    [
        (500, 3000, None, 9000, 1.0),
        (500, 3000, None, 90_000, 0.55),
        (500, 3000, None, 400, 0.0),  # less than the smallest ticket
        (500, 3000, None, 500, 1.0),
        (500, 3000, None, 0, 0.0),  # nothing left to find
        (500, 3000, 400, 9000, 0.0),  # less in the purse than the smallest ticket
        (500, 3000, 500, 9000, 0.5 + 0.5 * 1500 / 9000),
        (0, 3000, 0, 9000, 0.0),  # an empty purse, though any ticket would do
        (0, 0, None, 9000, 0.0),
    ],
)
def test_amounts(smallest: float, largest: float, purse: float | None, left: float, value: float) -> None:
    assert amount(investor(smallest, largest, purse), left) == pytest.approx(value)


@given(euros, euros, st.none() | euros, euros)
def test_an_amount_is_nothing_or_at_least_half(smallest: float, more: float, purse: float | None, left: float) -> None:
    value = amount(investor(smallest, smallest + more, purse), left)
    assert value == 0 or 0.5 <= value <= 1


@given(euros, euros, euros, euros, euros)
def test_a_fuller_purse_never_lowers_it(smallest: float, more: float, a: float, b: float, left: float) -> None:
    poor, rich = (amount(investor(smallest, smallest + more, purse), left) for purse in sorted((a, b)))
    assert poor <= rich
