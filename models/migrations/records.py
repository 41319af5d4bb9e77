"""What every table of records has had since the first step. Steps of the past use it: it never changes."""

import sqlalchemy as sa
from alembic import op


def create_records(name: str, *rest: sa.schema.SchemaItem) -> None:
    """A table of records: columns and constraints of its own, then id, version and the two audit entries."""
    op.create_table(
        name,
        *rest,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_entry", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
