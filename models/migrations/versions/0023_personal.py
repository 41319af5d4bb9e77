"""What people ask of the data kept about them."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _person_request()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _person_request() -> None:
    create_records(
        "person_request",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("id_no", sa.String(20), nullable=False),
        sa.Column("asks", sa.String(10), nullable=False),
        sa.Column("way", sa.String(10), nullable=False),
        sa.Column("checked", sa.String(100), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(10), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
    )
    op.create_index("ix_person_request_id_no", "person_request", ["id_no"])
    op.create_index("ix_person_request_name", "person_request", ["sort_name", "id"])
    op.create_index("ix_person_request_number", "person_request", ["number", "id"], unique=True)
    op.create_index("ix_person_request_received_on", "person_request", ["received_on", "id"])
