"""Several seats: what the centre keeps about its windows and backups."""

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")
