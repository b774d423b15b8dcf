"""Does this money suit this project? Amounts, instruments and legal forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ptce_match.lexical import fold
from ptce_match.network import Instrument

if TYPE_CHECKING:
    from ptce_match.network import Investor, Project

_COMPANIES: Final = frozenset(
    {
        "sarl",
        "sas",
        "sasu",
        "eurl",
        "scop",
        "scic",
        "sa",
        "sci",
        "selarl",
        "snc",
        "scea",
        "gaec",
        "earl",
        "gfa",
        "sca",
        "societe",
    }
)
_SHARES: Final = frozenset({Instrument.EQUITY, Instrument.SHAREHOLDER_LOAN})

_NO_PLACE: Final = frozenset({"eurl", "sasu", "sci"})
_NO_SHARES: Final = frozenset(
    {
        "association",
        "asso",
        "1901",
        "micro",
        "microentreprise",
        "microentrepreneur",
        "autoentreprise",
        "autoentrepreneur",
        "ei",
        "eirl",
        "individuelle",
        "cae",
        "couveuse",
        "fondation",
    }
)
_ACRONYM: Final = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?(?![a-z])")
_AUTO: Final = re.compile(r"\b(auto|micro)[\s-]+entrepr")

UNDECIDED: Final = 0.6
"""Value of shares in a project whose legal form is not chosen yet: possible, if it becomes a company."""


def form_words(legal_form: str) -> frozenset[str]:
    """Return the folded words of a legal form, in the singular, such as ``{"sas", "esus"}`` for « S.A.S. ESUS »."""
    folded = _ACRONYM.sub(lambda found: found[0].replace(".", ""), fold(legal_form))
    words = re.findall(r"[a-z0-9]+", _AUTO.sub(r"\1entrepr", folded))
    return frozenset(word.removesuffix("s") if len(word) > 4 else word for word in words)


def has_shares(legal_form: str) -> bool | None:
    """Tell whether a legal form has shares that an investor can take; None when it is not decided or not known.

    « Association ou SCIC » is not decided.
    """
    names = form_words(legal_form)
    with_shares, without = bool(names & _COMPANIES), bool(names & _NO_SHARES)
    return None if with_shares == without else with_shares


def instrument(investor: Investor, project: Project) -> tuple[float, tuple[Instrument, ...]]:
    """Return the best value among the investor's instruments for the project's form, and the usable instruments.

    0 means that none can be used: there are no shares to take, and nothing else is offered.
    """
    shares = has_shares(project.legal_form)
    value = {i: 1.0 for i in investor.instruments if i not in _SHARES}
    if shares is not False:
        value |= {i: 1.0 if shares else UNDECIDED for i in investor.instruments if i in _SHARES}
    if not investor.instruments:
        return UNDECIDED, ()
    best = max(value.values(), default=0.0)
    return best, tuple(i for i in investor.instruments if value.get(i) == best and best > 0)


def takes_shares_alone(investor: Investor, project: Project) -> bool:
    """Tell whether an investor brings nothing but shares to a company that has no place for another partner.

    An EURL or a SASU has one partner; an SCI owns walls and earns nothing that a club could share.
    """
    forms = form_words(project.legal_form)
    return bool(investor.instruments) and set(investor.instruments) <= _SHARES and bool(forms & _NO_PLACE)


def amount(investor: Investor, amount_left: float) -> float:
    """Return how well a ticket suits what is left to find, in 0..1.

    0 when the project needs less than the smallest ticket, or when the investor has less than that left to place.
    Otherwise the share of the sum that one ticket can cover, from 0.5 (a small stone in a large wall, still useful,
    since several investors can share a project) to 1 (a third or more).
    """
    purse = investor.ticket_max if investor.available is None else min(investor.ticket_max, investor.available)
    if amount_left < investor.ticket_min or amount_left <= 0 or purse < max(investor.ticket_min, 1e-9):
        return 0.0
    return 0.5 + 0.5 * min(1.0, 3.0 * purse / amount_left)
