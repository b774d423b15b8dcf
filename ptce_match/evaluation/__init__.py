"""What a method is worth, measured on judgments that people made."""

from ptce_match.evaluation.benchmark import LABEL_METHODS, Benchmark, benchmark
from ptce_match.evaluation.methods import METHODS, Method, method_named
from ptce_match.evaluation.network import Evaluation, evaluate
from ptce_match.evaluation.qrels import Qrels, read_investor_qrels, read_mentor_qrels
from ptce_match.evaluation.scorecard import Scorecard

__all__ = [
    "LABEL_METHODS",
    "METHODS",
    "Benchmark",
    "Evaluation",
    "Method",
    "Qrels",
    "Scorecard",
    "benchmark",
    "evaluate",
    "method_named",
    "read_investor_qrels",
    "read_mentor_qrels",
]
