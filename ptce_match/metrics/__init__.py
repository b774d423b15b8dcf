"""How good a ranking is, query by query, and how sure we are of the mean."""

from ptce_match.metrics.bootstrap import PairedDifference, bootstrap_interval, mean, paired_bootstrap
from ptce_match.metrics.first import hit, hit3, mrr, top1
from ptce_match.metrics.gain import ndcg
from ptce_match.metrics.recall import average_precision, recall

__all__ = [
    "PairedDifference",
    "average_precision",
    "bootstrap_interval",
    "hit",
    "hit3",
    "mean",
    "mrr",
    "ndcg",
    "paired_bootstrap",
    "recall",
    "top1",
]
