"""The registry."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from service.database.tables import METADATA, belongs

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    bind = op.get_bind()
    postgres = bind.dialect.name == "postgresql"
    if postgres:
        op.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
    METADATA.create_all(bind, [table for table in METADATA.sorted_tables if belongs(table, bind.dialect.name)])
    op.execute(text("INSERT INTO revision (id, number) VALUES (1, 0)"))
    for statement in _POSTGRES_GUARD if postgres else _SQLITE_GUARD:
        op.execute(text(statement))


def downgrade() -> None:
    """Take back."""
    bind = op.get_bind()
    for statement in _POSTGRES_UNGUARD if bind.dialect.name == "postgresql" else _SQLITE_UNGUARD:
        op.execute(text(statement))
    METADATA.drop_all(bind, [table for table in METADATA.sorted_tables if belongs(table, bind.dialect.name)])


# The audit log can only grow.
_SQLITE_GUARD = [
    f"CREATE TRIGGER audit_entry_no_{what} BEFORE {what} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    for what in ("update", "delete")
]
_SQLITE_UNGUARD = [f"DROP TRIGGER audit_entry_no_{what}" for what in ("update", "delete")]
_POSTGRES_GUARD = [
    (
        "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
    ),
    (
        "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()"
    ),
]
_POSTGRES_UNGUARD = ["DROP TRIGGER audit_entry_append_only ON audit_entry", "DROP FUNCTION audit_entry_refuse()"]
