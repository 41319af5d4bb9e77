"""Several seats: files of a centre that is kept on a server."""

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


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")
