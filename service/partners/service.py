"""What can be done with partners; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.partners.models import Partner
from service.people import service as people
from service.places import placed
from service.registry import entries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.partners.schemas import NewPartner, PartnerChange

PARTNER: Final = entries.Kind(
    "partner",
    "T",
    told=frozenset({"contact_id", "archived_at"}),
    read=frozenset({"offer"}),
    blank=frozenset({"contact_id"}),
)


def create(session: Session, now: datetime, actor: Actor, new: NewPartner) -> Partner:
    """Enter a partner into the registry.

    Raises
    ------
    ProblemError
        Who speaks for it is neither named nor known (422).
    """
    contact = None if new.contact is None else people.contact_of(session, now, actor, new.contact, "contact.")
    described = new.model_dump(exclude={"contact"})
    place = placed(new.commune, new.postal_code)._asdict()
    contact_id = None if contact is None else contact.id
    partner = Partner(contact_id=contact_id, **entries.fresh(PARTNER, now), **(described | place))
    entries.enter(session, now, actor, PARTNER, partner)
    return partner


def change(session: Session, now: datetime, actor: Actor, partner: Partner, sent: PartnerChange) -> None:
    """Change a partner; a new offer is embedded in the background.

    Raises
    ------
    ProblemError
        The contact is unknown or not the actor's to change (422).
    """
    values = entries.held(session, PARTNER, partner, sent)
    people.check_contact(session, actor, partner.contact_id, values)
    entries.change(session, now, actor, PARTNER, partner, values)


def archive(session: Session, now: datetime, actor: Actor, partner: Partner, *, archived: bool) -> None:
    """Set a partner aside, that is not suggested from then on; or take one up again."""
    entries.set_aside(session, now, actor, PARTNER, partner, ended=archived)
