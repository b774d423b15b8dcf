"""`ptce-match admin`: the first administrator, or a way back in for one who is locked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_match.cli.output import console, print_json
from ptce_match.errors import InputError
from service.commands import settings as settings_option

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from sqlmodel import Session

    from service.accounts.models import Account
    from service.settings import Settings

_HELP = "ouvrir un accès d'administrateur (le premier, ou de nouveau)"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("admin", help=_HELP, description=_HELP.capitalize() + ".")
    parser.add_argument("email", metavar="ADRESSE", help="adresse électronique de la personne")
    parser.add_argument("--name", metavar="NOM", default="", help="son nom, pour un nouveau compte")
    parser.add_argument("--forget-totp", action="store_true", help="retirer la double vérification (téléphone perdu)")
    settings_option.add_to(parser)
    parser.add_argument("--json", action="store_true", help="écrire un document JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make a link that works once, and print it."""
    settings = settings_option.read(arguments)
    from service.clock import utc_now
    from service.database import migrate
    from service.database.connection import writing
    from service.database.reach import reached
    from service.problems import ProblemError

    engine = reached(settings.database)
    try:
        migrate.upgrade(engine)
        with writing(engine) as session:
            link, new = _link(session, settings, utc_now(), arguments)
    except ProblemError as problem:
        raise InputError(problem.detail) from problem
    finally:
        engine.dispose()
    if arguments.json:
        print_json({"link": link, "new": new})
        return 0
    what = "créer son compte" if new else "choisir un nouveau mot de passe"
    console().print(f"Donnez ce lien à la personne, pour {what} ; il ne fonctionne qu'une fois :")
    console().print(link, soft_wrap=True)
    return 0


def _link(session: Session, settings: Settings, now: datetime, arguments: argparse.Namespace) -> tuple[str, bool]:
    """Return the link, and whether it opens a new account."""
    from pydantic import ValidationError

    from service.access.actor import SYSTEM
    from service.access.roles import Role
    from service.accounts import invitations, repository
    from service.accounts.administration_schemas import NewInvitation

    try:
        new = NewInvitation(email=arguments.email, name=arguments.name or None, roles=[Role.ADMIN])
    except ValidationError as error:
        raise InputError(f"« {arguments.email} » n'est pas une adresse comme prenom.nom@exemple.fr.") from error
    account = repository.by_email(session, new.email or "")
    if account is not None:
        return _back_in(session, settings, now, account, forget_totp=arguments.forget_totp), False
    if not arguments.name:
        raise InputError(f"Aucun compte n'a l'adresse {new.email} : pour en créer un, ajoutez --name \"Prénom Nom\".")
    return invitations.invite(session, settings, now, SYSTEM, new).url, True


def _back_in(session: Session, settings: Settings, now: datetime, account: Account, *, forget_totp: bool) -> str:
    from service.access.actor import SYSTEM
    from service.access.roles import Role
    from service.accounts import links, repository
    from service.accounts.administration_schemas import AccountChange
    from service.accounts.service import change_account

    roles = [*repository.roles(session, account.id), Role.ADMIN]
    change = AccountChange(roles=list(dict.fromkeys(roles)), disabled=False, remove_totp=forget_totp)
    change_account(session, now, SYSTEM, account, change)
    _, secret = links.make(session, now, links.Purpose.RESET, account.email, account_id=account.id)
    return links.address(settings, links.Purpose.RESET, secret)
