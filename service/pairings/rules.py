"""What stands in the way of a pairing: asked when it is taken up, when the mentor is asked, and at every yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ptce_match.explanation import wording
from service.clock import local_day
from service.pairings import engagements
from service.pairings.states import Kind, Move, Side
from service.people.names import short_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from service.pairings.standing import Standing

_NOT_FREE: Final = (
    "Ce rapprochement ne peut pas aboutir : la personne n'est plus disponible. L'équipe d'animation peut vous aider."
)


class Obstacle(NamedTuple):
    """Why not, for the team and for the mentor; a holder is told nothing about the other person."""

    team: str
    mentor: str
    holder: str = _NOT_FREE

    def for_side(self, side: Side) -> str:
        """Return the sentence for whom it is told to."""
        return {Side.MENTOR: self.mentor, Side.HOLDER: self.holder}.get(side, self.team)


def obstacle(session: Session, now: datetime, standing: Standing, move: Move | None) -> Obstacle | None:
    """Return the first thing that forbids a move, None where nothing does.

    Parameters
    ----------
    move : Move or None
        None for taking the suggestion up.
    """
    for check in _CHECKS[standing.kind].get(move, ()):
        found = check(session, now, standing)
        if found is not None:
            return found
    return None


def place_closed(standing: Standing) -> bool:
    """Tell whether nobody is wanted any more, whoever it would be."""
    need = standing.need
    return standing.project.archived_at is not None or (need is not None and need.closed_at is not None)


def places_taken(session: Session, standing: Standing) -> bool:
    """Tell whether a need has all the mentors that it wants, or has asked them."""
    return _places(session, standing, asked=True) is not None


def _place_closed(_session: Session, _now: datetime, standing: Standing) -> Obstacle | None:
    need, project = standing.need, standing.project
    if need is not None and need.closed_at is not None:
        said = "Ce besoin est clos : il n'appelle plus personne. Rouvrez-le s'il est de nouveau d'actualité."
        return Obstacle(said, "Ce besoin a trouvé sa réponse entre-temps. Merci à vous !", said)
    if project.archived_at is not None:
        said = "Ce projet est archivé : personne ne peut plus lui être proposé."
        return Obstacle(said, said, said)
    if standing.holders and all(person.objected_at is not None for person in standing.holders):
        said = "Le porteur de ce projet s'est opposé aux rapprochements."
        return Obstacle(
            said,
            "Ce besoin n'est plus ouvert aux rapprochements.",
            "Vous avez choisi de ne pas recevoir de rapprochements.",
        )
    return None


def _party_gone(session: Session, now: datetime, standing: Standing) -> Obstacle | None:
    for party in (standing.mentor, standing.investor, standing.partner):
        if party is not None and party.archived_at is not None:
            said = "Cette fiche est archivée : sortez-la d'abord des archives."
            return Obstacle(said, "Votre fiche est archivée. Demandez à l'équipe d'animation de la rouvrir.")
    person = standing.person
    if person is None:
        return None
    name = short_name(person.name)
    if person.archived_at is not None or engagements.has_left(session, person.id, local_day(now)):
        return Obstacle(f"{name} ne fait plus partie du réseau.", "Vous ne faites plus partie du réseau.")
    if person.objected_at is not None:
        return Obstacle(
            f"{name} ne souhaite pas recevoir de suggestions.",
            "Vous avez choisi de ne pas recevoir de rapprochements : revenez sur ce choix pour accepter une demande.",
        )
    return None


def _own_project(_session: Session, _now: datetime, standing: Standing) -> Obstacle | None:
    if standing.person is None or standing.person.id not in standing.acting:
        return None
    said = "Cette personne porte elle-même le projet : elle ne peut pas en être le bénévole."
    return Obstacle(said, "Vous portez vous-même ce projet.", said)


def _at_odds(session: Session, _now: datetime, standing: Standing) -> Obstacle | None:
    pairing = standing.pairing
    party = pairing.mentor_id or pairing.investor_id or pairing.partner_id or ""
    if not engagements.at_odds(session, party, pairing.project_id):
        return None
    return Obstacle(
        "Un conflit d'intérêts est déclaré entre cette personne et ce projet, ou quelqu'un qui l'accompagne.",
        "Un conflit d'intérêts est déclaré entre vous et ce projet, ou quelqu'un qui l'accompagne.",
    )


def _paused(_session: Session, now: datetime, standing: Standing) -> Obstacle | None:
    mentor, person = standing.mentor, standing.person
    if mentor is None or person is None or mentor.paused_until is None or mentor.paused_until < local_day(now):
        return None
    until = wording.day(mentor.paused_until)
    return Obstacle(
        f"{short_name(person.name)} est en pause jusqu'au {until}.",
        f"Vous êtes en pause jusqu'au {until} : mettez fin à la pause pour accepter une demande.",
    )


def _full(session: Session, _now: datetime, standing: Standing) -> Obstacle | None:
    mentor, person = standing.mentor, standing.person
    if mentor is None or person is None:
        return None
    others = len(engagements.projects_of(session, mentor.id) - {standing.pairing.project_id})
    if others < mentor.capacity:
        return None
    many = wording.plural(others, "projet accompagné", "projets accompagnés")
    return Obstacle(
        f"{short_name(person.name)} n'a plus de place : {many} sur {mentor.capacity}.",
        f"Vous n'avez plus de place : {many} sur {mentor.capacity}. Terminez un accompagnement ou augmentez le nombre de "
        "projets que vous acceptez, puis revenez : la demande vous attend jusqu'à son échéance.",
    )


def _already(session: Session, _now: datetime, standing: Standing) -> Obstacle | None:
    pairing = standing.pairing
    working = (
        pairing.mentor_id
        and pairing.need_id
        and pairing.mentor_id in engagements.mentors_on_need(session, pairing.need_id)
    )
    if not working and not engagements.tied(session, pairing):
        return None
    said = "Un rapprochement entre les deux est déjà en cours : reprenez celui-là."
    return Obstacle(said, "Un rapprochement pour ce besoin est déjà en cours avec vous.")


def _places_to_ask(session: Session, _now: datetime, standing: Standing) -> Obstacle | None:
    return _places(session, standing, asked=True)


def _places_to_accept(session: Session, _now: datetime, standing: Standing) -> Obstacle | None:
    return _places(session, standing, asked=False)


def _places(session: Session, standing: Standing, *, asked: bool) -> Obstacle | None:
    need = standing.need
    if need is None:
        return None
    taken = engagements.mentors_on_need(session, need.id, asked=asked) - {standing.pairing.mentor_id}
    if len(taken) < need.mentors_wanted:
        return None
    wanted = wording.plural(need.mentors_wanted, "bénévole", "bénévoles")
    return Obstacle(
        f"Ce besoin demande {wanted}, et toutes les places sont prises ou déjà proposées. Attendez une réponse, retirez une "
        "demande, ou augmentez le nombre de bénévoles du besoin.",
        "Ce besoin a trouvé quelqu'un entre-temps. Merci à vous !",
    )


_INTRODUCE: Final = (_place_closed, _party_gone, _at_odds)
_PARTIES: Final = (_place_closed, _party_gone, _own_project, _at_odds)
_CHECKS: Final[dict[Kind, dict[Move | None, tuple[Callable[[Session, datetime, Standing], Obstacle | None], ...]]]] = {
    Kind.MENTOR: {
        None: (*_PARTIES, _paused, _full, _already),
        Move.ASK: (*_PARTIES, _paused, _full, _already, _places_to_ask),
        Move.ACCEPT: (*_PARTIES, _paused, _full, _places_to_accept),
        Move.AGREE: _PARTIES,
    },
    Kind.INVESTOR: {None: (*_INTRODUCE, _already), Move.INTRODUCE: _INTRODUCE},
    Kind.PARTNER: {None: (*_INTRODUCE, _already), Move.INTRODUCE: _INTRODUCE},
}
