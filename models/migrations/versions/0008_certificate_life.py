"""Certificates in their later life: seals, corrections, blanks drawn, custodians, arrivals, consignments, papers of a reissue."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _papers_of_a_reissue()
    _seal_use()
    _certificate_correction()
    _blank_draw()
    _certificate_custodian()
    _certificate_arrival()
    _certificate_consignment()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _papers_of_a_reissue() -> None:
    op.add_column("reissue", sa.Column("documents", sa.JSON(), nullable=True))
    op.add_column("reissue", sa.Column("fee", sa.Integer(), nullable=True))
    op.add_column("reissue", sa.Column("accepted_on", sa.Date(), nullable=True))
    op.add_column("reissue", sa.Column("accepted_by", sa.String(60), nullable=True))
    op.add_column("reissue", sa.Column("receipt_number", sa.String(40), nullable=True))


def _seal_use() -> None:
    create_records(
        "seal_use",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("roster_id", sa.Integer(), nullable=True),
        sa.Column("reissue_id", sa.Integer(), nullable=True),
        sa.Column("document", sa.String(60), nullable=False),
        sa.Column("seals", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("keeper", sa.String(60), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("second", sa.String(60), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["reissue_id"], ["reissue.id"], name="fk_seal_use_reissue_id"),
        sa.ForeignKeyConstraint(["roster_id"], ["issue_roster.id"], name="fk_seal_use_roster_id"),
    )
    op.create_index("ix_seal_use_day", "seal_use", ["day", "id"])
    op.create_index("ix_seal_use_reissue_id", "seal_use", ["reissue_id"])
    op.create_index("ix_seal_use_roster_id", "seal_use", ["roster_id"])


def _certificate_correction() -> None:
    create_records(
        "certificate_correction",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("old", sa.String(60), nullable=False),
        sa.Column("new", sa.String(60), nullable=False),
        sa.Column("stage", sa.String(15), nullable=False),
        sa.Column("proof", sa.String(200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(60), nullable=True),
        sa.Column("decision", sa.String(400), nullable=True),
        sa.Column("old_serial", sa.String(20), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("courier", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificate.id"], name="fk_certificate_correction_certificate_id"),
    )
    op.create_index("ix_certificate_correction_certificate_id", "certificate_correction", ["certificate_id"])
    op.create_index("ix_certificate_correction_requested_on", "certificate_correction", ["requested_on", "id"])
    op.create_index("ix_certificate_correction_state", "certificate_correction", ["state"])


def _blank_draw() -> None:
    create_records(
        "blank_draw",
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(60), nullable=False),
        sa.Column("purpose", sa.String(200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(60), nullable=True),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("drawn_on", sa.Date(), nullable=True),
        sa.Column("given_by", sa.String(60), nullable=True),
        sa.Column("received_by", sa.String(60), nullable=True),
        sa.Column("used", sa.Integer(), nullable=True),
        sa.Column("spoiled", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(60), nullable=True),
        sa.Column("second", sa.String(60), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.UniqueConstraint("number", name="uq_blank_draw_number"),
    )
    op.create_index("ix_blank_draw_asked_on", "blank_draw", ["asked_on", "id"])


def _certificate_custodian() -> None:
    create_records(
        "certificate_custodian",
        sa.Column("duty", sa.String(12), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("named_by", sa.String(60), nullable=False),
    )
    op.create_index("ix_certificate_custodian_since", "certificate_custodian", ["since", "id"])


def _certificate_arrival() -> None:
    create_records(
        "certificate_arrival",
        sa.Column("roster_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(60), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("courier", sa.String(40), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("counted_by", sa.String(60), nullable=False),
        sa.Column("second", sa.String(60), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(60), nullable=True),
        sa.Column("faults", sa.Text(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["roster_id"], ["issue_roster.id"], name="fk_certificate_arrival_roster_id"),
    )
    op.create_index("ix_certificate_arrival_arrived_on", "certificate_arrival", ["arrived_on", "id"])
    op.create_index("ix_certificate_arrival_roster_id", "certificate_arrival", ["roster_id"])


def _certificate_consignment() -> None:
    create_records(
        "certificate_consignment",
        sa.Column("roster_id", sa.Integer(), nullable=False),
        sa.Column("receiver", sa.String(80), nullable=False),
        sa.Column("received_by", sa.String(60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("given_by", sa.String(60), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.Column("receipts_due", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("receipt", sa.String(100), nullable=True),
        sa.ForeignKeyConstraint(["roster_id"], ["issue_roster.id"], name="fk_certificate_consignment_roster_id"),
    )
    op.create_index("ix_certificate_consignment_day", "certificate_consignment", ["day", "id"])
    op.create_index("ix_certificate_consignment_roster_id", "certificate_consignment", ["roster_id"])
