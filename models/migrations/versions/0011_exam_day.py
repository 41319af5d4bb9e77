"""Rooms, sessions and seats."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _exam_room()
    _exam_session()
    _exam_seat()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _exam_room() -> None:
    create_records(
        "exam_room",
        sa.Column("site", sa.String(60), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(60), nullable=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.UniqueConstraint("site", "code", name="uq_exam_room_site_code"),
    )


def _exam_session() -> None:
    create_records(
        "exam_session",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("site", sa.String(60), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("arranged_by_lot", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_exam_session_batch_id"),
    )
    op.create_index("ix_exam_session_batch_id", "exam_session", ["batch_id"])
    op.create_index("ix_exam_session_starts", "exam_session", ["starts_at", "id"])


def _exam_seat() -> None:
    create_records(
        "exam_seat",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("attendance", sa.String(10), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_exam_seat_enrolment_id"),
        sa.ForeignKeyConstraint(["room_id"], ["exam_room.id"], name="fk_exam_seat_room_id"),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_exam_seat_session_id"),
        sa.UniqueConstraint("session_id", "room_id", "number", name="uq_exam_seat_session_id_room_id_number"),
        sa.UniqueConstraint("session_id", "enrolment_id", name="uq_exam_seat_session_id_enrolment_id"),
    )
    op.create_index("ix_exam_seat_enrolment_id", "exam_seat", ["enrolment_id"])
    op.create_index("ix_exam_seat_room_id", "exam_seat", ["room_id"])
