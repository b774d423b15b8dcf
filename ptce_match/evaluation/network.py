"""Measuring a method on a network whose suggestions were judged by people."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_match.errors import InputError
from ptce_match.evaluation.methods import Method, method_named
from ptce_match.evaluation.qrels import Qrels, read_investor_qrels, read_mentor_qrels
from ptce_match.evaluation.scorecard import Scorecard
from ptce_match.metrics import hit3, mrr, ndcg, recall, top1

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.network import Network


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a method is worth on a network.

    Attributes
    ----------
    mentors, investors : Scorecard or None
        Each over its judged needs or projects; None where no judgments were given.
    method : str
        Name of the method.
    encoder : str or None
        `model_id` of the encoder; None where the method uses none.
    seconds : float
        Wall time of scoring, and of building the method where it was given by name; without the reading of files
        and the metrics.
    """

    mentors: Scorecard | None
    investors: Scorecard | None
    method: str
    encoder: str | None
    seconds: float

    def as_json(self) -> dict[str, object]:
        """Return the JSON document of ``ptce-match evaluate --json``; without judgments of a side, it is not there."""
        sides = {"mentors": self.mentors, "investors": self.investors}
        measured = {side: {**card.means(), "ci95": card.intervals()} for side, card in sides.items() if card}
        return {**measured, "method": self.method, "encoder": self.encoder, "seconds": self.seconds}


def evaluate(
    network: Network,
    method: str | Method = "default",
    qrels_mentors: Path | str | None = None,
    qrels_investors: Path | str | None = None,
    encoder: Encoder | None = None,
) -> Evaluation:
    """Measure a method on the judgments of a network.

    Parameters
    ----------
    network : Network
        All its mentors are ranked for each judged need, all its investors for each judged project.
    method : str or Method
        A name of `METHODS`, or a method of your own.
    qrels_mentors, qrels_investors : path, optional
        CSV files of judgments; at least one.
    encoder : Encoder, optional
        For a method given by name; the default encoder where None.

    Raises
    ------
    InputError
        No judgments at all, an unknown method, or a file that cannot be opened.
    TableError
        A file of judgments has faults; nothing is measured then.
    """
    if qrels_mentors is None and qrels_investors is None:
        raise InputError("Il faut au moins un fichier de jugements, sur les bénévoles ou sur les investisseurs.")
    mentors = read_mentor_qrels(qrels_mentors, network) if qrels_mentors is not None else None
    investors = read_investor_qrels(qrels_investors, network) if qrels_investors is not None else None
    started = time.perf_counter()
    chosen = method_named(method, encoder) if isinstance(method, str) else method
    mentor_scores = _mentor_scores(chosen, network, mentors) if mentors else None
    investor_scores = _investor_scores(chosen, network, investors) if investors else None
    seconds = time.perf_counter() - started
    return Evaluation(
        mentors=_mentor_card(mentors, mentor_scores) if mentors and mentor_scores is not None else None,
        investors=_investor_card(investors, investor_scores) if investors and investor_scores is not None else None,
        method=chosen.name,
        encoder=chosen.encoder_name,
        seconds=seconds,
    )


def _mentor_scores(method: Method, network: Network, qrels: Qrels) -> NDArray[np.floating]:
    needs = {need.id: need for need in network.needs}
    return method.mentor_scores(network, [needs[need_id] for need_id in qrels.query_ids])


def _investor_scores(method: Method, network: Network, qrels: Qrels) -> NDArray[np.floating]:
    projects = {project.id: project for project in network.projects}
    return method.investor_scores(network, [projects[project_id] for project_id in qrels.query_ids])


def _mentor_card(qrels: Qrels, scores: NDArray[np.floating]) -> Scorecard:
    values = {
        "ndcg@5": ndcg(scores, qrels.grades, 5),
        "mrr": mrr(scores, qrels.grades),
        "top1": top1(scores, qrels.grades),
        "hit3@5": hit3(scores, qrels.grades, 5),
        "recall@10": recall(scores, qrels.grades, 10),
    }
    return Scorecard(qrels.query_ids, values)


def _investor_card(qrels: Qrels, scores: NDArray[np.floating]) -> Scorecard:
    return Scorecard(qrels.query_ids, {"ndcg@5": ndcg(scores, qrels.grades, 5), "mrr": mrr(scores, qrels.grades)})
