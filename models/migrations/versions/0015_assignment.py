"""Teams of sessions, interests declared."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _interest()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _interest() -> None:
    create_records(
        "interest",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("other_name", sa.String(60), nullable=True),
        sa.Column("other_id_no", sa.String(20), nullable=True),
        sa.Column("class_name", sa.String(60), nullable=True),
        sa.Column("matter", sa.String(60), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_interest_person_id"),
    )
    op.create_index("ix_interest_declared_on", "interest", ["declared_on", "id"])
    op.create_index("ix_interest_matter", "interest", ["matter", "kind", "id"])
    op.create_index("ix_interest_name", "interest", ["sort_name", "id"])
    op.create_index("ix_interest_other", "interest", ["other_id_no", "id"])
    op.create_index("ix_interest_person_id", "interest", ["person_id"])
