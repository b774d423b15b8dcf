"""What all tables share: how constraints are named, and how values of the network are stored."""

from __future__ import annotations

import secrets
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

# Alembic can only change what has a name.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

JsonType: Final = JSON().with_variant(JSONB(), "postgresql")
"""Lists and small mappings."""

Serial: Final = BigInteger().with_variant(Integer(), "sqlite")
"""A number that the database gives; SQLite counts only plain integers up."""

_ALPHABET: Final = "23456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str) -> str:
    """Return an identifier nobody can guess, readable over the phone, such as ``B-7fk2m9qatw``."""
    return f"{prefix}-{''.join(secrets.choice(_ALPHABET) for _ in range(10))}"


Extras = dict[str, Any]
"""Columns of the team's own, by title, so that an export gives them back."""
