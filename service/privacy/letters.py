"""What is written to people who have been away for long. A subject is kept once the message has left: it names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_match.explanation import wording
from service.mail.texts import letter

if TYPE_CHECKING:
    from datetime import date

    from service.people.models import Person
    from service.settings import Settings

_WHAT = (
    "Rien ne sera supprimé : votre fiche sera seulement mise de côté, et plus personne ne vous sera proposé. Il suffira de "
    "vous reconnecter pour tout retrouver. Vous préférez que tout soit effacé ? Répondez-le à l'équipe d'animation, ou "
    "demandez-le vous-même dans « Mes données »."
)


def month_warning(settings: Settings, person: Person, day: date) -> tuple[str, str]:
    """Return the subject and the text of the first warning."""
    told = (
        f"Cela fait longtemps que vous n'êtes pas passé par le réseau {settings.network_name}. Sans nouvelles de vous d'ici "
        f"là, votre inscription sera archivée le {wording.day(day)}."
    )
    return "Votre inscription sera archivée dans un mois", _letter(settings, person, told)


def week_warning(settings: Settings, person: Person, day: date) -> tuple[str, str]:
    """Return the subject and the text of the second warning."""
    told = (
        f"Dernier rappel : sans nouvelles de vous, votre inscription au réseau {settings.network_name} sera archivée le "
        f"{wording.day(day)}."
    )
    return "Votre inscription sera archivée dans une semaine", _letter(settings, person, told)


def _letter(settings: Settings, person: Person, told: str) -> str:
    first_name = person.name.split()[0] if person.name.split() else ""
    paragraphs = [told, "Pour rester parmi nous, il suffit de vous connecter :", _WHAT]
    return letter(settings.network_name, first_name, paragraphs, f"{settings.base_url}/")
