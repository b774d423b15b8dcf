"""The messages about accounts. A stranger may have typed the address: no name, and nothing else that they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.roles import FRENCH
from service.accounts.links import Purpose, address
from service.mail.texts import letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.access.roles import Role
    from service.settings import Settings

_IGNORE = "Si cette demande ne vient pas de vous, ne cliquez pas : sans ce lien, rien ne se passe."


def confirm(settings: Settings, secret: str) -> tuple[str, str]:
    """Return the subject and the text that ask to confirm an address."""
    return "Confirmez votre adresse", letter(
        settings.network_name,
        "",
        [
            (
                f"Quelqu'un, vous sans doute, vient de s'inscrire au réseau {settings.network_name} avec cette adresse. "
                "Pour terminer l'inscription, ouvrez ce lien dans les deux jours :"
            ),
            _IGNORE,
        ],
        address(settings, Purpose.CONFIRM, secret),
    )


def exists_already(settings: Settings, secret: str) -> tuple[str, str]:
    """Return the subject and the text for somebody who signs up a second time."""
    return "Vous avez déjà un compte", letter(
        settings.network_name,
        "",
        [
            (
                f"Quelqu'un, vous sans doute, vient de s'inscrire au réseau {settings.network_name} avec cette adresse. "
                "Elle y a déjà un compte : rien n'a été changé, et vous pouvez vous connecter comme d'habitude "
                f"({settings.base_url}/)."
            ),
            "Vous ne retrouvez plus votre mot de passe ? Choisissez-en un autre par ce lien, dans les deux heures :",
            "Pour entrer aussi par une autre porte du réseau, écrivez à l'équipe d'animation : elle ajoutera ce rôle à "
            "votre compte. " + _IGNORE,
        ],
        address(settings, Purpose.RESET, secret),
    )


def closed(settings: Settings) -> tuple[str, str]:
    """Return the subject and the text for somebody who signs up again and whose account was closed."""
    return "Votre compte est fermé", letter(
        settings.network_name,
        "",
        [
            (
                f"Quelqu'un, vous sans doute, vient de s'inscrire au réseau {settings.network_name} avec cette adresse. "
                "Elle y a un compte, qui a été fermé. Pour le rouvrir, parlez-en à l'équipe d'animation."
            ),
        ],
    )


def reset(settings: Settings, secret: str) -> tuple[str, str]:
    """Return the subject and the text that let somebody choose another password."""
    return "Choisissez un nouveau mot de passe", letter(
        settings.network_name,
        "",
        [
            "Un nouveau mot de passe a été demandé pour votre compte. Pour le choisir, ouvrez ce lien dans les deux heures :",
            f"{_IGNORE} Votre mot de passe actuel reste valable.",
        ],
        address(settings, Purpose.RESET, secret),
    )


def password_changed(settings: Settings) -> tuple[str, str]:
    """Return the subject and the text that tell of a new password."""
    return "Votre mot de passe a changé", letter(
        settings.network_name,
        "",
        [
            (
                "Le mot de passe de votre compte vient d'être changé. Toutes les autres connexions et tous les jetons ont été "
                "fermés."
            ),
            (
                "Si ce n'est pas vous, demandez tout de suite un nouveau mot de passe depuis la page de connexion "
                f"({settings.base_url}/), et prévenez l'équipe d'animation."
            ),
        ],
    )


def invitation(settings: Settings, secret: str, name: str, roles: Sequence[Role]) -> tuple[str, str]:
    """Return the subject and the text that invite somebody."""
    named = [FRENCH[role] for role in roles]
    listed = ", ".join(named[:-1]) + " et " + named[-1] if len(named) > 1 else named[0]
    return "Invitation à rejoindre le réseau", letter(
        settings.network_name,
        name,
        [
            (
                f"Le réseau {settings.network_name} vous invite à le rejoindre ({listed}). Pour choisir un mot de passe et ouvrir "
                "votre compte, suivez ce lien dans les quatorze jours :"
            ),
            (
                "Il ne sert qu'une fois et n'est destiné qu'à vous. Si cette invitation ne vous dit rien, laissez-la de côté : "
                "sans réponse, aucun compte n'est ouvert."
            ),
        ],
        address(settings, Purpose.INVITATION, secret),
    )
