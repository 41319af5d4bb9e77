"""Archives: files, items, persons concerned, holds, loans, renewals, consultations."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _archive_file()
    _archive_item()
    _archive_party()
    _archive_hold()
    _archive_loan()
    _archive_renewal()
    _archive_consultation()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _archive_file() -> None:
    create_records(
        "archive_file",
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("batch", sa.String(80), nullable=True),
        sa.Column("first_exam_on", sa.Date(), nullable=True),
        sa.Column("last_exam_on", sa.Date(), nullable=False),
        sa.Column("not_applicable", sa.JSON(), nullable=False),
        sa.Column("signatures", sa.JSON(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("completed_by", sa.String(60), nullable=True),
        sa.Column("platform_on", sa.Date(), nullable=True),
        sa.UniqueConstraint("number", name="uq_archive_file_number"),
    )
    op.create_index("ix_archive_file_batch", "archive_file", ["batch"])
    op.create_index("ix_archive_file_exam", "archive_file", ["last_exam_on", "id"])
    op.create_index("ix_archive_file_last_exam_on", "archive_file", ["last_exam_on"])


def _archive_item() -> None:
    create_records(
        "archive_item",
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(4), nullable=True),
        sa.Column("also_kind", sa.String(4), nullable=True),
        sa.Column("category", sa.String(40), nullable=True),
        sa.Column("medium", sa.String(12), nullable=True),
        sa.Column("secrecy", sa.String(10), nullable=False),
        sa.Column("batch", sa.String(80), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(40), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.String(20), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("originals", sa.Boolean(), nullable=True),
        sa.Column("location", sa.String(60), nullable=True),
        sa.Column("box", sa.String(40), nullable=True),
        sa.Column("cabinet", sa.String(40), nullable=True),
        sa.Column("keeper", sa.String(60), nullable=True),
        sa.Column("envelope", sa.String(40), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("own_period", sa.String(4), nullable=True),
        sa.Column("destroy_from", sa.Date(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("judged_by", sa.String(80), nullable=False),
        sa.Column("destroyed_on", sa.Date(), nullable=True),
        sa.Column("destroyed_by_list", sa.String(30), nullable=True),
        sa.Column("lost_on", sa.Date(), nullable=True),
        sa.Column("lost_how", sa.Text(), nullable=True),
        sa.Column("lost_confirmed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["archive_file.id"], name="fk_archive_item_file_id"),
        sa.UniqueConstraint("number", name="uq_archive_item_number"),
    )
    op.create_index("ix_archive_item_batch", "archive_item", ["batch"])
    op.create_index("ix_archive_item_box", "archive_item", ["box"])
    op.create_index("ix_archive_item_destroy", "archive_item", ["destroy_from", "id"])
    op.create_index("ix_archive_item_file_id", "archive_item", ["file_id"])
    op.create_index("ix_archive_item_judged_by", "archive_item", ["judged_by"])
    op.create_index("ix_archive_item_made", "archive_item", ["made_on", "id"])
    op.create_index("ix_archive_item_state", "archive_item", ["state", "destroy_from"])


def _archive_party() -> None:
    create_records(
        "archive_party",
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("id_no", sa.String(20), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["archive_file.id"], name="fk_archive_party_file_id"),
        sa.ForeignKeyConstraint(["item_id"], ["archive_item.id"], name="fk_archive_party_item_id"),
    )
    op.create_index("ix_archive_party_file_id", "archive_party", ["file_id"])
    op.create_index("ix_archive_party_id_no", "archive_party", ["id_no"])
    op.create_index("ix_archive_party_item_id", "archive_party", ["item_id"])


def _archive_hold() -> None:
    create_records(
        "archive_hold",
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("reference", sa.String(80), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("batch", sa.String(80), nullable=True),
        sa.Column("id_no", sa.String(20), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("placed_by", sa.String(60), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("released_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["archive_item.id"], name="fk_archive_hold_item_id"),
    )
    op.create_index("ix_archive_hold_batch", "archive_hold", ["batch"])
    op.create_index("ix_archive_hold_id_no", "archive_hold", ["id_no"])
    op.create_index("ix_archive_hold_item_id", "archive_hold", ["item_id"])
    op.create_index("ix_archive_hold_placed_on", "archive_hold", ["placed_on", "id"])
    op.create_index("ix_archive_hold_reference", "archive_hold", ["reference"])


def _archive_loan() -> None:
    create_records(
        "archive_loan",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("borrower", sa.String(60), nullable=False),
        sa.Column("borrower_id_no", sa.String(20), nullable=True),
        sa.Column("department", sa.String(60), nullable=True),
        sa.Column("purpose", sa.String(200), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.String(40), nullable=True),
        sa.Column("approver", sa.String(60), nullable=True),
        sa.Column("approved_by", sa.String(40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("signature", sa.String(100), nullable=True),
        sa.Column("refused_why", sa.Text(), nullable=True),
        sa.Column("lent_on", sa.Date(), nullable=True),
        sa.Column("lent_by", sa.String(40), nullable=True),
        sa.Column("carriers", sa.String(120), nullable=True),
        sa.Column("pages_out", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("periods_before", sa.Integer(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("received_by", sa.String(40), nullable=True),
        sa.Column("pages_back", sa.Integer(), nullable=True),
        sa.Column("condition", sa.String(12), nullable=True),
        sa.Column("condition_note", sa.String(200), nullable=True),
        sa.Column("imported_renewals", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("judged_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["archive_item.id"], name="fk_archive_loan_item_id"),
        sa.UniqueConstraint("number", name="uq_archive_loan_number"),
    )
    op.create_index("ix_archive_loan_borrower", "archive_loan", ["borrower"])
    op.create_index("ix_archive_loan_due", "archive_loan", ["state", "due_on", "id"])
    op.create_index("ix_archive_loan_item_id", "archive_loan", ["item_id"])
    op.create_index("ix_archive_loan_requested", "archive_loan", ["requested_on", "id"])
    op.create_index(
        "uq_archive_loan_open",
        "archive_loan",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("state = 'lent'"),
        postgresql_where=sa.text("state = 'lent'"),
    )


def _archive_renewal() -> None:
    create_records(
        "archive_renewal",
        sa.Column("loan_id", sa.Integer(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.String(40), nullable=False),
        sa.Column("old_due", sa.Date(), nullable=False),
        sa.Column("new_due", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["archive_loan.id"], name="fk_archive_renewal_loan_id"),
    )
    op.create_index("ix_archive_renewal_loan_id", "archive_renewal", ["loan_id"])


def _archive_consultation() -> None:
    create_records(
        "archive_consultation",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(60), nullable=False),
        sa.Column("reader_id_no", sa.String(20), nullable=True),
        sa.Column("reader_login", sa.String(40), nullable=True),
        sa.Column("unit", sa.String(60), nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("task", sa.String(80), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.String(40), nullable=False),
        sa.Column("approver", sa.String(60), nullable=True),
        sa.Column("approved_by", sa.String(40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("refused_why", sa.Text(), nullable=True),
        sa.Column("general_by", sa.String(40), nullable=True),
        sa.Column("supervisor_by", sa.String(40), nullable=True),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("condition_note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["archive_item.id"], name="fk_archive_consultation_item_id"),
        sa.UniqueConstraint("number", name="uq_archive_consultation_number"),
    )
    op.create_index("ix_archive_consultation_item_id", "archive_consultation", ["item_id"])
    op.create_index("ix_archive_consultation_reader_login", "archive_consultation", ["reader_login"])
    op.create_index("ix_archive_consultation_requested", "archive_consultation", ["requested_on", "id"])
