"""`/auth`, `/invitations` and `/accounts`: entering, and letting enter."""

from __future__ import annotations

from fastapi import APIRouter

from service.accounts.endpoints import administration, entering, invitations, joining, passwords, second_factor, tokens

router = APIRouter()
for _part in (entering, joining, passwords, second_factor, tokens, invitations, administration):
    router.include_router(_part.router)
