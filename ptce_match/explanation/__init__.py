"""Reasons and reservations, in French, from the facts behind a score."""

from ptce_match.explanation.counterfactual import counterfactual
from ptce_match.explanation.investors import InvestorFacts, investor_reasons, investor_reservations
from ptce_match.explanation.mentors import MentorFacts, mentor_reasons, mentor_reservations

__all__ = [
    "InvestorFacts",
    "MentorFacts",
    "counterfactual",
    "investor_reasons",
    "investor_reservations",
    "mentor_reasons",
    "mentor_reservations",
]
