"""A person's pairings, with what they may know of the other side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from service.pairings import repository as pairings
from service.pairings.discretion import without_contacts
from service.pairings.standing import SEEN_BY_HOLDER
from service.people.names import short_name
from service.privacy.inventory import exported
from service.privacy.repository import belongings as owned

if TYPE_CHECKING:
    from sqlmodel import Session

    from service.pairings.standing import Standing
    from service.people.models import Person
    from service.privacy.repository.belongings import Belongings

_OTHERS: Final = frozenset({"mentor_id", "investor_id", "partner_id", "comment"})
"""Columns about the one who was suggested, which the holder does not get to see."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The pairings of a person that they may know of."""

    ids: list[str]
    items: list[dict[str, Any]]


def pairing_items(session: Session, belongings: Belongings) -> Seen:
    """Return a person's pairings: all in which they were suggested, and for their projects those that came about."""
    parties = set(belongings.parties)
    found = Seen([], [])
    for standing in pairings.standings(session, owned.pairings(session, belongings)):
        pairing = standing.pairing
        suggested = bool(parties & {pairing.mentor_id, pairing.investor_id, pairing.partner_id})
        if suggested or standing.state in SEEN_BY_HOLDER:
            found.ids.append(pairing.id)
            found.items.append(_as_party(standing) if suggested else _as_holder(standing))
    return found


def _as_party(standing: Standing) -> dict[str, Any]:
    item = _columns(standing)
    if standing.pairing.asked_at is not None:
        item["project"] = standing.project.title
        item["other_side"] = [_known(person, standing) for person in standing.holders] or [
            {"name": standing.holder_name}
        ]
    return item


def _as_holder(standing: Standing) -> dict[str, Any]:
    item = {name: value for name, value in _columns(standing).items() if name not in _OTHERS}
    item["project"] = standing.project.title
    item["message"] = without_contacts(standing.pairing.message)
    item["other_side"] = [_known(standing.person, standing)] if standing.person is not None else []
    return item


def _known(person: Person, standing: Standing) -> dict[str, str]:
    if standing.in_touch:
        return {"name": person.name, "email": person.email, "phone": person.phone}
    return {"name": short_name(person.name)}


def _columns(standing: Standing) -> dict[str, Any]:
    values = standing.pairing.model_dump(mode="json")
    return {name: values[name] for name in exported("pairing")}
