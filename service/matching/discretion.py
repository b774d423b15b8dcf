"""What somebody outside the team may read of a suggestion.

A sentence of the profile is meant to be shown. What a mentor refuses to do, how others rated them and what became of
earlier requests is between them and the team; e-mail addresses and telephone numbers wait until both sides agreed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ptce_match.signals import LABELS, SignalName
from service.matching.schemas import SignalView, SuggestionView
from service.pairings.discretion import without_contacts
from service.people.names import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.access.actor import Actor
    from service.matching.models import Shown

_PRIVATE: Final = frozenset({SignalName.REFUSAL, SignalName.FEEDBACK, SignalName.COLLABORATION})


def suggestion_view(actor: Actor, row: Shown, name: str) -> SuggestionView:
    """Return a suggestion as the actor may see it.

    Parameters
    ----------
    name : str
        The full name; that of a mentor is shortened outside the team.
    """
    whole = SuggestionView(
        position=row.position,
        id=row.mentor_id or row.investor_id or row.partner_id or "",
        name=name,
        score=row.score,
        signals=[SignalView(name=key, label=_label(key), value=row.signals[key]) for key in _ordered(row.signals)],
        reasons=row.reasons,
        reservations=row.reservations,
        counterfactual=row.counterfactual,
    )
    return whole if actor.team else _outside(whole, row)


def _outside(whole: SuggestionView, row: Shown) -> SuggestionView:
    pairs = zip(row.reservations, row.rests_on, strict=True)
    hidden = [_label(name) for name in _PRIVATE]
    told = not any(label.lower() in whole.counterfactual for label in hidden)
    return whole.model_copy(
        update={
            "name": short_name(whole.name) if row.mentor_id else whole.name,
            "signals": [signal for signal in whole.signals if signal.name not in _PRIVATE],
            "reasons": [without_contacts(reason) for reason in whole.reasons],
            "reservations": [without_contacts(text) for text, name in pairs if name not in _PRIVATE],
            "counterfactual": whole.counterfactual if told else "",
        }
    )


def _ordered(names: Iterable[str]) -> list[str]:
    # PostgreSQL keeps the keys of an object in an order of its own.
    order = {str(name): place for place, name in enumerate(SignalName)}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))


def _label(name: str) -> str:
    return LABELS.get(SignalName(name), name) if name in set(SignalName) else name
