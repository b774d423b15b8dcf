"""The methods that can be measured, by name: baselines to beat, and what the product does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from ptce_match.errors import InputError
from ptce_match.evaluation.text_scorers import Bm25Scorer, DenseScorer, TextScorer, TfidfScorer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ptce_match.encoder import Encoder
    from ptce_match.network import Network
    from ptce_match.network.entities import Investor, Mentor, Need, Project


class Method(Protocol):
    """A way of scoring mentors for needs and investors for projects, on expertise and fit alone.

    Attributes
    ----------
    name : str
        As given on the command line.
    encoder_name : str or None
        `model_id` of the encoder that its vectors come from, None where it uses none.
    """

    @property
    def name(self) -> str: ...  # noqa: D102  # told in the class docstring

    @property
    def encoder_name(self) -> str | None: ...  # noqa: D102  # told in the class docstring

    def mentor_scores(self, network: Network, needs: Sequence[Need]) -> NDArray[np.floating]:
        """Return the score of each mentor of the network for each of `needs`, shape (n_needs, n_mentors)."""
        ...

    def investor_scores(self, network: Network, projects: Sequence[Project]) -> NDArray[np.floating]:
        """Return the score of each investor for each of `projects`, shape (n_projects, n_investors)."""
        ...


@dataclass(frozen=True, slots=True)
class TextMethod:
    """A baseline: the text of a need against all that a mentor wrote, the text of a project against criteria."""

    name: str
    scorer: TextScorer
    encoder_name: str | None = None

    def mentor_scores(self, network: Network, needs: Sequence[Need]) -> NDArray[np.floating]:
        """Return the scorer's scores, shape (n_needs, n_mentors)."""
        return self.scorer.scores([need.text for need in needs], [mentor_text(mentor) for mentor in network.mentors])

    def investor_scores(self, network: Network, projects: Sequence[Project]) -> NDArray[np.floating]:
        """Return the scorer's scores, shape (n_projects, n_investors)."""
        texts = [project_text(project) for project in projects]
        return self.scorer.scores(texts, [investor_text(investor) for investor in network.investors])


def mentor_text(mentor: Mentor) -> str:
    """Return the profile and tags of a mentor; the name stays out, so that no one is found by it."""
    return "\n".join(part for part in (mentor.profile, ", ".join(mentor.tags)) if part)


def project_text(project: Project) -> str:
    """Return the title and description of a project."""
    return f"{project.title}\n{project.description}"


def investor_text(investor: Investor) -> str:
    """Return the criteria of an investor."""
    return investor.criteria


def chosen_encoder(encoder: Encoder | None) -> Encoder:
    """Return `encoder`, or the default one where it is None; the default is only loaded when a method needs it."""
    if encoder is not None:
        return encoder
    from ptce_match.encoder import default_encoder

    return default_encoder()


def _default(encoder: Encoder | None) -> Method:
    from ptce_match.evaluation.engine import EngineMethod

    return EngineMethod(chosen_encoder(encoder))


def _bm25(_encoder: Encoder | None) -> Method:
    return TextMethod("bm25", Bm25Scorer())


def _tfidf(_encoder: Encoder | None) -> Method:
    return TextMethod("tfidf", TfidfScorer())


def _dense(encoder: Encoder | None) -> Method:
    encoder = chosen_encoder(encoder)
    return TextMethod("dense", DenseScorer(encoder, "need", "profile"), encoder.model_id)


# Each entry builds a method from the encoder that was asked for (None = the default one). An entry that imports the
# matcher does so inside its function: the matcher may be heavy, and the baselines must run without it.
METHODS: Final[dict[str, Callable[[Encoder | None], Method]]] = {
    "default": _default,
    "bm25": _bm25,
    "tfidf": _tfidf,
    "dense": _dense,
}


def method_named(name: str, encoder: Encoder | None = None) -> Method:
    """Return the method of that name.

    Raises
    ------
    InputError
        No method bears that name.
    """
    if name not in METHODS:
        raise InputError(f"La méthode « {name} » n'existe pas. Méthodes possibles : {', '.join(METHODS)}.")
    return METHODS[name](encoder)
