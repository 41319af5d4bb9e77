"""Records of a session: what its team checked, decided and handed in; minutes of defences."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _defence()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _defence() -> None:
    create_records(
        "defence",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("thesis", sa.String(100), nullable=True),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("introduction", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("material", sa.Integer(), nullable=True),
        sa.Column("oral", sa.Integer(), nullable=True),
        sa.Column("recorder", sa.String(60), nullable=False),
        sa.Column("remark", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_defence_batch_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_defence_enrolment_id"),
        sa.UniqueConstraint("enrolment_id", name="uq_defence_enrolment_id"),
    )
    op.create_index("ix_defence_batch", "defence", ["batch_id", "id"])
