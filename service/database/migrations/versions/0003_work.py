"""Rankings, pairings, jobs, imports, vectors, privacy."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import HALFVEC
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "erasure",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("erased_at", UTCDateTime(), nullable=False),
        sa.Column("identifiers", JSON, nullable=False),
        sa.Column("left", JSON, nullable=False),
        sa.Column("cleaned_at", UTCDateTime(), nullable=True),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_finished_at"), "erasure", ["finished_at"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("result", JSON, nullable=True),
        sa.Column("failure", AutoString(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("created_by", AutoString(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=True),
        sa.Column("worker", AutoString(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("heartbeat_at", UTCDateTime(), nullable=True),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_state"), "job", ["state"], unique=False)
    op.create_table(
        "kept_count",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("measure", AutoString(), nullable=False),
        sa.Column("label", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "measure", "label", name=op.f("pk_kept_count")),
    )
    op.create_table(
        "text_task",
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("entity_id", AutoString(), nullable=False),
        sa.Column("queued_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "entity_id", name=op.f("pk_text_task")),
    )
    op.create_index(op.f("ix_text_task_queued_at"), "text_task", ["queued_at"], unique=False)
    op.create_table(
        "text_vector",
        sa.Column("model", AutoString(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model", "key", name=op.f("pk_text_vector")),
    )
    op.create_table(
        "consent",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("purpose", AutoString(), nullable=False),
        sa.Column("basis", AutoString(), nullable=False),
        sa.Column("text_version", AutoString(), nullable=False),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"], unique=False)
    op.create_table(
        "import_draft",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("file_name", AutoString(), nullable=False),
        sa.Column("form", AutoString(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("faults", JSON, nullable=False),
        sa.Column("warnings", JSON, nullable=False),
        sa.Column("counts", JSON, nullable=False),
        sa.Column("job_id", AutoString(), nullable=True),
        sa.Column("created_by", AutoString(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_import_draft_job_id_job"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_draft")),
    )
    op.create_index(op.f("ix_import_draft_expires_at"), "import_draft", ["expires_at"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("need_id", AutoString(), nullable=True),
        sa.Column("project_id", AutoString(), nullable=False),
        sa.Column("asked_by", AutoString(), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("encoder", AutoString(), nullable=False),
        sa.Column("ranker", AutoString(), nullable=False),
        sa.Column("asked_for", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("best_score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_run_need_id_need"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_run_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_need_id"), "run", ["need_id"], unique=False)
    op.create_index(op.f("ix_run_project_id"), "run", ["project_id"], unique=False)
    op.create_table(
        "pairing",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("need_id", AutoString(), nullable=True),
        sa.Column("project_id", AutoString(), nullable=False),
        sa.Column("mentor_id", AutoString(), nullable=True),
        sa.Column("investor_id", AutoString(), nullable=True),
        sa.Column("partner_id", AutoString(), nullable=True),
        sa.Column("run_id", AutoString(), nullable=True),
        sa.Column("run_position", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("encoder", AutoString(), nullable=False),
        sa.Column("ranker", AutoString(), nullable=False),
        sa.Column("alternate_of", AutoString(), nullable=True),
        sa.Column("alternate_rank", sa.Integer(), nullable=False),
        sa.Column("message", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=True),
        sa.Column("comment", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", AutoString(), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("reminded_at", UTCDateTime(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("agreed_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alternate_of"], ["pairing.id"], name=op.f("fk_pairing_alternate_of_pairing"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["investor_id"], ["investor.id"], name=op.f("fk_pairing_investor_id_investor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentor.id"], name=op.f("fk_pairing_mentor_id_mentor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_pairing_need_id_need"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_pairing_partner_id_partner"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_pairing_project_id_project"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_pairing_run_id_run"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
    )
    op.create_index(op.f("ix_pairing_alternate_of"), "pairing", ["alternate_of"], unique=False)
    op.create_index(op.f("ix_pairing_due_at"), "pairing", ["due_at"], unique=False)
    op.create_index(op.f("ix_pairing_investor_id"), "pairing", ["investor_id"], unique=False)
    op.create_index(op.f("ix_pairing_kind"), "pairing", ["kind"], unique=False)
    op.create_index(op.f("ix_pairing_mentor_id"), "pairing", ["mentor_id"], unique=False)
    op.create_index(op.f("ix_pairing_need_id"), "pairing", ["need_id"], unique=False)
    op.create_index(op.f("ix_pairing_partner_id"), "pairing", ["partner_id"], unique=False)
    op.create_index(op.f("ix_pairing_position"), "pairing", ["position"], unique=False)
    op.create_index(op.f("ix_pairing_project_id"), "pairing", ["project_id"], unique=False)
    op.create_index(op.f("ix_pairing_run_id"), "pairing", ["run_id"], unique=False)
    op.create_index(op.f("ix_pairing_state"), "pairing", ["state"], unique=False)
    op.create_table(
        "shown",
        sa.Column("run_id", AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mentor_id", AutoString(), nullable=True),
        sa.Column("investor_id", AutoString(), nullable=True),
        sa.Column("partner_id", AutoString(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("signals", JSON, nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("reservations", JSON, nullable=False),
        sa.Column("counterfactual", AutoString(), nullable=False),
        sa.Column("rests_on", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["investor_id"], ["investor.id"], name=op.f("fk_shown_investor_id_investor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentor.id"], name=op.f("fk_shown_mentor_id_mentor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_shown_partner_id_partner"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_shown_run_id_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_shown")),
    )
    op.create_index(op.f("ix_shown_investor_id"), "shown", ["investor_id"], unique=False)
    op.create_index(op.f("ix_shown_mentor_id"), "shown", ["mentor_id"], unique=False)
    op.create_index(op.f("ix_shown_partner_id"), "shown", ["partner_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("need_id", AutoString(), nullable=False),
        sa.Column("mentor_id", AutoString(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("pairing_id", AutoString(), nullable=True),
        sa.Column("extras", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentor.id"], name=op.f("fk_decision_mentor_id_mentor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_decision_need_id_need"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_decision_pairing_id_pairing"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_mentor_id"), "decision", ["mentor_id"], unique=False)
    op.create_index(op.f("ix_decision_need_id"), "decision", ["need_id"], unique=False)
    op.create_index(op.f("ix_decision_pairing_id"), "decision", ["pairing_id"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("pairing_id", AutoString(), nullable=False),
        sa.Column("side", AutoString(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("comment", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_feedback_pairing_id_pairing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pairing_id", "side", name=op.f("pk_feedback")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("pairing_id", AutoString(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", AutoString(), nullable=False),
        sa.Column("note", AutoString(), nullable=False),
        sa.Column("created_by", AutoString(), nullable=True),
        sa.Column("noted_by", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_meeting_pairing_id_pairing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_pairing_id"), "meeting", ["pairing_id"], unique=False)
    op.create_table(
        "training_row",
        sa.Column("pairing_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("need_id", AutoString(), nullable=True),
        sa.Column("project_id", AutoString(), nullable=False),
        sa.Column("party_id", AutoString(), nullable=False),
        sa.Column("signals", JSON, nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("shown", sa.Integer(), nullable=True),
        sa.Column("encoder", AutoString(), nullable=False),
        sa.Column("ranker", AutoString(), nullable=False),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=True),
        sa.Column("mentor_rating", sa.Integer(), nullable=True),
        sa.Column("holder_rating", sa.Integer(), nullable=True),
        sa.Column("shown_at", UTCDateTime(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_training_row_pairing_id_pairing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pairing_id", name=op.f("pk_training_row")),
    )
    op.create_index(op.f("ix_training_row_party_id"), "training_row", ["party_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("CREATE EXTENSION IF NOT EXISTS vector"))
        op.create_table(
            "mentor_vector",
            sa.Column("mentor_id", AutoString(), nullable=False),
            sa.Column("part", sa.Integer(), nullable=False),
            sa.Column("model", AutoString(), nullable=False),
            sa.Column("vector", HALFVEC(384), nullable=False),
            sa.ForeignKeyConstraint(
                ["mentor_id"], ["mentor.id"], name=op.f("fk_mentor_vector_mentor_id_mentor"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("mentor_id", "part", name=op.f("pk_mentor_vector")),
            info={"only": "postgresql"},
        )
        op.create_index(
            "ix_mentor_vector_passage",
            "mentor_vector",
            ["vector"],
            unique=False,
            postgresql_using="hnsw",
            postgresql_ops={"vector": "halfvec_ip_ops"},
            postgresql_with={"m": 16, "ef_construction": 64},
            postgresql_where=sa.text("part > 0"),
        )
        op.create_index(
            "ix_mentor_vector_whole",
            "mentor_vector",
            ["vector"],
            unique=False,
            postgresql_using="hnsw",
            postgresql_ops={"vector": "halfvec_ip_ops"},
            postgresql_with={"m": 16, "ef_construction": 64},
            postgresql_where=sa.text("part = 0"),
        )


def downgrade() -> None:
    """Take back."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(
            "ix_mentor_vector_whole",
            table_name="mentor_vector",
            postgresql_using="hnsw",
            postgresql_ops={"vector": "halfvec_ip_ops"},
            postgresql_with={"m": 16, "ef_construction": 64},
            postgresql_where=sa.text("part = 0"),
        )
        op.drop_index(
            "ix_mentor_vector_passage",
            table_name="mentor_vector",
            postgresql_using="hnsw",
            postgresql_ops={"vector": "halfvec_ip_ops"},
            postgresql_with={"m": 16, "ef_construction": 64},
            postgresql_where=sa.text("part > 0"),
        )
        op.drop_table("mentor_vector")
    op.drop_index(op.f("ix_training_row_party_id"), table_name="training_row")
    op.drop_table("training_row")
    op.drop_index(op.f("ix_meeting_pairing_id"), table_name="meeting")
    op.drop_table("meeting")
    op.drop_table("feedback")
    op.drop_index(op.f("ix_decision_pairing_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_need_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_mentor_id"), table_name="decision")
    op.drop_table("decision")
    op.drop_index(op.f("ix_shown_partner_id"), table_name="shown")
    op.drop_index(op.f("ix_shown_mentor_id"), table_name="shown")
    op.drop_index(op.f("ix_shown_investor_id"), table_name="shown")
    op.drop_table("shown")
    op.drop_index(op.f("ix_pairing_state"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_run_id"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_project_id"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_position"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_partner_id"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_need_id"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_mentor_id"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_kind"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_investor_id"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_due_at"), table_name="pairing")
    op.drop_index(op.f("ix_pairing_alternate_of"), table_name="pairing")
    op.drop_table("pairing")
    op.drop_index(op.f("ix_run_project_id"), table_name="run")
    op.drop_index(op.f("ix_run_need_id"), table_name="run")
    op.drop_table("run")
    op.drop_index(op.f("ix_import_draft_expires_at"), table_name="import_draft")
    op.drop_table("import_draft")
    op.drop_index(op.f("ix_consent_person_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_table("text_vector")
    op.drop_index(op.f("ix_text_task_queued_at"), table_name="text_task")
    op.drop_table("text_task")
    op.drop_table("kept_count")
    op.drop_index(op.f("ix_job_state"), table_name="job")
    op.drop_table("job")
    op.drop_index(op.f("ix_erasure_finished_at"), table_name="erasure")
    op.drop_table("erasure")
