"""What the registry has to say about tables that are sound in themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_match.tables import Fault, Notice, TableError
from service.exchange import repository
from service.exchange.records import MENTORS, PROJECTS, RECORDS, is_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from ptce_match.network import Network


def refuse_erased(session: Session, network: Network) -> None:
    """Refuse rows of people who were erased: an old table must not bring them back.

    Raises
    ------
    TableError
        Each such row.
    """
    faults = tuple(erased_rows(session, network))
    if faults:
        raise TableError("réseau", faults, "n'a pas été versé")


def erased_rows(session: Session, network: Network) -> Iterator[Fault]:
    """Yield a fault for each row whose identifier is that of somebody who was erased."""
    gone = repository.erased(session)
    if not gone:
        return
    for record in RECORDS:
        if not record.ended:
            continue
        named = [(place, row.id) for place, row in enumerate(getattr(network, record.attribute)) if row.id in gone]
        if not named:
            continue
        present = {row["id"] for row in repository.stored(session, record, lock=False)}
        for place, key in named:
            if key not in present:
                yield Fault(
                    record.name,
                    None,
                    "id",
                    key,
                    "des tables sans cette ligne ; une autre personne reçoit un autre identifiant",
                    f"la ligne n° {place + 1} (« {key} ») est celle d'une personne qui a été effacée à sa demande",
                )


def doubts(network: Network) -> Iterator[Notice]:
    """Yield what the tables may hold but the service cannot work with well."""
    for record in (MENTORS, PROJECTS):
        for row in getattr(network, record.attribute):
            if row.email and not is_address(row.email):
                yield Notice(
                    record.name,
                    None,
                    "email",
                    row.email,
                    "l'adresse est gardée, mais personne ne recevra de message",
                    f"« {row.id} » : ce n'est pas une adresse électronique",
                )
    for record in RECORDS:
        for row in getattr(network, record.attribute) if record.ended else ():
            if "/" in row.id:
                yield Notice(
                    record.name,
                    None,
                    "id",
                    row.id,
                    "la ligne est gardée, mais sa fiche ne peut pas être ouverte",
                    f"l'identifiant « {row.id} » contient une barre oblique",
                )
