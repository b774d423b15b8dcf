"""The whole way from decisions to a version that may be promoted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_match import __version__
from ptce_match.errors import InputError
from ptce_match.matcher import Matcher
from ptce_match.models import PRIOR, Evidence
from ptce_match.network import Network
from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.training.ranker.contest import Exposure, contest
from ptce_match.training.ranker.decisions import Decisions
from ptce_match.training.ranker.design import theta_of
from ptce_match.training.ranker.exposure import effective_mentors
from ptce_match.training.ranker.from_network import read_history
from ptce_match.training.ranker.from_rows import read_training_rows
from ptce_match.training.ranker.learning import learn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from ptce_match.encoder import Encoder
    from ptce_match.models import Version
    from ptce_match.training.ranker.contest import Verdict
    from ptce_match.training.ranker.learning import Learned

_SAW_THEM = "Le classement en service avait déjà appris d'une partie de ces décisions, ce qui l'avantage."


@dataclass(frozen=True)
class Retraining:
    """What one learning gave.

    Attributes
    ----------
    learned : Learned
        From all decisions; what would be promoted.
    champion : str
        The version that it was compared with: an identifier, or "prior".
    verdict : Verdict
        Of the contest, in which the challenger never saw the decisions that it was measured on.
    """

    decisions: Decisions
    learned: Learned
    champion: str
    verdict: Verdict

    def evidence(self, now: datetime) -> Evidence:
        """Return what a version keeps about itself; `now` in UTC."""
        gain, exposure = self.verdict.gain, self.verdict.exposure
        return Evidence(
            made_at=now.isoformat(timespec="seconds"),
            parent=self.champion,
            program=__version__,
            data=self.decisions.described(),
            metrics={
                "held_out": self.verdict.held_out,
                "champion_loss": self.verdict.champion_loss,
                "challenger_loss": self.verdict.challenger_loss,
                "gain": None if gain is None else asdict(gain),
                "effective_mentors": None if exposure is None else asdict(exposure),
                "information": self.learned.information,
                "readiness": self.learned.readiness,
            },
            verdict={"wins": self.verdict.wins, "sentences": list(self.verdict.sentences)},
        )


def read_decisions(
    sources: Sequence[str | Path], encoder: Encoder | None = None, progress: Callable[[int, int], None] | None = None
) -> tuple[Decisions, Network | None]:
    """Read the decisions of a network, of exported training rows (.csv), or of both, and the network if there is one.

    Raises
    ------
    InputError
        Several networks, a file that does not exist, or nothing to learn from.
    TableError
        Every fault of the tables.
    """
    paths = [Path(source) for source in sources]
    rows = [path for path in paths if path.suffix.lower() == ".csv" and not path.is_dir()]
    networks = [path for path in paths if path not in rows]
    if len(networks) > 1:
        raise InputError("Un seul réseau à la fois ; les fichiers .csv de décisions peuvent être plusieurs.")
    decisions = read_training_rows(rows) if rows else Decisions()
    network = Network.read(networks[0]) if networks else None
    if network is not None:
        decisions = decisions.joined(read_history(network, encoder, progress))
    if not decisions.pairs:
        raise InputError(
            "Il n'y a aucune décision dont apprendre : il en faut d'acceptées, de refusées ou de notées. "
            "Le classement publié n'a pas besoin d'historique."
        )
    return decisions, network


def retrain(
    decisions: Decisions,
    network: Network | None,
    champion: Version | None,
    today: date,
    encoder: Encoder | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Retraining:
    """Learn from decisions, and compare the result with the version in use.

    Parameters
    ----------
    network : Network or None
        Where the people shown are counted; without one the champion stays.
    champion : Version or None
        None for the prior.
    today : date
        The day on which pauses are judged.
    progress : callable or None
        Given (done, total) in needs of the network.
    """
    learned = learn(decisions)
    weights = MENTOR_PRIOR if champion is None else champion.weights
    exposure = None
    if network is not None and network.needs:
        rankers = [Ranker(weights), Ranker(learned.weights)]
        matcher = Matcher(network, encoder, today, rankers[0])
        exposure = Exposure(*effective_mentors(rankers, matcher, today, progress))
    verdict = contest(theta_of(weights), lambda known: learn(known).theta, decisions, exposure)
    if champion is not None and verdict.gain is not None:
        until = champion.evidence.data.get("until")
        if isinstance(until, str) and until >= decisions.pairs[0].day.isoformat():
            verdict = replace(verdict, sentences=(*verdict.sentences, _SAW_THEM))
    return Retraining(decisions, learned, PRIOR if champion is None else champion.id, verdict)
