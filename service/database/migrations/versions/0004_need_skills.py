"""The fine skills that somebody said a need is about, and those that a ranking took it to be about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.add_column("need", sa.Column("skills", JSON, nullable=False, server_default="[]"))
    op.add_column("run", sa.Column("understood_as", JSON, nullable=False, server_default="[]"))
    op.add_column("run", sa.Column("said", JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    """Undo."""
    op.drop_column("run", "said")
    op.drop_column("run", "understood_as")
    op.drop_column("need", "skills")
