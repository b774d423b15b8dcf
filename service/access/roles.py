"""Who is who in the network."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is in the network; an account may have several."""

    HOLDER = "holder"
    MENTOR = "mentor"
    INVESTOR = "investor"
    PARTNER = "partner"
    ANIMATION = "animation"
    OPERATIONAL_GROUP = "operational_group"
    STEERING_COMMITTEE = "steering_committee"
    ANALYST = "analyst"
    ADMIN = "admin"


FRENCH: Final[dict[Role, str]] = {
    Role.HOLDER: "porteur de projet",
    Role.MENTOR: "bénévole",
    Role.INVESTOR: "investisseur",
    Role.PARTNER: "partenaire",
    Role.ANIMATION: "équipe d'animation",
    Role.OPERATIONAL_GROUP: "groupe opérationnel",
    Role.STEERING_COMMITTEE: "comité de pilotage",
    Role.ANALYST: "analyste",
    Role.ADMIN: "administrateur",
}

EVERYONE: Final = frozenset(Role)
TEAM: Final = frozenset({Role.ANIMATION, Role.ADMIN})
"""Those who run the network day by day."""


class Scope(StrEnum):
    """What an API token may do, within the roles of its owner."""

    REGISTRY_READ = "registry:read"
    REGISTRY_WRITE = "registry:write"
    MATCHING = "matching"
    INSIGHT = "insight"
    TRAINING = "training"
    ACCOUNT = "account"
    OPERATIONS = "operations"
