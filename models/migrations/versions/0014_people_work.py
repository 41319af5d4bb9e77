"""Training, refusals, sanctions, experts, staff."""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")
