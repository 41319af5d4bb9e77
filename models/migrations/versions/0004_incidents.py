"""Incidents: log, timeline, make-up time, papers, follow-ups, participants, leak reports, preparedness."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _incident()
    _incident_entry()
    _incident_makeup()
    _incident_papers()
    _incident_follow_up()
    _incident_participant()
    _leak_report()
    _incident_preparation()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _incident() -> None:
    create_records("incident", *_incident_event(), *_incident_report())
    op.create_index("ix_incident_discovered_at", "incident", ["discovered_at", "id"])
    op.create_index("ix_incident_drill", "incident", ["is_drill", "discovered_at"])
    op.create_index("ix_incident_number", "incident", ["number", "id"], unique=True)
    op.create_index("ix_incident_state", "incident", ["state", "id"])


def _incident_event() -> list[sa.Column]:
    return [
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("is_drill", sa.Boolean(), nullable=False),
        sa.Column("profile", sa.String(12), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("rank", sa.String(8), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("theme", sa.String(12), nullable=False),
        sa.Column("occurred_at", sa.DateTime(), nullable=True),
        sa.Column("discovered_at", sa.DateTime(), nullable=False),
        sa.Column("discovered_by", sa.String(30), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(40), nullable=False),
        sa.Column("site_told_at", sa.DateTime(), nullable=True),
        sa.Column("group_told_at", sa.DateTime(), nullable=True),
        sa.Column("batch", sa.String(80), nullable=False),
        sa.Column("site", sa.String(60), nullable=False),
        sa.Column("rooms", sa.String(120), nullable=False),
        sa.Column("subject", sa.String(10), nullable=True),
        sa.Column("practical", sa.Boolean(), nullable=False),
        sa.Column("disorder", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("affected", sa.Text(), nullable=False),
        sa.Column("affected_count", sa.Integer(), nullable=True),
        sa.Column("contents", sa.JSON(), nullable=True),
        sa.Column("room_record", sa.String(40), nullable=False),
        sa.Column("classified_by", sa.String(40), nullable=False),
    ]


def _incident_report() -> list[sa.Column]:
    return [
        sa.Column("tracker", sa.String(30), nullable=False),
        sa.Column("restored_at", sa.DateTime(), nullable=True),
        sa.Column("restored_by", sa.String(30), nullable=False),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("course", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("social_effect", sa.Text(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=True),
        sa.Column("plan_changes", sa.Text(), nullable=True),
        sa.Column("consequences", sa.Text(), nullable=True),
        sa.Column("investigators", sa.String(120), nullable=True),
        sa.Column("accountability", sa.Text(), nullable=True),
        sa.Column("commendation", sa.Text(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("evaluated_on", sa.Date(), nullable=True),
        sa.Column("file_number", sa.String(40), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(100), nullable=True),
        sa.Column("judged_by", sa.String(200), nullable=False),
        sa.Column("source_row", sa.String(40), nullable=True),
    ]


def _incident_entry() -> None:
    create_records(
        "incident_entry",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("to_whom", sa.String(60), nullable=False),
        sa.Column("means", sa.String(10), nullable=False),
        sa.Column("approved_by", sa.String(30), nullable=False),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_how", sa.String(10), nullable=False),
        sa.Column("scope", sa.String(200), nullable=False),
        sa.Column("refers_to", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_incident_entry_incident_id"),
    )
    op.create_index("ix_incident_entry_incident_id", "incident_entry", ["incident_id"])


def _incident_makeup() -> None:
    create_records(
        "incident_makeup",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("scheduled_end", sa.DateTime(), nullable=False),
        sa.Column("new_end", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(30), nullable=False),
        sa.Column("area_wide", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_incident_makeup_incident_id"),
    )
    op.create_index("ix_incident_makeup_incident_id", "incident_makeup", ["incident_id"])


def _incident_papers() -> None:
    create_records(
        "incident_papers",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(60), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("spares", sa.Integer(), nullable=False),
        sa.Column("copied", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_incident_papers_incident_id"),
    )
    op.create_index("ix_incident_papers_incident_id", "incident_papers", ["incident_id"])


def _incident_follow_up() -> None:
    create_records(
        "incident_follow_up",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("owner", sa.String(30), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_incident_follow_up_incident_id"),
    )
    op.create_index("ix_incident_follow_up_incident_id", "incident_follow_up", ["incident_id"])
    op.create_index("ix_incident_follow_up_open", "incident_follow_up", ["ended_on", "due_on", "id"])


def _incident_participant() -> None:
    create_records(
        "incident_participant",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_incident_participant_incident_id"),
        sa.UniqueConstraint("incident_id", "login", name="uq_incident_participant_incident_id_login"),
    )
    op.create_index("ix_incident_participant_login", "incident_participant", ["login"])


def _leak_report() -> None:
    create_records(
        "leak_report",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("filled_by", sa.String(30), nullable=False),
        sa.Column("recorded_by", sa.String(40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("discovered_at", sa.DateTime(), nullable=False),
        sa.Column("discovered_by", sa.String(30), nullable=False),
        sa.Column("leaked", sa.String(10), nullable=False),
        sa.Column("material", sa.String(80), nullable=False),
        sa.Column("secrecy", sa.String(40), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("medium", sa.String(40), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=True),
        sa.Column("spread", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("oral_at", sa.DateTime(), nullable=True),
        sa.Column("group_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_to", sa.String(30), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("persons", sa.Text(), nullable=True),
        sa.Column("self_criticism", sa.Boolean(), nullable=True),
        sa.Column("measure", sa.String(10), nullable=True),
        sa.Column("aggravated", sa.Boolean(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_leak_report_incident_id"),
    )
    op.create_index("ix_leak_report_discovered_at", "leak_report", ["discovered_at", "id"])
    op.create_index("ix_leak_report_incident_id", "leak_report", ["incident_id"])
    op.create_index("ix_leak_report_number", "leak_report", ["number", "id"], unique=True)
    op.create_index("ix_leak_report_state", "leak_report", ["state"])


def _incident_preparation() -> None:
    create_records(
        "incident_preparation",
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("site", sa.String(60), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("ticks", sa.JSON(), nullable=True),
        sa.Column("leader", sa.String(30), nullable=True),
        sa.Column("members", sa.Text(), nullable=True),
        sa.Column("participants", sa.Text(), nullable=True),
        sa.Column("site_head", sa.String(30), nullable=True),
        sa.Column("patrol", sa.String(30), nullable=True),
        sa.Column("officer", sa.String(30), nullable=True),
        sa.Column("reporter", sa.String(30), nullable=True),
        sa.Column("handlers", sa.String(120), nullable=True),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("on_duty", sa.String(30), nullable=True),
        sa.Column("medical", sa.String(120), nullable=True),
        sa.Column("guards", sa.String(120), nullable=True),
        sa.Column("safety_officer", sa.String(30), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("ready_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_incident_preparation_held_on", "incident_preparation", ["held_on", "id"])
    op.create_index("ix_incident_preparation_kind", "incident_preparation", ["kind", "held_on"])
