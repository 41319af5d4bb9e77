"""Several seats: files of a centre that is kept on a server. Indexes for complaints and incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("stored_as", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stored_as", name="pk_stored_file"),
    )
    _indexes()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _indexes() -> None:
    lacks = sa.text(
        "(theme = '' OR summary = '' OR discovered_by = '' OR (state = 'closed' AND"
        " (cause IS NULL OR course IS NULL OR result IS NULL OR social_effect IS NULL)))"
    )
    op.create_index("ix_complaint_archive", "complaint", ["archive_no", "id"])
    op.create_index("ix_incident_lacking", "incident", ["id"], sqlite_where=lacks, postgresql_where=lacks)
