"""The engine itself as a method to be measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ptce_match.matcher import Matcher
from ptce_match.matcher.mentors import EXPERTISE_ONLY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.network import Need, Network, Project


class EngineMethod:
    """The published ranking: mentors by expertise alone, investors by everything.

    Territory, availability, capacity and past decisions are switched off for mentors, as the judgments speak only of
    what somebody can do. An investor whom a hard rule excludes ranks behind every other, at -1.

    Parameters
    ----------
    encoder : Encoder
        Gives the vectors.
    """

    name = "default"

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.encoder_name = encoder.model_id

    def mentor_scores(self, network: Network, needs: Sequence[Need]) -> NDArray[np.floating]:
        """Return the score of each need with each mentor, shape (n_needs, n_mentors)."""
        matcher = Matcher(network, self._encoder)
        mentors = matcher.mentor_matcher
        columns = [mentors.pool.row[mentor.id] for mentor in network.mentors]
        scores = np.zeros((len(needs), len(columns)))
        for row, query in enumerate(matcher.queries(needs)):
            scores[row] = mentors.ranker.score(mentors.signals(query, EXPERTISE_ONLY))[columns]
        return scores

    def investor_scores(self, network: Network, projects: Sequence[Project]) -> NDArray[np.floating]:
        """Return the score of each project with each investor, shape (n_projects, n_investors)."""
        matcher = Matcher(network, self._encoder)
        investors = matcher.investor_matcher
        place = {investor.id: row for row, investor in enumerate(investors.investors)}
        columns = [place[investor.id] for investor in network.investors]
        scores = np.zeros((len(projects), len(columns)))
        for row, project in enumerate(projects):
            found, excluded = investors.scores(matcher.project_query(project), project)
            found[list(excluded)] = -1.0
            scores[row] = found[columns]
        return scores
