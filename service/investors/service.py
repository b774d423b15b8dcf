"""What can be done with investors; nothing here commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.investors import repository
from service.investors.models import Investor
from service.people import service as people
from service.people.schemas import NamedPerson
from service.places import placed
from service.problems import conflict, invalid
from service.registry import entries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from service.access.actor import Actor
    from service.investors.schemas import InvestorChange, NewInvestor

INVESTOR: Final = entries.Kind(
    "investor",
    "F",
    told=frozenset(
        {
            "contact_id",
            "kind",
            "radius_km",
            "ticket_min",
            "ticket_max",
            "instruments",
            "sectors",
            "stages",
            "available",
            "archived_at",
        }
    ),
    read=frozenset({"criteria"}),
    blank=frozenset({"contact_id", "available"}),
)


def create(session: Session, now: datetime, actor: Actor, new: NewInvestor) -> Investor:
    """Enter an investor into the registry: whomever the team names, or the actor in person, once.

    Raises
    ------
    ProblemError
        Who speaks for it is under 18 or unknown, or the amounts contradict each other (422); or somebody outside the
        team has entered themselves already (409).
    """
    if not new.adult:
        raise invalid("adult", "il faut avoir 18 ans révolus pour investir dans un projet")
    _check_tickets(new.ticket_min, new.ticket_max)
    contact_id = None
    if new.contact is not None or not actor.team:
        contact = people.contact_of(session, now, actor, new.contact or NamedPerson(), "contact.")
        if not actor.team and repository.of_contact(session, contact.id):
            raise conflict("Vous êtes déjà inscrit comme investisseur : modifiez votre fiche.")
        contact.adult = True
        contact_id = contact.id
    described = new.model_dump(exclude={"contact", "adult"})
    place = placed(new.commune, new.postal_code)._asdict()
    investor = Investor(contact_id=contact_id, **entries.fresh(INVESTOR, now), **(described | place))
    entries.enter(session, now, actor, INVESTOR, investor)
    return investor


def change(session: Session, now: datetime, actor: Actor, investor: Investor, sent: InvestorChange) -> None:
    """Change an investor; new criteria are embedded in the background.

    Raises
    ------
    ProblemError
        The smallest amount would be above the largest one, or the contact is unknown or not the actor's to change
        (422).
    """
    values = entries.held(session, INVESTOR, investor, sent)
    _check_tickets(values.get("ticket_min", investor.ticket_min), values.get("ticket_max", investor.ticket_max))
    people.check_contact(session, actor, investor.contact_id, values)
    entries.change(session, now, actor, INVESTOR, investor, values)


def archive(session: Session, now: datetime, actor: Actor, investor: Investor, *, archived: bool) -> None:
    """Set an investor aside, who is not suggested from then on; or take one up again."""
    entries.set_aside(session, now, actor, INVESTOR, investor, ended=archived)


def _check_tickets(smallest: float, largest: float) -> None:
    if smallest > largest:
        raise invalid("ticket_max", "ticket_max est plus petit que ticket_min : corrigez l'un des deux")
