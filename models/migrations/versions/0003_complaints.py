"""Complaints, score rechecks, appeals of staff."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _complaint()
    _complaint_accused()
    _complaint_extension()
    _complaint_notice()
    _complaint_request()
    _complaint_link()
    _complaint_registrar()
    _recheck()
    _staff_appeal()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _complaint() -> None:
    create_records(
        "complaint",
        *_complaint_received(),
        *_complaint_handled(),
        sa.ForeignKeyConstraint(["reopened_from_id"], ["complaint.id"], name="fk_complaint_reopened_from_id"),
        sa.UniqueConstraint("number", name="uq_complaint_number"),
    )
    op.create_index("ix_complaint_entered_by", "complaint", ["entered_by"])
    op.create_index("ix_complaint_handler", "complaint", ["handler"])
    op.create_index("ix_complaint_lead", "complaint", ["lead"])
    op.create_index("ix_complaint_number", "complaint", ["number", "id"])
    op.create_index(
        "ix_complaint_open",
        "complaint",
        [
            "received_on",
            "id",
            "number",
            "kind",
            "complainant",
            "entered_by",
            "handler",
            "lead",
            "state",
            "investigate",
            "screened_on",
            "screening_due",
            "notified_on",
            "notice_due",
            "extended_to",
            "decided_on",
            "decision_due",
            "outcome_on",
            "outcome_due",
            "ended_on",
            "filed_on",
            "filing_due",
        ],
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_index("ix_complaint_received", "complaint", ["received_on", "id"])
    op.create_index("ix_complaint_serial", "complaint", ["year", "serial"])
    op.create_index("ix_complaint_state", "complaint", ["state", "id"])


def _complaint_received() -> list[sa.Column]:
    return [
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("reopened_from_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(2), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(60), nullable=False),
        sa.Column("registered_by", sa.String(60), nullable=True),
        sa.Column("registered_at", sa.DateTime(), nullable=True),
        sa.Column("channel", sa.String(12), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("complainant", sa.String(60), nullable=True),
        sa.Column("employer", sa.String(80), nullable=True),
        sa.Column("contact", sa.String(60), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("batch", sa.String(80), nullable=True),
        sa.Column("certificate", sa.String(40), nullable=True),
        sa.Column("handler", sa.String(60), nullable=True),
        sa.Column("lead", sa.String(60), nullable=True),
        sa.Column("assigned_by", sa.String(60), nullable=True),
        sa.Column("screening", sa.Text(), nullable=True),
        sa.Column("investigate", sa.Boolean(), nullable=True),
        sa.Column("screening_reason", sa.Text(), nullable=True),
        sa.Column("screened_on", sa.Date(), nullable=True),
        sa.Column("screened_by", sa.String(60), nullable=True),
    ]


def _complaint_handled() -> list[sa.Column]:
    return [
        sa.Column("screening_due", sa.Date(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("notice_due", sa.Date(), nullable=True),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("extended_late", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("facts_on", sa.Date(), nullable=True),
        sa.Column("facts_by", sa.String(60), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(60), nullable=True),
        sa.Column("decision_due", sa.Date(), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome_due", sa.Date(), nullable=True),
        sa.Column("ended_how", sa.String(12), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_at_state", sa.String(16), nullable=True),
        sa.Column("consent_by", sa.String(60), nullable=True),
        sa.Column("archive_no", sa.String(40), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("filed_by", sa.String(60), nullable=True),
        sa.Column("filing_due", sa.Date(), nullable=True),
        sa.Column("taken_over_on", sa.Date(), nullable=True),
        sa.Column("judged_by", sa.String(400), nullable=False),
        sa.Column("source_row", sa.String(40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
    ]


def _complaint_accused() -> None:
    create_records(
        "complaint_accused",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("login", sa.String(40), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removed_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name="fk_complaint_accused_complaint_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_complaint_accused_person_id"),
    )
    op.create_index("ix_complaint_accused_complaint_id", "complaint_accused", ["complaint_id"])
    op.create_index("ix_complaint_accused_login", "complaint_accused", ["login", "complaint_id"])
    op.create_index("ix_complaint_accused_name", "complaint_accused", ["name", "complaint_id"])
    op.create_index("ix_complaint_accused_person_id", "complaint_accused", ["person_id"])


def _complaint_extension() -> None:
    create_records(
        "complaint_extension",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(60), nullable=False),
        sa.Column("old_due", sa.Date(), nullable=False),
        sa.Column("new_due", sa.Date(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name="fk_complaint_extension_complaint_id"),
    )
    op.create_index("ix_complaint_extension_complaint_id", "complaint_extension", ["complaint_id"])


def _complaint_notice() -> None:
    create_records(
        "complaint_notice",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(10), nullable=False),
        sa.Column("letter_no", sa.String(40), nullable=True),
        sa.Column("recipient", sa.String(60), nullable=True),
        sa.Column("signed_by", sa.String(60), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("extension_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name="fk_complaint_notice_complaint_id"),
        sa.ForeignKeyConstraint(["extension_id"], ["complaint_extension.id"], name="fk_complaint_notice_extension_id"),
    )
    op.create_index("ix_complaint_notice_complaint_id", "complaint_notice", ["complaint_id"])


def _complaint_request() -> None:
    create_records(
        "complaint_request",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name="fk_complaint_request_complaint_id"),
    )
    op.create_index("ix_complaint_request_complaint_id", "complaint_request", ["complaint_id"])


def _complaint_link() -> None:
    create_records(
        "complaint_link",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("target", sa.String(80), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name="fk_complaint_link_complaint_id"),
    )
    op.create_index("ix_complaint_link_complaint_id", "complaint_link", ["complaint_id"])
    op.create_index("ix_complaint_link_target", "complaint_link", ["kind", "target"])


def _complaint_registrar() -> None:
    create_records(
        "complaint_registrar",
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
    )
    op.create_index("ix_complaint_registrar_login", "complaint_registrar", ["login"])


def _recheck() -> None:
    create_records(
        "recheck",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(2), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("candidate", sa.String(60), nullable=True),
        sa.Column("id_no", sa.String(20), nullable=True),
        sa.Column("contact", sa.String(60), nullable=True),
        sa.Column("batch", sa.String(80), nullable=True),
        sa.Column("subject", sa.String(80), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("request", sa.Text(), nullable=True),
        sa.Column("wrong_identity", sa.Boolean(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("refused_why", sa.Text(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(60), nullable=True),
        sa.Column("second_by", sa.String(60), nullable=True),
        sa.Column("items", sa.JSON(), nullable=True),
        sa.Column("result", sa.String(12), nullable=True),
        sa.Column("corrected_to", sa.Double(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_way", sa.String(10), nullable=True),
        sa.Column("reply_due", sa.Date(), nullable=True),
        sa.Column("supervisor_told_on", sa.Date(), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("resolved_by", sa.String(60), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("archive_no", sa.String(40), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(60), nullable=False),
        sa.Column("judged_by", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name="fk_recheck_complaint_id"),
        sa.UniqueConstraint("number", name="uq_recheck_number"),
    )
    op.create_index("ix_recheck_applied", "recheck", ["applied_on", "id"])
    op.create_index("ix_recheck_batch", "recheck", ["batch", "kind"])
    op.create_index("ix_recheck_number", "recheck", ["number", "id"])
    op.create_index("ix_recheck_serial", "recheck", ["year", "serial"])
    op.create_index("ix_recheck_state", "recheck", ["state", "id"])


def _staff_appeal() -> None:
    create_records(
        "staff_appeal",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(2), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("login", sa.String(40), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("sanction", sa.Text(), nullable=True),
        sa.Column("sanctioned_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("owner", sa.String(60), nullable=True),
        sa.Column("forwarded_on", sa.Date(), nullable=True),
        sa.Column("forwarded_to", sa.String(80), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_letter", sa.String(60), nullable=True),
        sa.Column("result", sa.String(10), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("restored_on", sa.Date(), nullable=True),
        sa.Column("archive_no", sa.String(40), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.String(60), nullable=False),
        sa.Column("judged_by", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name="fk_staff_appeal_complaint_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_staff_appeal_person_id"),
        sa.UniqueConstraint("number", name="uq_staff_appeal_number"),
    )
    op.create_index("ix_staff_appeal_filed", "staff_appeal", ["filed_on", "id"])
    op.create_index("ix_staff_appeal_number", "staff_appeal", ["number", "id"])
    op.create_index("ix_staff_appeal_person_id", "staff_appeal", ["person_id"])
    op.create_index("ix_staff_appeal_serial", "staff_appeal", ["year", "serial"])
    op.create_index("ix_staff_appeal_state", "staff_appeal", ["state"])
