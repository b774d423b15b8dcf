"""The registry as the library's frozen network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.matching.mirror import Mirror
from service.matching.rows import KINDS

if TYPE_CHECKING:
    from sqlmodel import Session

    from ptce_match.network import Network


def load_network(session: Session, *, for_matching: bool = True) -> Network:
    """Read the registry, each table in the order in which it was entered.

    Parameters
    ----------
    for_matching : bool
        Leave out whom nobody may be brought together with: what is archived, people who left the network or who object
        to matching, closed needs on which nothing was decided. Else everything, with the team's own columns.
    """
    mirror = Mirror.load(session)
    if for_matching:
        return mirror.network()
    # Only an export needs the columns' titles, which the engine knows nothing of.
    from service.exchange.columns import extra_columns
    from service.exchange.records import RECORDS

    whole = mirror.everything()
    rows = {record.name: KINDS[record.kind].extras(session) for record in RECORDS}
    return replace(whole, extras=extra_columns(session, rows))
