"""How honest the mentors' scores are, on the demo network: calibration and abstention, as Markdown for docs/benchmarks.md.

usage: python -m scripts.measure_scores

A pair is right when people judged it 2 or 3. Calibration: over the first ten mentors of each need, the curve is fitted on
four fifths of the needs and measured on the fifth, five times over. Abstention: each need once as it is, and once with
everybody who could help taken away; how many of those who are told that nobody is there truly have nobody.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import logit

from ptce_match import Matcher, Network
from ptce_match.evaluation.qrels import read_mentor_qrels
from ptce_match.matcher.mentors import EXPERTISE_ONLY
from ptce_match.metrics.calibration import calibration_error
from ptce_match.resources import resource
from ptce_match.signals import SignalName

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FOLDS: Final = 5
_SHOWN: Final = 10
_RIGHT: Final = 2


def main() -> int:
    """Print both tables."""
    folder = resource("data", "demo")
    network = Network.read(folder)
    qrels = read_mentor_qrels(folder / "qrels" / "mentors.csv", network)
    matcher = Matcher(network)
    mentors = matcher.mentor_matcher
    needs = {need.id: need for need in network.needs}
    columns = [mentors.pool.row[mentor.id] for mentor in network.mentors]
    found = [
        mentors.signals(query, EXPERTISE_ONLY)
        for query in matcher.queries([needs[need_id] for need_id in qrels.query_ids])
    ]
    expertise = np.array([signals[SignalName.EXPERTISE][columns] for signals in found])
    scores = np.array([mentors.ranker.score(signals)[columns] for signals in found])
    _calibration(expertise, qrels.grades >= _RIGHT)
    _abstention(scores, qrels.grades >= _RIGHT, mentors.ranker.weights.threshold)
    return 0


def _calibration(expertise: NDArray[np.float64], right: NDArray[np.bool_]) -> None:
    from sklearn.linear_model import LogisticRegression

    order = np.argsort(-expertise, axis=1)[:, :_SHOWN]
    values = np.take_along_axis(expertise, order, axis=1)
    truth = np.take_along_axis(right, order, axis=1)
    fold = np.random.default_rng(0).permutation(len(values)) % _FOLDS
    refitted = np.zeros_like(values)
    for number in range(_FOLDS):
        inside, outside = fold != number, fold == number
        model = LogisticRegression(C=1e4).fit(logit(values[inside]).reshape(-1, 1), truth[inside].ravel())
        refitted[outside] = model.predict_proba(logit(values[outside]).reshape(-1, 1))[:, 1].reshape(-1, order.shape[1])
    whole = LogisticRegression(C=1e4).fit(logit(values).reshape(-1, 1), truth.ravel())
    print(f"| first {_SHOWN} of {len(values)} needs | expected calibration error |\n|---|---|")
    print(
        f"| curve fitted on other needs ({_FOLDS} folds) | {calibration_error(refitted.ravel(), truth.ravel()):.3f} |"
    )
    print(f"| the published curve | {calibration_error(values.ravel(), truth.ravel()):.3f} |\n")
    print("| score | pairs | right |\n|---|---|---|")
    bins = np.minimum((values * 10).astype(int), 9)
    for number in np.unique(bins):
        mine = bins == number
        print(f"| {number / 10:.1f} - {(number + 1) / 10:.1f} | {mine.sum()} | {truth[mine].mean():.2f} |")
    slope, intercept = float(whole.coef_[0, 0]), float(whole.intercept_[0])
    print(f"\nLog-odds of the published curve to those of the best one: {slope:.2f} x + {intercept:.2f}.\n")


def _abstention(scores: NDArray[np.float64], right: NDArray[np.bool_], threshold: float) -> None:
    answerable = right.any(axis=1)
    whole = scores[answerable].max(axis=1)
    nobody = np.where(right[answerable], 0.0, scores[answerable]).max(axis=1)
    print("| threshold | told « nobody » where nobody is | told so where somebody is | precision |\n|---|---|---|---|")
    for tried in sorted({0.12, 0.15, 0.2, 0.25, 0.3, threshold}):
        well, wrongly = (nobody < tried).mean(), (whole < tried).mean()
        mark = " (published)" if tried == threshold else ""
        share = well / (well + wrongly) if well + wrongly else float("nan")
        print(f"| {tried:.2f}{mark} | {well:.0%} | {wrongly:.0%} | {share:.2f} |")


if __name__ == "__main__":
    sys.exit(main())
