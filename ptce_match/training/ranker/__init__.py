"""Learning from decisions: how the published weights of the mentors' ranker move with what a team decides."""

from ptce_match.training.ranker.contest import Verdict, contest
from ptce_match.training.ranker.decisions import Decisions, JudgedPair, Judgment
from ptce_match.training.ranker.exposure import effective_mentors
from ptce_match.training.ranker.from_network import read_history
from ptce_match.training.ranker.from_rows import read_training_rows
from ptce_match.training.ranker.learning import Learned, learn
from ptce_match.training.ranker.retraining import Retraining, read_decisions, retrain

__all__ = [
    "Decisions",
    "JudgedPair",
    "Judgment",
    "Learned",
    "Retraining",
    "Verdict",
    "contest",
    "effective_mentors",
    "learn",
    "read_decisions",
    "read_history",
    "read_training_rows",
    "retrain",
]
