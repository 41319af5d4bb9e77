"""Counts kept for the dashboards, numbered snapshots."""

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")
