"""The demo: a fictional network, an account for each role, and a database that is deleted at the end."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ptce_match.network import Network
from ptce_match.resources import resource
from service.access.actor import SYSTEM
from service.access.roles import FRENCH, Role
from service.accounts import passwords
from service.accounts.service import create_account
from service.database import migrate
from service.database.connection import writing
from service.exchange.importing import import_network
from service.investors.models import Investor
from service.mentors.models import Mentor
from service.partners.models import Partner
from service.people.charter import CHARTER_VERSION
from service.projects.models import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlmodel import Session

    from service.settings import Settings
    from service.state import State

PASSWORD: Final = "essai-du-reseau-2026"  # noqa: S105 - printed, and good for a database that lasts as long as the demo
_OWNERS: Final[tuple[tuple[type[Any], str], ...]] = (
    (Mentor, "person_id"),
    (Project, "holder_id"),
    (Investor, "contact_id"),
    (Partner, "contact_id"),
)
"""Which column says who acts for an entry."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of the demo.

    Attributes
    ----------
    email : str
    role : Role
    entry : str
        Identifier of the mentor, project, investor or partner for whom the person acts; empty for the team.
    name : str
        Of a new person, where the network does not tell who acts for the entry.
    """

    email: str
    role: Role
    entry: str = ""
    name: str = ""


ACCOUNTS: Final = (
    DemoAccount("animation@demo.example", Role.ANIMATION, name="Nadège Vrignaud"),
    DemoAccount("porteur@demo.example", Role.HOLDER, "P02"),
    DemoAccount("benevole@demo.example", Role.MENTOR, "B001"),
    DemoAccount("investisseur@demo.example", Role.INVESTOR, "F01", name="Gisèle Fournier"),
    DemoAccount("partenaire@demo.example", Role.PARTNER, "T01", name="Bastien Rouault"),
    DemoAccount("groupe@demo.example", Role.OPERATIONAL_GROUP, name="Hervé Pinson"),
    DemoAccount("copil@demo.example", Role.STEERING_COMMITTEE, name="Solenn Audouin"),
    DemoAccount("analyste@demo.example", Role.ANALYST, name="Ulysse Marchand"),
    DemoAccount("admin@demo.example", Role.ADMIN, name="Ines Bardet"),
)


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder that is deleted at the end."""
    with tempfile.TemporaryDirectory(prefix="ptce-demo-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def settings(folder: Path) -> dict[str, Any]:
    """Return what the demo sets whatever else is set."""
    return {
        "demo": True,
        "data_folder": folder,
        "database_url": None,
        "smtp_host": "",
        "network_name": "Réseau de démonstration",
        "log_format": "text",
        "log_level": "warning",
    }


def load(state: State) -> Network:
    """Fill the registry with the demo network, and open the accounts."""
    network = Network.read(resource("data", "demo"))
    migrate.upgrade(state.database)
    password_hash = passwords.hashed(PASSWORD)
    now = state.clock()
    with writing(state.database) as session:
        import_network(session, now, SYSTEM, network)
    with writing(state.database) as session:
        for account in ACCOUNTS:
            _open(session, now, account, password_hash)
    return network


def _open(session: Session, now: datetime, account: DemoAccount, password_hash: str) -> None:
    found = next((found for table, _ in _OWNERS if (found := session.get(table, account.entry))), None)
    owner = next((owner for table, owner in _OWNERS if isinstance(found, table)), "")
    made = create_account(
        session,
        now,
        SYSTEM,
        account.email,
        [account.role],
        name=account.name,
        person_id=getattr(found, owner, None),
        password_hash=password_hash,
        adult=True,
        charter_version=CHARTER_VERSION,
    )
    if found is not None:
        setattr(found, owner, made.person_id)
        session.add(found)


def welcome(address: str, settings: Settings, network: Network) -> str:
    """Return what to look at, and how to log in as each role."""
    width = max(len(account.email) for account in ACCOUNTS)
    content = (
        f"{len(network.mentors)} bénévoles, {len(network.projects)} projets, {len(network.needs)} besoins, "
        f"{len(network.investors)} investisseurs"
    )
    lines = [
        f"Le service répond sur {address}",
        f"Réseau fictif : {content}.",
        "",
        f"Ouvrez cette adresse dans un navigateur et entrez avec le mot de passe {PASSWORD} :",
        *(f"  {account.email:<{width}}  {FRENCH[account.role]}" for account in ACCOUNTS),
        "",
        f"Interface pour les programmes : {address}/api/docs",
        f"Messages que le service aurait envoyés : {settings.data_folder / 'messages'}",
        "Ctrl+C arrête le service et efface tout.",
    ]
    return "\n".join(lines)
