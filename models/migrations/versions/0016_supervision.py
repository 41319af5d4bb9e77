"""Visits, on-site forms, opinions, rectification."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _supervision()
    _supervision_member()
    _supervision_answer()
    _assessor_rating()
    _rectification()
    _supervision_case()
    _supervision_wording()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _supervision() -> None:
    create_records(
        "supervision",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("methods", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("batch", sa.String(40), nullable=False),
        sa.Column("site", sa.String(80), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("focus", sa.Text(), nullable=False),
        sa.Column("has_theory", sa.Boolean(), nullable=False),
        sa.Column("has_defence", sa.Boolean(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("leader", sa.String(60), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("absent", sa.Integer(), nullable=True),
        sa.Column("papers_advice", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("fed_back_on", sa.Date(), nullable=False),
        sa.Column("received_by", sa.String(60), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("uploaded_on", sa.Date(), nullable=False),
        sa.Column("uploaded_by", sa.String(40), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("judged_by", sa.String(200), nullable=False),
    )
    op.create_index("ix_supervision_batch", "supervision", ["batch"])
    op.create_index("ix_supervision_closed_on", "supervision", ["closed_on", "ends_on", "id"])
    op.create_index("ix_supervision_ends_on", "supervision", ["ends_on", "id"])
    op.create_index("ix_supervision_number", "supervision", ["number", "id"], unique=True)
    op.create_index("ix_supervision_state", "supervision", ["state", "id"])


def _supervision_member() -> None:
    create_records(
        "supervision_member",
        sa.Column("supervision_id", sa.Integer(), nullable=False),
        sa.Column("qualification_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("badge_out_on", sa.Date(), nullable=True),
        sa.Column("badge_back_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["qualification_id"], ["qualification.id"], name="fk_supervision_member_qualification_id"),
        sa.ForeignKeyConstraint(["supervision_id"], ["supervision.id"], name="fk_supervision_member_supervision_id"),
        sa.UniqueConstraint("supervision_id", "qualification_id", name="uq_supervision_member_supervision_id_qualification_id"),
    )
    op.create_index("ix_supervision_member_badge", "supervision_member", ["badge_back_on", "id"])
    op.create_index("ix_supervision_member_qualification_id", "supervision_member", ["qualification_id"])


def _supervision_answer() -> None:
    create_records(
        "supervision_answer",
        sa.Column("supervision_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(1), nullable=False),
        sa.Column("remark", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(["supervision_id"], ["supervision.id"], name="fk_supervision_answer_supervision_id"),
        sa.UniqueConstraint("supervision_id", "item", name="uq_supervision_answer_supervision_id_item"),
    )


def _assessor_rating() -> None:
    create_records(
        "assessor_rating",
        sa.Column("supervision_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("qualification_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["qualification_id"], ["qualification.id"], name="fk_assessor_rating_qualification_id"),
        sa.ForeignKeyConstraint(["supervision_id"], ["supervision.id"], name="fk_assessor_rating_supervision_id"),
        sa.UniqueConstraint("supervision_id", "name", name="uq_assessor_rating_supervision_id_name"),
    )
    op.create_index("ix_assessor_rating_qualification_id", "assessor_rating", ["qualification_id"])


def _rectification() -> None:
    create_records(
        "rectification",
        sa.Column("supervision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(120), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("proof", sa.String(200), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("verified_by", sa.String(60), nullable=False),
        sa.Column("note", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(["supervision_id"], ["supervision.id"], name="fk_rectification_supervision_id"),
    )
    op.create_index("ix_rectification_due_on", "rectification", ["verified_on", "due_on", "id"])
    op.create_index("ix_rectification_number", "rectification", ["number", "id"])
    op.create_index("ix_rectification_supervision_id", "rectification", ["supervision_id"])


def _supervision_case() -> None:
    create_records(
        "supervision_case",
        sa.Column("supervision_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("cause", sa.String(8), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("qualification_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by", sa.String(60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["qualification_id"], ["qualification.id"], name="fk_supervision_case_qualification_id"),
        sa.ForeignKeyConstraint(["supervision_id"], ["supervision.id"], name="fk_supervision_case_supervision_id"),
    )
    op.create_index("ix_supervision_case_decided_on", "supervision_case", ["decided_on", "id"])
    op.create_index("ix_supervision_case_qualification_id", "supervision_case", ["qualification_id"])
    op.create_index("ix_supervision_case_raised_on", "supervision_case", ["raised_on", "id"])
    op.create_index("ix_supervision_case_supervision_id", "supervision_case", ["supervision_id"])


def _supervision_wording() -> None:
    create_records(
        "supervision_wording",
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.UniqueConstraint("item", name="uq_supervision_wording_item"),
    )
