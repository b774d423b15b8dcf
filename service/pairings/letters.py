"""What is written to people about a pairing. A subject is kept once the message has left: it names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from ptce_match.explanation import wording
from service.clock import local_day
from service.mail.texts import letter
from service.pairings.discretion import without_contacts
from service.people.names import short_name

if TYPE_CHECKING:
    from datetime import datetime

    from service.pairings.standing import Standing
    from service.settings import Settings

_NO_ACCOUNT: Final = (
    "Pas encore de compte, ou un doute ? Dites-le simplement à l'équipe d'animation : elle notera votre réponse."
)


class Letter(NamedTuple):
    """A subject and a body."""

    subject: str
    body: str


@dataclass(frozen=True)
class Contact:
    """How somebody is reached."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class Writer:
    """Writes letters about one pairing."""

    settings: Settings
    standing: Standing

    def asked(self) -> Letter:
        """Ask a mentor; first name and initial of the holder, no contact details."""
        holder = self.standing.holder_name
        start = f"{holder} aimerait votre aide" if holder else "Un porteur de projet aimerait votre aide"
        told = [f"{start} pour le projet « {self._title()} »{self._place()}. Voici ce besoin :", f"« {self._need()} »"]
        if self.standing.pairing.message:
            told.append(f"Un mot de l'équipe d'animation : {self.standing.pairing.message}")
        told.append(
            f"Vous avez jusqu'au {self._due()} pour répondre : accepter, refuser, ou vous mettre en pause. Les trois "
            "réponses nous aident, et un refus n'appelle aucune justification. Vos coordonnées ne sont transmises que si "
            "vous dites oui tous les deux. Pour répondre :"
        )
        return self._letter("Un projet aimerait votre aide", self._mentor(), [*told, _NO_ACCOUNT])

    def reminder(self) -> Letter:
        """Remind a mentor who has not answered yet."""
        told = [
            f"Le projet « {self._title()} » espère toujours votre réponse. Voici le besoin :",
            f"« {self._need()} »",
            (
                f"Sans nouvelles de vous d'ici au {self._due()}, nous chercherons quelqu'un d'autre ; ce n'est pas grave, mais un "
                "oui ou un non nous ferait gagner du temps. Pour répondre :"
            ),
            _NO_ACCOUNT,
        ]
        return self._letter("Un projet attend votre réponse", self._mentor(), told)

    def expired(self) -> Letter:
        """Tell a mentor that the request is over."""
        told = [
            (
                f"La demande d'aide du projet « {self._title()} » est arrivée à son terme sans réponse de votre part : nous "
                "cherchons quelqu'un d'autre, et vous n'avez rien à faire."
            ),
            "Si vous manquez de temps en ce moment, vous pouvez vous mettre en pause : nous cesserons de vous écrire.",
        ]
        return self._letter("La demande est arrivée à son terme", self._mentor(), told)

    def accepted(self) -> Letter:
        """Tell the holder that a mentor said yes."""
        told = [
            f"Bonne nouvelle : {self._mentor_short()} est d'accord pour vous aider sur ce besoin :",
            f"« {self._need()} »",
            (
                "Si cela vous convient aussi, donnez votre accord : vous recevrez alors tous les deux les coordonnées l'un de "
                "l'autre. Vous pouvez aussi ne pas donner suite, en toute simplicité. Pour répondre :"
            ),
            _NO_ACCOUNT,
        ]
        return self._letter("Une personne est d'accord pour vous aider", self._holder(), told)

    def holder_reminder(self) -> Letter:
        """Remind a holder who has not answered yet."""
        told = [
            f"{self._mentor_short()} a dit oui pour vous aider et attend votre réponse, sur ce besoin :",
            f"« {self._need()} »",
            f"Merci de donner ou non votre accord d'ici au {self._due()}. Pour répondre :",
            _NO_ACCOUNT,
        ]
        return self._letter("Une personne attend votre réponse", self._holder(), told)

    def exchange(self, greeting: str, others: list[Contact]) -> Letter:
        """Give one side the contact details of the other."""
        lines = "\n".join(", ".join(part for part in (c.name, c.email, c.phone) if part) for c in others)
        told = [
            f"Vous êtes d'accord tous les deux pour avancer ensemble sur le projet « {self._title()} ». Voici qui joindre :",
            lines,
            (
                "Le plus simple est de convenir d'un premier rendez-vous dans les jours qui viennent. Ces coordonnées vous sont "
                "confiées pour ce projet seulement. Pour noter vos rencontres :"
            ),
            "Bonne rencontre !",
        ]
        return self._letter("Vous pouvez vous joindre", greeting, told)

    def not_followed(self) -> Letter:
        """Tell a mentor, warmly and without a reason, that the holder goes another way."""
        told = [
            (
                f"Le projet « {self._title()} » a finalement choisi une autre voie. Merci d'avoir dit oui : d'autres projets "
                "auront besoin de vous."
            ),
        ]
        return self._letter("Le projet a choisi une autre voie", self._mentor(), told)

    def withdrawn(self, greeting: str) -> Letter:
        """Tell somebody who was waiting that a request is over."""
        told = [
            (
                f"La demande d'aide du projet « {self._title()} » n'est plus d'actualité : vous n'avez plus rien à faire. Merci "
                "d'y avoir prêté attention."
            ),
        ]
        return self._letter("Une demande n'est plus d'actualité", greeting, told)

    def closed(self, greeting: str) -> Letter:
        """Ask for a rating."""
        told = [
            (
                f"L'accompagnement du projet « {self._title()} » est terminé. Comment cela s'est-il passé ? Une note de 1 à 5 "
                "suffit ; elle n'est lue que par l'équipe d'animation et rend les prochains rapprochements meilleurs. Pour noter, "
                "pendant trente jours :"
            ),
            "Merci à vous !",
        ]
        return self._letter("Comment s'est passé l'accompagnement ?", greeting, told)

    def nobody_left(self) -> Letter:
        """Tell the team that a need has nobody any more."""
        told = [
            (
                f"Le besoin {self.standing.pairing.need_id} du projet « {self._title()} » n'a plus personne : la dernière demande "
                "n'a pas abouti et il n'y a plus de remplaçant. Une nouvelle suggestion est à faire :"
            ),
            "Merci !",
        ]
        return self._letter("Un besoin n'a plus personne", "", told)

    def holder_silent(self) -> Letter:
        """Tell the team that a mentor waits for the holder."""
        told = [
            (
                f"Un bénévole a dit oui pour le besoin {self.standing.pairing.need_id} du projet « {self._title()} », et le "
                "porteur n'a pas encore répondu. Un appel l'aiderait peut-être :"
            ),
            "Merci !",
        ]
        return self._letter("Un bénévole attend un porteur de projet", "", told)

    def _letter(self, subject: str, greeting: str, told: list[str]) -> Letter:
        link = f"{self.settings.base_url}/" if len(told) > 1 and told[-2].endswith(":") else None
        return Letter(subject, letter(self.settings.network_name, greeting, told, link))

    def _title(self) -> str:
        return without_contacts(" ".join(self.standing.project.title.split()))

    def _place(self) -> str:
        return f", à {self.standing.project.commune}" if self.standing.project.commune else ""

    def _need(self) -> str:
        return without_contacts(self.standing.need.text if self.standing.need is not None else "")

    def _due(self) -> str:
        due: datetime | None = self.standing.pairing.due_at
        return wording.day(local_day(due)) if due is not None else "terme prévu"

    def _mentor(self) -> str:
        return first_name(self.standing.party_name)

    def _mentor_short(self) -> str:
        return short_name(self.standing.party_name)

    def _holder(self) -> str:
        return first_name(self.standing.holders[0].name) if len(self.standing.holders) == 1 else ""


def first_name(name: str) -> str:
    """Return how somebody is greeted."""
    return name.split()[0] if name.split() else ""
