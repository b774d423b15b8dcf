"""How often the team takes up suggestions, and mentors say yes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from service.insight.proportions import wilson
from service.insight.repository import flow, kept
from service.insight.schemas import Acceptance, OutcomeRow
from service.insight.suppression import NOTHING, OTHERS, Cell, Row
from service.pairings.reasons import LABELS
from service.pairings.states import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

    from service.insight.proportions import Rate
    from service.insight.question import Question
    from service.insight.repository.flow import Outcomes

TAKEN: Final = "taken"
REJECTED: Final = "rejected"
ACCEPTED: Final = "accepted"
DECLINED: Final = "declined"
EXPIRED: Final = "expired"
PENDING: Final = "pending"
WITHDRAWN: Final = "withdrawn"
_ERASED: Final = "erased"
_NAMES: Final = {
    TAKEN: "retenue",
    REJECTED: "écartée",
    ACCEPTED: "acceptée",
    DECLINED: "refusée",
    EXPIRED: "restée sans réponse",
    PENDING: "en attente de réponse",
    WITHDRAWN: "retirée avant la réponse",
}
_OTHER_REASONS: Final = {"": "motif non indiqué", _ERASED: "motif effacé avec la personne"}
ASKED_STATES: Final = {
    State.ACCEPTED: ACCEPTED,
    State.AGREED: ACCEPTED,
    State.CLOSED: ACCEPTED,
    State.DECLINED_BY_HOLDER: ACCEPTED,
    State.DECLINED: DECLINED,
    State.EXPIRED: EXPIRED,
    State.ASKED: WITHDRAWN,
}


def by_team(session: Session, question: Question) -> Acceptance:
    """Return what the team did with suggestions of mentors within a period."""
    tally = Tally(REJECTED)
    for group in flow.decided(session, question.period, people=question.protected):
        # Withdrawn without an answer: it says nothing about the suggestion.
        if group.state != State.WITHDRAWN or group.answered:
            rejected = group.state == State.REJECTED
            tally.add(REJECTED if rejected else TAKEN, group.reason, group.number, group.behind)
    _add_erased(session, question, tally, dict.fromkeys(ASKED_STATES, TAKEN) | {State.REJECTED: REJECTED})
    return _told(question, tally, TAKEN)


def by_mentors(session: Session, question: Question) -> Acceptance:
    """Return what mentors answered to the requests of a period."""
    tally = Tally(DECLINED)
    for group in flow.asked(session, question.period, people=question.protected):
        tally.add(answer(group), group.reason, group.number, group.behind)
    _add_erased(session, question, tally, ASKED_STATES)
    return _told(question, tally, ACCEPTED)


def answer(group: Outcomes) -> str:
    """Return what a mentor made of a request."""
    match group.state:
        case State.ASKED:
            return PENDING
        case State.DECLINED:
            return DECLINED
        case State.EXPIRED:
            return EXPIRED
        case State.WITHDRAWN if not group.answered:
            return WITHDRAWN
        case _:
            return ACCEPTED


@dataclass
class Tally:
    """Counts by outcome, and by reason for the one outcome, `refusal`, that has reasons."""

    refusal: str
    _numbers: Counter[tuple[str, str]] = field(default_factory=Counter)
    _people: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, outcome: str, reason: str | None, number: int, behind: str | None = None) -> None:
        """Count `number` of one outcome, and who stands behind them, where that is asked."""
        key = (outcome, reason or "" if outcome == self.refusal else "")
        self._numbers[key] += number
        if behind is not None:
            self._people[key].add(behind)

    def outcomes(self) -> list[Row]:
        """Return one row an outcome, in the order of `_NAMES`."""
        cells = self._cells()
        sums = {name: sum((cell for (each, _), cell in cells if each == name), NOTHING) for name in _NAMES}
        return [Row(name, (cell,)) for name, cell in sums.items() if cell.count]

    def reasons(self) -> list[Row]:
        """Return one row a reason, the most frequent first."""
        rows = [Row(reason, (cell,)) for (outcome, reason), cell in self._cells() if outcome == self.refusal]
        return sorted(rows, key=lambda row: (-row.total.count, row.label))

    def _cells(self) -> list[tuple[tuple[str, str], Cell]]:
        return [(key, Cell(number, frozenset(self._people[key]))) for key, number in self._numbers.items()]


def _add_erased(session: Session, question: Question, tally: Tally, outcomes: Mapping[State, str]) -> None:
    for label, number in kept.by_label(session, question.period, "pairing").items():
        kind, _, state = label.partition("/")
        if kind == "mentor" and state in outcomes:
            tally.add(outcomes[State(state)], _ERASED, number)


def _told(question: Question, tally: Tally, yes: str) -> Acceptance:
    outcomes = question.table(tally.outcomes(), 1)
    counts = {row.label: row.total.count for row in outcomes.rows}
    # The reasons add up to the refusals: where these are merged with others, their sum would part them again.
    reasons = question.table(tally.reasons() if tally.refusal in counts else [], 1)
    refused = counts.get(tally.refusal, 0)
    return Acceptance.to(
        question,
        total=None if outcomes.total is None else outcomes.total.total.count,
        outcomes=[_outcome(row, sum(counts.values())) for row in outcomes.rows],
        reasons=[_reason(row, tally.refusal, refused) for row in reasons.rows],
        accepted_of_answers=_rate(counts, yes, tally.refusal),
        accepted_of_ended=_rate(counts, yes, tally.refusal, EXPIRED),
    )


def _rate(counts: Mapping[str, int], yes: str, *others: str) -> Rate | None:
    if OTHERS in counts:
        return None
    return wilson(counts.get(yes, 0), sum(counts.get(name, 0) for name in (yes, *others)))


def _outcome(row: Row, whole: int) -> OutcomeRow:
    number = row.total.count
    label = _NAMES.get(row.label, row.label)
    return OutcomeRow(
        outcome="others" if row.label == OTHERS else row.label,
        reason=None,
        label=label,
        number=number,
        share=wilson(number, whole),
    )


def _reason(row: Row, refusal: str, whole: int) -> OutcomeRow:
    number = row.total.count
    label = _OTHER_REASONS.get(row.label) or LABELS.get(row.label, row.label)
    return OutcomeRow(outcome=refusal, reason=row.label, label=label, number=number, share=wilson(number, whole))
