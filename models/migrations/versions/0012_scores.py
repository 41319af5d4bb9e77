"""Scores, their two entries, what single assessors gave; corrections, marking, score reports."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _score()
    _score_entry()
    _assessor_mark()
    _score_correction()
    _marking_record()
    _score_report()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _score() -> None:
    create_records(
        "score",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("zero_reason", sa.String(12), nullable=True),
        sa.Column("settled_by", sa.String(40), nullable=True),
        sa.Column("locked_on", sa.Date(), nullable=True),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("barred", sa.String(8), nullable=True),
        sa.Column("zero_checked_by", sa.String(40), nullable=True),
        sa.Column("zero_checked_on", sa.Date(), nullable=True),
        sa.Column("recorder", sa.String(60), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_score_batch_id"),
        sa.ForeignKeyConstraint(["carried_from_id"], ["score.id"], name="fk_score_carried_from_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_score_enrolment_id"),
        sa.UniqueConstraint("enrolment_id", "subject", name="uq_score_enrolment_id_subject"),
    )
    op.create_index("ix_score_batch", "score", ["batch_id", "subject", "id"])
    op.create_index("ix_score_order", "score", ["batch_id", "id"])


def _score_entry() -> None:
    create_records(
        "score_entry",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("barred", sa.String(8), nullable=True),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_score_entry_batch_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_score_entry_enrolment_id"),
        sa.UniqueConstraint("enrolment_id", "subject", "turn", name="uq_score_entry_enrolment_id_subject_turn"),
    )
    op.create_index("ix_score_entry_batch", "score_entry", ["batch_id", "subject", "turn"])


def _assessor_mark() -> None:
    create_records(
        "assessor_mark",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=True),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["assessor_id"], ["person.id"], name="fk_assessor_mark_assessor_id"),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_assessor_mark_batch_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_assessor_mark_enrolment_id"),
        sa.UniqueConstraint("enrolment_id", "subject", "slot", name="uq_assessor_mark_enrolment_id_subject_slot"),
    )
    op.create_index("ix_assessor_mark_assessor", "assessor_mark", ["assessor_id", "id"])
    op.create_index("ix_assessor_mark_batch_id", "assessor_mark", ["batch_id"])


def _score_correction() -> None:
    create_records(
        "score_correction",
        sa.Column("score_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("old_tenths", sa.Integer(), nullable=True),
        sa.Column("old_status", sa.String(10), nullable=False),
        sa.Column("new_tenths", sa.Integer(), nullable=True),
        sa.Column("new_status", sa.String(10), nullable=False),
        sa.Column("ground", sa.String(10), nullable=False),
        sa.Column("document", sa.String(40), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("asked_by", sa.String(40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(40), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_score_correction_batch_id"),
        sa.ForeignKeyConstraint(["score_id"], ["score.id"], name="fk_score_correction_score_id"),
    )
    op.create_index("ix_score_correction_batch_id", "score_correction", ["batch_id"])
    op.create_index("ix_score_correction_score_id", "score_correction", ["score_id"])
    op.create_index("ix_score_correction_state", "score_correction", ["state", "id"])


def _marking_record() -> None:
    create_records(
        "marking_record",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("subject", sa.String(8), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person", sa.String(60), nullable=True),
        sa.Column("agreement", sa.String(40), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("by", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_marking_record_batch_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_marking_record_enrolment_id"),
    )
    op.create_index("ix_marking_record_batch", "marking_record", ["batch_id", "kind", "id"])
    op.create_index("ix_marking_record_day", "marking_record", ["day", "id"])
    op.create_index("ix_marking_record_enrolment_id", "marking_record", ["enrolment_id"])


def _score_report() -> None:
    create_records(
        "score_report",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(50), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("registered", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(10), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(60), nullable=True),
        sa.Column("uploaded_by", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_score_report_batch_id"),
        sa.UniqueConstraint("number", name="uq_score_report_number"),
    )
    op.create_index("ix_score_report_batch_id", "score_report", ["batch_id"])
    op.create_index("ix_score_report_made", "score_report", ["made_at", "id"])
