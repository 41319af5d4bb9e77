"""Applications for batches with their proofs, corrections and fees; violations and bans."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _enrolment()
    _enrolment_proof()
    _enrolment_correction()
    _enrolment_payment()
    _violation()
    _ban()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _enrolment() -> None:
    create_records(
        "enrolment",
        *_applied(),
        sa.Column("prior_level", sa.Integer(), nullable=True),
        sa.Column("prior_number", sa.String(30), nullable=True),
        sa.Column("work_years", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("postcode", sa.String(6), nullable=True),
        sa.Column("address", sa.String(120), nullable=True),
        sa.Column("photo", sa.String(64), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_by", sa.String(40), nullable=True),
        sa.Column("review_note", sa.Text(), nullable=True),
        sa.Column("rechecked_on", sa.Date(), nullable=True),
        sa.Column("fee_paid_on", sa.Date(), nullable=True),
        sa.Column("ticket", sa.String(24), nullable=True),
        sa.Column("student_group", sa.String(12), nullable=True),
        sa.Column("graduates_on", sa.Date(), nullable=True),
        sa.Column("condition", sa.String(60), nullable=True),
        sa.Column("form_kind", sa.String(12), nullable=True),
        sa.Column("entered_by", sa.String(40), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("uploaded_on", sa.Date(), nullable=True),
        sa.Column("forms_sent_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(200), nullable=True),
        sa.Column("downgraded_from_id", sa.Integer(), nullable=True),
        sa.Column("resit_of_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(12), nullable=True),
        sa.Column("result_on", sa.Date(), nullable=True),
        sa.Column("result_valid_to", sa.Date(), nullable=True),
        sa.Column("history", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_enrolment_batch_id"),
        sa.ForeignKeyConstraint(["downgraded_from_id"], ["enrolment.id"], name="fk_enrolment_downgraded_from_id"),
        sa.ForeignKeyConstraint(["resit_of_id"], ["enrolment.id"], name="fk_enrolment_resit_of_id"),
        sa.UniqueConstraint(
            "batch_id", "id_kind", "id_no", "occupation", "job", "level", name="uq_enrolment_batch_id_id_kind_id_no_occupation_job_level"
        ),
    )
    op.create_index("ix_enrolment_batch_name", "enrolment", ["batch_id", "sort_name", "id"])
    op.create_index("ix_enrolment_batch_state", "enrolment", ["batch_id", "state", "id"])
    op.create_index("ix_enrolment_downgraded_from_id", "enrolment", ["downgraded_from_id"])
    op.create_index("ix_enrolment_name", "enrolment", ["sort_name", "id"])
    op.create_index("ix_enrolment_person", "enrolment", ["id_no", "id"])
    op.create_index("ix_enrolment_resit_of_id", "enrolment", ["resit_of_id"])
    op.create_index("ix_enrolment_ticket", "enrolment", ["ticket", "id"])


def _applied() -> list[sa.Column]:
    """Who applies for what."""
    return [
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("id_kind", sa.String(12), nullable=False),
        sa.Column("id_no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("sex", sa.String(6), nullable=True),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("education", sa.String(12), nullable=True),
        sa.Column("category", sa.String(12), nullable=True),
        sa.Column("employer", sa.String(80), nullable=True),
        sa.Column("major", sa.String(40), nullable=True),
        sa.Column("training_class", sa.String(60), nullable=True),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("job", sa.String(60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("way", sa.String(12), nullable=False),
    ]


def _enrolment_proof() -> None:
    create_records(
        "enrolment_proof",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(20), nullable=False),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("name", sa.String(80), nullable=True),
        sa.Column("grade", sa.String(12), nullable=True),
        sa.Column("number", sa.String(40), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("theory_passed", sa.Boolean(), nullable=True),
        sa.Column("skill_passed", sa.Boolean(), nullable=True),
        sa.Column("source", sa.String(80), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("checked_by", sa.String(40), nullable=True),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_enrolment_proof_enrolment_id"),
        sa.UniqueConstraint("enrolment_id", "item", name="uq_enrolment_proof_enrolment_id_item"),
    )


def _enrolment_correction() -> None:
    create_records(
        "enrolment_correction",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(12), nullable=False),
        sa.Column("phase", sa.String(8), nullable=False),
        sa.Column("old", sa.String(100), nullable=False),
        sa.Column("new", sa.String(100), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("certificate", sa.String(30), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("wrong_sent_on", sa.Date(), nullable=True),
        sa.Column("courier", sa.String(30), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_enrolment_correction_enrolment_id"),
    )
    op.create_index("ix_enrolment_correction_day", "enrolment_correction", ["registered_on", "id"])
    op.create_index("ix_enrolment_correction_enrolment_id", "enrolment_correction", ["enrolment_id"])


def _enrolment_payment() -> None:
    create_records(
        "enrolment_payment",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(12), nullable=False),
        sa.Column("standard", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("voucher", sa.String(30), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("waived", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(100), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_enrolment_payment_enrolment_id"),
    )
    op.create_index("ix_enrolment_payment_day", "enrolment_payment", ["paid_on", "id"])
    op.create_index("ix_enrolment_payment_enrolment_id", "enrolment_payment", ["enrolment_id"])


def _violation() -> None:
    create_records(
        "violation",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("who", sa.String(10), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("id_kind", sa.String(12), nullable=False),
        sa.Column("id_no", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(8), nullable=True),
        sa.Column("room", sa.String(20), nullable=True),
        sa.Column("seat", sa.String(12), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("code", sa.String(40), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.JSON(), nullable=False),
        sa.Column("witnesses", sa.String(80), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("effects", sa.JSON(), nullable=False),
        sa.Column("legal_basis", sa.String(200), nullable=True),
        sa.Column("decision", sa.String(200), nullable=True),
        sa.Column("decided_by", sa.String(40), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(40), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("certificate", sa.String(10), nullable=False),
        sa.Column("transferred", sa.String(200), nullable=True),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lifted_why", sa.String(200), nullable=True),
        sa.Column("note", sa.String(100), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_violation_batch_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_violation_enrolment_id"),
        sa.UniqueConstraint("number", name="uq_violation_number"),
    )
    op.create_index("ix_violation_at", "violation", ["at", "id"])
    op.create_index("ix_violation_batch_id", "violation", ["batch_id"])
    op.create_index("ix_violation_enrolment_id", "violation", ["enrolment_id"])
    op.create_index("ix_violation_person", "violation", ["id_no", "id"])


def _ban() -> None:
    create_records(
        "ban",
        sa.Column("violation_id", sa.Integer(), nullable=True),
        sa.Column("id_kind", sa.String(12), nullable=False),
        sa.Column("id_no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("effect", sa.String(8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lifted_why", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["violation_id"], ["violation.id"], name="fk_ban_violation_id"),
    )
    op.create_index("ix_ban_first_day", "ban", ["first_day", "id"])
    op.create_index("ix_ban_person", "ban", ["id_no", "id"])
    op.create_index("ix_ban_violation_id", "ban", ["violation_id"])
