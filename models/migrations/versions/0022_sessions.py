"""Records of a session: what its team checked, decided and handed in; minutes of defences."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _defence()
    _exam_meeting()
    _exam_note()
    _scene_record()
    _scene_move()
    _duty_check()
    _allowance()
    op.add_column("exam_duty", sa.Column("badge_no", sa.String(20), nullable=True))
    op.add_column("exam_duty", sa.Column("left_at", sa.DateTime(), nullable=True))
    op.add_column("exam_duty", sa.Column("left_why", sa.String(200), nullable=True))
    op.add_column("exam_duty", sa.Column("left_with", sa.String(60), nullable=True))
    op.create_index("ix_batch_presence_arrived_at", "batch_presence", ["arrived_at", "id"])


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _defence() -> None:
    create_records(
        "defence",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("thesis", sa.String(100), nullable=True),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("introduction", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("material", sa.Integer(), nullable=True),
        sa.Column("oral", sa.Integer(), nullable=True),
        sa.Column("recorder", sa.String(60), nullable=False),
        sa.Column("remark", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_defence_batch_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_defence_enrolment_id"),
        sa.UniqueConstraint("enrolment_id", name="uq_defence_enrolment_id"),
    )
    op.create_index("ix_defence_batch", "defence", ["batch_id", "id"])


def _exam_meeting() -> None:
    create_records(
        "exam_meeting",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("held_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("chair", sa.String(60), nullable=False),
        sa.Column("recorder", sa.String(60), nullable=True),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_exam_meeting_batch_id"),
    )
    op.create_index("ix_exam_meeting_batch_id", "exam_meeting", ["batch_id"])
    op.create_index("ix_exam_meeting_held_at", "exam_meeting", ["held_at", "id"])


def _exam_note() -> None:
    create_records(
        "exam_note",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(60), nullable=False),
        sa.Column("about", sa.String(60), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("witnesses", sa.String(120), nullable=True),
        sa.Column("is_grave", sa.Boolean(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(60), nullable=True),
        sa.Column("settlement", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_exam_note_session_id"),
    )
    op.create_index("ix_exam_note_at", "exam_note", ["at", "id"])
    op.create_index("ix_exam_note_open", "exam_note", ["settled_at", "kind", "id"])
    op.create_index("ix_exam_note_session_id", "exam_note", ["session_id"])


def _scene_record() -> None:
    create_records(
        "scene_record",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("opinion_by", sa.String(60), nullable=True),
        sa.Column("opinion_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name="fk_scene_record_assignment_id"),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_scene_record_session_id"),
        sa.UniqueConstraint("assignment_id", name="uq_scene_record_assignment_id"),
    )
    op.create_index("ix_scene_record_name", "scene_record", ["sort_name", "id"])
    op.create_index("ix_scene_record_session", "scene_record", ["session_id", "id"])


def _scene_move() -> None:
    create_records(
        "scene_move",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(8), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("giver", sa.String(60), nullable=False),
        sa.Column("receiver", sa.String(60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_scene_move_session_id"),
        sa.UniqueConstraint("session_id", "step", name="uq_scene_move_session_id_step"),
    )


def _duty_check() -> None:
    create_records(
        "duty_check",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("not_done", sa.JSON(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.Column("answered_by", sa.String(40), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name="fk_duty_check_assignment_id"),
        sa.UniqueConstraint("assignment_id", name="uq_duty_check_assignment_id"),
    )


def _allowance() -> None:
    create_records(
        "allowance",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("tax", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(60), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name="fk_allowance_assignment_id"),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_allowance_batch_id"),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_allowance_session_id"),
        sa.UniqueConstraint("assignment_id", name="uq_allowance_assignment_id"),
    )
    op.create_index("ix_allowance_batch", "allowance", ["batch_id", "id"])
    op.create_index("ix_allowance_name", "allowance", ["sort_name", "id"])
    op.create_index("ix_allowance_paid_on", "allowance", ["paid_on", "session_id", "id"])
