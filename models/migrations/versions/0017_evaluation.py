"""Evaluation of a session's people, the annual review."""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")
