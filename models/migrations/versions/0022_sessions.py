"""Records of a session: what its team checked, decided and handed in."""

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")
