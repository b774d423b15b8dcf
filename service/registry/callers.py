"""The two callers that most of the registry's routes are for."""

from __future__ import annotations

from typing import Annotated

from service.access.actor import Actor
from service.access.permission import Allow
from service.access.roles import TEAM, Scope

TeamReading = Annotated[Actor, Allow(*TEAM, scope=Scope.REGISTRY_READ)]
TeamWriting = Annotated[Actor, Allow(*TEAM, scope=Scope.REGISTRY_WRITE)]
