"""Certificates: filed scope, batches, passes; register, rosters, blanks, journal, sign-offs, reissues, reconciliations."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _scope_row()
    _batch()
    _pass_row()
    _issue_roster()
    _certificate()
    _blank_lot()
    _movement()
    _copy()
    _sign_off()
    _reissue()
    _stock_count()
    _recon_run()
    _recon_finding()
    _locked_month()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _scope_row() -> None:
    create_records(
        "scope_row",
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("code", sa.String(12), nullable=True),
        sa.Column("job", sa.String(60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("standard", sa.String(20), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(100), nullable=True),
        sa.UniqueConstraint("occupation", "job", "level", "valid_from", name="uq_scope_row_occupation_job_level_valid_from"),
    )
    op.create_index("ix_scope_row_order", "scope_row", ["occupation", "id"])


def _batch() -> None:
    create_records(
        "batch",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(100), nullable=True),
        sa.Column("occupation", sa.String(60), nullable=True),
        sa.Column("job", sa.String(60), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("first_exam_day", sa.Date(), nullable=False),
        sa.Column("last_exam_day", sa.Date(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(40), nullable=True),
        sa.Column("profile", sa.String(20), nullable=False),
        sa.Column("notice_from", sa.Date(), nullable=True),
        sa.Column("objection_on", sa.Date(), nullable=True),
        sa.Column("objection_closed_on", sa.Date(), nullable=True),
        sa.UniqueConstraint("code", name="uq_batch_code"),
    )
    op.create_index("ix_batch_last_day", "batch", ["last_exam_day", "id"])


def _pass_row() -> None:
    create_records(
        "pass_row",
        sa.Column("batch_code", sa.String(40), nullable=False),
        sa.Column("id_no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("sex", sa.String(6), nullable=True),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("job", sa.String(60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("theory", sa.Double(), nullable=True),
        sa.Column("skill", sa.Double(), nullable=True),
        sa.Column("review", sa.Double(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("why", sa.String(400), nullable=True),
        sa.Column("source_row", sa.String(60), nullable=True),
    )
    op.create_index("ix_pass_row_batch", "pass_row", ["batch_code", "id"])
    op.create_index("ix_pass_row_name", "pass_row", ["sort_name", "id"])
    op.create_index("ix_pass_row_person", "pass_row", ["id_no", "level", "id"])


def _issue_roster() -> None:
    create_records(
        "issue_roster",
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("batch_code", sa.String(40), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(60), nullable=True),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.UniqueConstraint("number", name="uq_issue_roster_number"),
    )
    op.create_index("ix_issue_roster_batch_code", "issue_roster", ["batch_code"])
    op.create_index("ix_issue_roster_made_on", "issue_roster", ["made_on", "id"])


def _certificate() -> None:
    create_records(
        "certificate",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("batch_code", sa.String(40), nullable=False),
        sa.Column("roster_id", sa.Integer(), nullable=True),
        sa.Column("pass_id", sa.Integer(), nullable=True),
        sa.Column("id_kind", sa.String(20), nullable=False),
        sa.Column("id_no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("job", sa.String(60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(80), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("form", sa.String(10), nullable=False),
        sa.Column("serial", sa.String(20), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("online", sa.String(20), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("grade_note", sa.String(10), nullable=True),
        sa.Column("replaces", sa.String(30), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_ground", sa.String(10), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("printed_text", sa.JSON(), nullable=True),
        sa.Column("history", sa.Boolean(), nullable=False),
        sa.Column("source_row", sa.String(60), nullable=True),
        sa.ForeignKeyConstraint(["pass_id"], ["pass_row.id"], name="fk_certificate_pass_id"),
        sa.ForeignKeyConstraint(["roster_id"], ["issue_roster.id"], name="fk_certificate_roster_id"),
    )
    op.create_index("ix_certificate_batch", "certificate", ["batch_code", "id"])
    op.create_index("ix_certificate_issued_on", "certificate", ["issued_on", "id"])
    op.create_index("ix_certificate_name", "certificate", ["sort_name", "id"])
    op.create_index("ix_certificate_number", "certificate", ["number", "id"])
    op.create_index("ix_certificate_pass_id", "certificate", ["pass_id"])
    op.create_index("ix_certificate_person", "certificate", ["id_no", "level", "id"])
    op.create_index("ix_certificate_roster_id", "certificate", ["roster_id"])
    op.create_index("ix_certificate_scope", "certificate", ["scope", "sequence"])
    op.create_index("ix_certificate_serial", "certificate", ["serial", "id"])
    op.create_index("uq_certificate_own_number", "certificate", ["number"], unique=True,
                    sqlite_where=sa.text("history = 0 AND number <> ''"),
                    postgresql_where=sa.text("NOT history AND number <> ''"))


def _blank_lot() -> None:
    create_records(
        "blank_lot",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("supplier", sa.String(80), nullable=True),
        sa.Column("keeper", sa.String(60), nullable=True),
        sa.Column("box", sa.String(40), nullable=True),
        sa.Column("counted_by", sa.String(60), nullable=True),
        sa.Column("history", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_blank_lot_first", "blank_lot", ["first", "id"])
    op.create_index("ix_blank_lot_received_on", "blank_lot", ["received_on", "id"])


def _movement() -> None:
    create_records(
        "movement",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("code", sa.String(3), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(30), nullable=True),
        sa.Column("document", sa.String(60), nullable=True),
        sa.Column("bucket_from", sa.String(1), nullable=True),
        sa.Column("bucket_to", sa.String(1), nullable=True),
        sa.Column("old_serial", sa.String(20), nullable=True),
        sa.Column("cause", sa.String(10), nullable=True),
        sa.Column("why", sa.String(400), nullable=True),
        sa.Column("by", sa.String(60), nullable=True),
        sa.Column("second", sa.String(60), nullable=True),
        sa.Column("approved_by", sa.String(60), nullable=True),
        sa.Column("courier", sa.String(40), nullable=True),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("history", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["reverses"], ["movement.id"], name="fk_movement_reverses"),
        sa.UniqueConstraint("reverses", name="uq_movement_reverses"),
    )
    op.create_index("ix_movement_day", "movement", ["day", "id"])
    op.create_index("ix_movement_first", "movement", ["first", "id"])


def _copy() -> None:
    create_records(
        "copy",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("bucket", sa.String(1), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("lost_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificate.id"], name="fk_copy_certificate_id"),
        sa.UniqueConstraint("serial", name="uq_copy_serial"),
    )
    op.create_index("ix_copy_bucket", "copy", ["bucket", "serial"])
    op.create_index("ix_copy_certificate_id", "copy", ["certificate_id"])


def _sign_off() -> None:
    create_records(
        "sign_off",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("serial", sa.String(20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("way", sa.String(12), nullable=False),
        sa.Column("signer", sa.String(60), nullable=True),
        sa.Column("signer_id", sa.String(20), nullable=True),
        sa.Column("authorisation", sa.String(100), nullable=True),
        sa.Column("courier", sa.String(40), nullable=True),
        sa.Column("receipt", sa.String(100), nullable=True),
        sa.Column("undone_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_sign_off_day", "sign_off", ["day", "id"])
    op.create_index("ix_sign_off_number", "sign_off", ["number", "id"])


def _reissue() -> None:
    create_records(
        "reissue",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(10), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("declaration", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(60), nullable=True),
        sa.Column("check_result", sa.String(200), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(60), nullable=True),
        sa.Column("old_serial", sa.String(20), nullable=False),
        sa.Column("new_serial", sa.String(20), nullable=True),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.Column("recovered_on", sa.Date(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificate.id"], name="fk_reissue_certificate_id"),
    )
    op.create_index("ix_reissue_applied_on", "reissue", ["applied_on", "id"])
    op.create_index("ix_reissue_certificate_id", "reissue", ["certificate_id"])


def _stock_count() -> None:
    create_records(
        "stock_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("second", sa.String(60), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["lot_id"], ["blank_lot.id"], name="fk_stock_count_lot_id"),
    )
    op.create_index("ix_stock_count_day", "stock_count", ["day", "id"])
    op.create_index("ix_stock_count_lot_id", "stock_count", ["lot_id"])


def _recon_run() -> None:
    create_records(
        "recon_run",
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("online_rows", sa.Integer(), nullable=False),
        sa.Column("register_rows", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
    )
    op.create_index("ix_recon_run_as_of", "recon_run", ["as_of", "id"])


def _recon_finding() -> None:
    create_records(
        "recon_finding",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(6), nullable=False),
        sa.Column("batch_code", sa.String(40), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(60), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["recon_run.id"], name="fk_recon_finding_run_id"),
        sa.UniqueConstraint("kind", "key", "about", "first_seen", name="uq_recon_finding_kind_key_about_first_seen"),
    )
    op.create_index("ix_recon_finding_key", "recon_finding", ["key", "id"])
    op.create_index("ix_recon_finding_kind", "recon_finding", ["kind", "id"])
    op.create_index("ix_recon_finding_run_id", "recon_finding", ["run_id"])
    op.create_index("ix_recon_finding_state", "recon_finding", ["state", "kind", "id"])


def _locked_month() -> None:
    create_records(
        "locked_month",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("balance", sa.JSON(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("closed_by", sa.String(60), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("reopened_by", sa.String(60), nullable=True),
        sa.Column("reopened_why", sa.Text(), nullable=True),
        sa.UniqueConstraint("month", name="uq_locked_month_month"),
    )
