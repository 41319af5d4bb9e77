"""Evaluation of a session's people, the annual review."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _round_evaluation()
    _annual_review()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _round_evaluation() -> None:
    create_records(
        "round_evaluation",
        sa.Column("qualification_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("round", sa.String(60), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("attendance", sa.String(8), nullable=False),
        sa.Column("candidates", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("evaluated_by", sa.String(40), nullable=False),
        sa.Column("evaluated_on", sa.Date(), nullable=False),
        sa.Column("is_leader", sa.Boolean(), nullable=False),
        sa.Column("analysis", sa.Text(), nullable=False),
        sa.Column("analysed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["qualification_id"], ["qualification.id"], name="fk_round_evaluation_qualification_id"),
        sa.UniqueConstraint("qualification_id", "round", name="uq_round_evaluation_qualification_id_round"),
    )
    op.create_index("ix_round_evaluation_ended_on", "round_evaluation", ["ended_on", "id"])
    op.create_index("ix_round_evaluation_name", "round_evaluation", ["sort_name", "id"])
    op.create_index("ix_round_evaluation_qualification_id", "round_evaluation", ["qualification_id"])
    op.create_index("ix_round_evaluation_round", "round_evaluation", ["round", "name"])
    op.create_index("ix_round_evaluation_unanalysed", "round_evaluation", ["is_leader", "analysed_on", "ended_on", "id"])


def _annual_review() -> None:
    create_records(
        "annual_review",
        sa.Column("qualification_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("grade", sa.String(12), nullable=False),
        sa.Column("derivation", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("summary_on", sa.Date(), nullable=True),
        sa.Column("manager_opinion", sa.Text(), nullable=False),
        sa.Column("manager_by", sa.String(40), nullable=False),
        sa.Column("supervisor_opinion", sa.Text(), nullable=False),
        sa.Column("supervisor_by", sa.String(40), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("confirmed_by", sa.String(40), nullable=False),
        sa.Column("judged_by", sa.String(200), nullable=False),
        sa.Column("proposal", sa.String(16), nullable=False),
        sa.Column("proposed_by", sa.String(20), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("settlement", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["qualification_id"], ["qualification.id"], name="fk_annual_review_qualification_id"),
        sa.UniqueConstraint("qualification_id", "year", name="uq_annual_review_qualification_id_year"),
    )
    op.create_index("ix_annual_review_confirmed_on", "annual_review", ["confirmed_on", "id"])
    op.create_index("ix_annual_review_name", "annual_review", ["sort_name", "id"])
    op.create_index("ix_annual_review_qualification_id", "annual_review", ["qualification_id"])
    op.create_index("ix_annual_review_settled_on", "annual_review", ["settled_on", "id"])
    op.create_index("ix_annual_review_year", "annual_review", ["year", "id"])
