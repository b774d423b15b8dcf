"""People, the registry, and what changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_entry",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("action", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("entity_id", AutoString(), nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("after", JSON, nullable=True),
        sa.Column("request_id", AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_index(op.f("ix_audit_entry_entity_id"), "audit_entry", ["entity_id"], unique=False)
    op.create_table(
        "change",
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("entity_id", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("number", "kind", "entity_id", name=op.f("pk_change")),
    )
    op.create_table(
        "collective",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("description", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collective")),
    )
    op.create_table(
        "own_column",
        sa.Column("table", AutoString(), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("table", "key", name=op.f("pk_own_column")),
    )
    op.create_table(
        "person",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("folded_name", AutoString(), nullable=False),
        sa.Column("email", AutoString(), nullable=False),
        sa.Column("phone", AutoString(), nullable=False),
        sa.Column("adult", sa.Boolean(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=True),
        sa.Column("last_active_at", UTCDateTime(), nullable=False),
        sa.Column("objected_at", UTCDateTime(), nullable=True),
        sa.Column("warned_month_at", UTCDateTime(), nullable=True),
        sa.Column("warned_week_at", UTCDateTime(), nullable=True),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_email"), "person", ["email"], unique=False)
    op.create_index(op.f("ix_person_last_active_at"), "person", ["last_active_at"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", SERIAL, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_table(
        "collective_member",
        sa.Column("collective_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collective_id"],
            ["collective.id"],
            name=op.f("fk_collective_member_collective_id_collective"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_collective_member_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collective_id", "person_id", name=op.f("pk_collective_member")),
    )
    op.create_index(op.f("ix_collective_member_person_id"), "collective_member", ["person_id"], unique=False)
    op.create_table(
        "investor",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("contact_id", AutoString(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("commune", AutoString(), nullable=False),
        sa.Column("postal_code", AutoString(), nullable=False),
        sa.Column("insee", AutoString(), nullable=False),
        sa.Column("radius_km", sa.Float(), nullable=False),
        sa.Column("ticket_min", sa.Float(), nullable=False),
        sa.Column("ticket_max", sa.Float(), nullable=False),
        sa.Column("instruments", JSON, nullable=False),
        sa.Column("sectors", JSON, nullable=False),
        sa.Column("criteria", AutoString(), nullable=False),
        sa.Column("stages", JSON, nullable=False),
        sa.Column("legal_forms", JSON, nullable=False),
        sa.Column("available", sa.Float(), nullable=True),
        sa.Column("extras", JSON, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["person.id"], name=op.f("fk_investor_contact_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investor")),
    )
    op.create_index(op.f("ix_investor_contact_id"), "investor", ["contact_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("charter_version", AutoString(), nullable=False),
        sa.Column("charter_accepted_on", sa.Date(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    op.create_table(
        "mentor",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("status", AutoString(), nullable=False),
        sa.Column("commune", AutoString(), nullable=False),
        sa.Column("postal_code", AutoString(), nullable=False),
        sa.Column("insee", AutoString(), nullable=False),
        sa.Column("radius_km", sa.Float(), nullable=False),
        sa.Column("hours_per_month", sa.Float(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("sectors", JSON, nullable=False),
        sa.Column("profile", AutoString(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("refusals", AutoString(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=True),
        sa.Column("extras", JSON, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mentor_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor")),
    )
    op.create_index(op.f("ix_mentor_person_id"), "mentor", ["person_id"], unique=False)
    op.create_table(
        "partner",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("contact_id", AutoString(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("commune", AutoString(), nullable=False),
        sa.Column("postal_code", AutoString(), nullable=False),
        sa.Column("insee", AutoString(), nullable=False),
        sa.Column("offer", AutoString(), nullable=False),
        sa.Column("extras", JSON, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["person.id"], name=op.f("fk_partner_contact_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )
    op.create_index(op.f("ix_partner_contact_id"), "partner", ["contact_id"], unique=False)
    op.create_table(
        "project",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("holder_id", AutoString(), nullable=True),
        sa.Column("collective_id", AutoString(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("holder", AutoString(), nullable=False),
        sa.Column("description", AutoString(), nullable=False),
        sa.Column("commune", AutoString(), nullable=False),
        sa.Column("postal_code", AutoString(), nullable=False),
        sa.Column("insee", AutoString(), nullable=False),
        sa.Column("sector", sa.Integer(), nullable=True),
        sa.Column("stage", AutoString(), nullable=False),
        sa.Column("amount_sought", sa.Float(), nullable=False),
        sa.Column("legal_form", AutoString(), nullable=False),
        sa.Column("email", AutoString(), nullable=False),
        sa.Column("amount_obtained", sa.Float(), nullable=False),
        sa.Column("kind", AutoString(), nullable=True),
        sa.Column("extras", JSON, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["collective_id"], ["collective.id"], name=op.f("fk_project_collective_id_collective")),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_project_holder_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_index(op.f("ix_project_collective_id"), "project", ["collective_id"], unique=False)
    op.create_index(op.f("ix_project_holder_id"), "project", ["holder_id"], unique=False)
    op.create_table(
        "conflict",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("party_id", AutoString(), nullable=False),
        sa.Column("project_id", AutoString(), nullable=True),
        sa.Column("other_party_id", AutoString(), nullable=True),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("extras", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_conflict_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_index(op.f("ix_conflict_other_party_id"), "conflict", ["other_party_id"], unique=False)
    op.create_index(op.f("ix_conflict_party_id"), "conflict", ["party_id"], unique=False)
    op.create_index(op.f("ix_conflict_project_id"), "conflict", ["project_id"], unique=False)
    op.create_table(
        "need",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("project_id", AutoString(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("mentors_wanted", sa.Integer(), nullable=False),
        sa.Column("extras", JSON, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_need_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    op.create_index(op.f("ix_need_project_id"), "need", ["project_id"], unique=False)
    op.execute(sa.text("INSERT INTO revision (id, number) VALUES (1, 0)"))
    for statement in _POSTGRES_GUARD if op.get_bind().dialect.name == "postgresql" else _SQLITE_GUARD:
        op.execute(sa.text(statement))


def downgrade() -> None:
    """Take back."""
    for statement in _POSTGRES_UNGUARD if op.get_bind().dialect.name == "postgresql" else _SQLITE_UNGUARD:
        op.execute(sa.text(statement))
    op.drop_index(op.f("ix_need_project_id"), table_name="need")
    op.drop_table("need")
    op.drop_index(op.f("ix_conflict_project_id"), table_name="conflict")
    op.drop_index(op.f("ix_conflict_party_id"), table_name="conflict")
    op.drop_index(op.f("ix_conflict_other_party_id"), table_name="conflict")
    op.drop_table("conflict")
    op.drop_index(op.f("ix_project_holder_id"), table_name="project")
    op.drop_index(op.f("ix_project_collective_id"), table_name="project")
    op.drop_table("project")
    op.drop_index(op.f("ix_partner_contact_id"), table_name="partner")
    op.drop_table("partner")
    op.drop_index(op.f("ix_mentor_person_id"), table_name="mentor")
    op.drop_table("mentor")
    op.drop_index(op.f("ix_membership_person_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_investor_contact_id"), table_name="investor")
    op.drop_table("investor")
    op.drop_index(op.f("ix_collective_member_person_id"), table_name="collective_member")
    op.drop_table("collective_member")
    op.drop_table("revision")
    op.drop_index(op.f("ix_person_last_active_at"), table_name="person")
    op.drop_index(op.f("ix_person_email"), table_name="person")
    op.drop_table("person")
    op.drop_table("own_column")
    op.drop_table("collective")
    op.drop_table("change")
    op.drop_index(op.f("ix_audit_entry_entity_id"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_at"), table_name="audit_entry")
    op.drop_table("audit_entry")


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
