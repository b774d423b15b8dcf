"""Weights, and the score that they give."""

from ptce_match.ranker.prior import INVESTOR_PRIOR, MENTOR_PRIOR, PARTNER_PRIOR, Weight, Weights
from ptce_match.ranker.ranker import Ranker, log_odds

__all__ = ["INVESTOR_PRIOR", "MENTOR_PRIOR", "PARTNER_PRIOR", "Ranker", "Weight", "Weights", "log_odds"]
