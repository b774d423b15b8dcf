"""The face of the engine."""

from ptce_match.matcher.matcher import Matcher
from ptce_match.matcher.query import Query
from ptce_match.matcher.suggestion import (
    Exclusion,
    InvestorSuggestion,
    MentorSuggestion,
    PartnerSuggestion,
    Ranking,
    Suggestion,
)

__all__ = [
    "Exclusion",
    "InvestorSuggestion",
    "Matcher",
    "MentorSuggestion",
    "PartnerSuggestion",
    "Query",
    "Ranking",
    "Suggestion",
]
