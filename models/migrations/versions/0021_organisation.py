"""Misconduct of staff, and the organisation: delegations, custodians, tasks, reports."""

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")
