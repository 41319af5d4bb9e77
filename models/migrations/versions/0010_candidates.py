"""Applications for batches."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _enrolment()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _enrolment() -> None:
    create_records(
        "enrolment",
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
        sa.Column("resit_of_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(12), nullable=True),
        sa.Column("result_on", sa.Date(), nullable=True),
        sa.Column("result_valid_to", sa.Date(), nullable=True),
        sa.Column("history", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_enrolment_batch_id"),
        sa.ForeignKeyConstraint(["resit_of_id"], ["enrolment.id"], name="fk_enrolment_resit_of_id"),
        sa.UniqueConstraint(
            "batch_id", "id_kind", "id_no", "occupation", "job", "level", name="uq_enrolment_batch_id_id_kind_id_no_occupation_job_level"
        ),
    )
    op.create_index("ix_enrolment_batch_name", "enrolment", ["batch_id", "sort_name", "id"])
    op.create_index("ix_enrolment_name", "enrolment", ["sort_name", "id"])
    op.create_index("ix_enrolment_person", "enrolment", ["id_no", "id"])
    op.create_index("ix_enrolment_resit_of_id", "enrolment", ["resit_of_id"])
    op.create_index("ix_enrolment_ticket", "enrolment", ["ticket", "id"])
