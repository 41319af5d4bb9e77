"""Several seats: what the centre keeps about its windows and backups. Indexes for complaints and incidents."""

from alembic import op
from sqlalchemy import text

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    lacks = text(
        "(theme = '' OR summary = '' OR discovered_by = '' OR (state = 'closed' AND"
        " (cause IS NULL OR course IS NULL OR result IS NULL OR social_effect IS NULL)))"
    )
    op.create_index("ix_complaint_archive", "complaint", ["archive_no", "id"])
    op.create_index("ix_incident_lacking", "incident", ["id"], sqlite_where=lacks, postgresql_where=lacks)


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")
