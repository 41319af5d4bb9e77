"""What was sent to the platform, what it sent back."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _upload()
    _upload_line()
    # A reconciliation sums over this index alone: date and level stand in it too.
    op.drop_index("ix_certificate_scope", "certificate")
    op.create_index("ix_certificate_scope", "certificate", ["scope", "sequence", "issued_on", "level"])


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _upload() -> None:
    create_records(
        "upload",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_by", sa.String(60), nullable=True),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("rejected", sa.Integer(), nullable=True),
        sa.Column("backed_up_on", sa.Date(), nullable=True),
        sa.Column("backed_up_to", sa.String(100), nullable=True),
        sa.UniqueConstraint("number", name="uq_upload_number"),
    )
    op.create_index("ix_upload_made_on", "upload", ["made_on", "id"])


def _upload_line() -> None:
    create_records(
        "upload_line",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(10), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("id_kind", sa.String(20), nullable=False),
        sa.Column("id_no", sa.String(20), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("job", sa.String(60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("agency", sa.String(80), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("why", sa.String(400), nullable=True),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificate.id"], name="fk_upload_line_certificate_id"),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="fk_upload_line_upload_id"),
        sa.UniqueConstraint("upload_id", "certificate_id", name="uq_upload_line_upload_id_certificate_id"),
    )
    op.create_index("ix_upload_line_certificate", "upload_line", ["certificate_id", "id"])
    op.create_index("ix_upload_line_number", "upload_line", ["number", "id"])
    op.create_index("ix_upload_line_state", "upload_line", ["state", "id"])
