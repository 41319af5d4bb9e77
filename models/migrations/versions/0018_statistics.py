"""Counts kept for the dashboards, numbered snapshots; candidates are found by their training class."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _result_count()
    _assessor_count()
    _agreement_count()
    _statistics_snapshot()
    in_class = sa.text("training_class IS NOT NULL")
    op.create_index("ix_enrolment_class", "enrolment", ["training_class", "id"], sqlite_where=in_class, postgresql_where=in_class)


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _result_count() -> None:
    _counts(
        "result_count",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("job", sa.String(60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("training_class", sa.String(60), nullable=False),
        sa.Column("direct", sa.Integer(), nullable=False),
        sa.Column("resit", sa.Integer(), nullable=False),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("applied", sa.Integer(), nullable=False),
        sa.Column("admitted", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("partial", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("struck", sa.Integer(), nullable=False),
        sa.Column("theory", sa.Integer(), nullable=False),
        sa.Column("theory_passed", sa.Integer(), nullable=False),
        sa.Column("theory_tenths", sa.BigInteger(), nullable=False),
        sa.Column("skill", sa.Integer(), nullable=False),
        sa.Column("skill_passed", sa.Integer(), nullable=False),
        sa.Column("skill_tenths", sa.BigInteger(), nullable=False),
        sa.Column("both", sa.Integer(), nullable=False),
        sa.Column("both_passed", sa.Integer(), nullable=False),
        sa.UniqueConstraint(
            "batch_id", "occupation", "job", "level", "training_class", "direct", "resit", "carried", name="uq_result_count_kind"
        ),
    )


def _assessor_count() -> None:
    _counts(
        "assessor_count",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=False),
        sa.Column("judges", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.UniqueConstraint("batch_id", "subject", "assessor_id", "judges", name="uq_assessor_count_batch_id_subject_assessor_id_judges"),
    )
    op.create_index("ix_assessor_count_assessor", "assessor_count", ["assessor_id"])


def _agreement_count() -> None:
    _counts(
        "agreement_count",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("judges", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("both", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("candidate_squares", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("batch_id", "subject", "kind", "judges", name="uq_agreement_count_batch_id_subject_kind_judges"),
    )


def _statistics_snapshot() -> None:
    create_records(
        "statistics_snapshot",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by", sa.String(40), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("summary_on", sa.Date(), nullable=True),
        sa.Column("report_way", sa.String(120), nullable=True),
        sa.UniqueConstraint("number", name="uq_statistics_snapshot_number"),
    )
    op.create_index("ix_statistics_snapshot_day", "statistics_snapshot", ["taken_on", "id"])
    op.create_index("ix_statistics_snapshot_year", "statistics_snapshot", ["kind", "last_day"])


def _counts(name: str, *rest: sa.schema.SchemaItem) -> None:
    """A table of counts: no record, it has neither version nor audit entry."""
    op.create_table(name, sa.Column("id", sa.Integer(), nullable=False), *rest, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"))
