"""Misconduct of staff, and the organisation: delegations, custodians, tasks, reports."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _misconduct_case()
    _misconduct_note()
    _pressure_report()
    _staff_review()
    _delegation()
    _delegated_act()
    _custody()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _misconduct_case() -> None:
    create_records(
        "misconduct_case",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("external", sa.Boolean(), nullable=False),
        sa.Column("post", sa.String(40), nullable=False),
        sa.Column("batch", sa.String(60), nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("further", sa.JSON(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("discovered_by", sa.String(60), nullable=False),
        sa.Column("discovered_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("sanctions", sa.JSON(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("document", sa.String(60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(40), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("employer_told_on", sa.Date(), nullable=True),
        sa.Column("employer_letter", sa.String(60), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("judicial_on", sa.Date(), nullable=True),
        sa.Column("criticism_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("appeal", sa.String(30), nullable=False),
        sa.Column("archive_no", sa.String(40), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("judged_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_misconduct_case_person_id"),
        sa.UniqueConstraint("number", name="uq_misconduct_case_number"),
    )
    op.create_index("ix_misconduct_case_discovered_on", "misconduct_case", ["discovered_on", "id"])
    op.create_index("ix_misconduct_case_name", "misconduct_case", ["sort_name", "id"])
    op.create_index("ix_misconduct_case_person", "misconduct_case", ["person_id", "decided_on"])
    op.create_index("ix_misconduct_case_serial", "misconduct_case", ["year", "serial"])
    op.create_index("ix_misconduct_case_state", "misconduct_case", ["state", "id"])
    taken_off = sa.text("suspended_on IS NOT NULL")
    op.create_index("ix_misconduct_case_suspended", "misconduct_case", ["suspended_on", "person_id"], sqlite_where=taken_off,
                    postgresql_where=taken_off)  # fmt: skip


def _misconduct_note() -> None:
    create_records(
        "misconduct_note",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("asked_by", sa.String(60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["misconduct_case.id"], name="fk_misconduct_note_case_id"),
    )
    op.create_index("ix_misconduct_note_case_id", "misconduct_note", ["case_id"])


def _pressure_report() -> None:
    create_records(
        "pressure_report",
        sa.Column("assessor", sa.String(60), nullable=False),
        sa.Column("demanded_by", sa.String(60), nullable=False),
        sa.Column("demander_login", sa.String(40), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("batch", sa.String(60), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("witness", sa.String(60), nullable=False),
        sa.Column("entered_by", sa.String(40), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(40), nullable=False),
    )
    op.create_index("ix_pressure_report_happened_at", "pressure_report", ["happened_at", "id"])


def _staff_review() -> None:
    create_records(
        "staff_review",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("posts", sa.String(120), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("performance", sa.Text(), nullable=False),
        sa.Column("grade", sa.String(12), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("opinion", sa.String(10), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("assessed_by", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_staff_review_person_id"),
        sa.UniqueConstraint("person_id", "year", name="uq_staff_review_person_id_year"),
    )
    op.create_index("ix_staff_review_name", "staff_review", ["sort_name", "id"])
    op.create_index("ix_staff_review_year", "staff_review", ["year", "id"])


def _delegation() -> None:
    create_records(
        "delegation",
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(60), nullable=False),
        sa.Column("given_by", sa.String(40), nullable=False),
    )
    op.create_index("ix_delegation_login", "delegation", ["login", "ends_on"])
    op.create_index("ix_delegation_starts_on", "delegation", ["starts_on", "id"])


def _delegated_act() -> None:
    create_records(
        "delegated_act",
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("command", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=True),
        sa.Column("noted_by", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name="fk_delegated_act_delegation_id"),
    )
    op.create_index("ix_delegated_act_at", "delegated_act", ["at", "id"])
    op.create_index("ix_delegated_act_noted_on", "delegated_act", ["noted_on", "id"])


def _custody() -> None:
    create_records(
        "custody",
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("thing", sa.String(80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("listed", sa.String(400), nullable=False),
        sa.Column("witness", sa.String(60), nullable=False),
        sa.Column("document", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(["before_id"], ["custody.id"], name="fk_custody_before_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_custody_person_id"),
    )
    op.create_index("ix_custody_name", "custody", ["sort_name", "id"])
    op.create_index("ix_custody_person", "custody", ["person_id", "ended_on"])
    op.create_index("ix_custody_starts_on", "custody", ["starts_on", "id"])
    op.create_index("ix_custody_thing", "custody", ["thing", "ended_on"])
