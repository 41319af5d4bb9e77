"""Rooms, sessions, seats, duties, steps, room records, bags of papers."""

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
    _exam_duty()
    _exam_step()
    _exam_room_record()
    _exam_outing()
    _paper_bag()
    _paper_move()


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
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(60), nullable=True),
        sa.Column("spacing_cm", sa.Integer(), nullable=True),
        sa.Column("has_camera", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("site", "code", name="uq_exam_room_site_code"),
    )
    op.create_index("ix_exam_room_code", "exam_room", ["code", "id"])


def _exam_session() -> None:
    create_records(
        "exam_session",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(48), nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("site", sa.String(60), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("arranged_by_lot", sa.Integer(), nullable=True),
        sa.Column("arranged_on", sa.Date(), nullable=True),
        sa.Column("tickets_on", sa.Date(), nullable=True),
        sa.Column("ready_at", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("lost_minutes", sa.Integer(), nullable=False),
        sa.Column("lost_why", sa.String(200), nullable=True),
        sa.Column("ratio", sa.Integer(), nullable=True),
        sa.Column("parallel_modules", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_exam_session_batch_id"),
        sa.UniqueConstraint("code", name="uq_exam_session_code"),
    )
    op.create_index("ix_exam_session_batch_id", "exam_session", ["batch_id"])
    op.create_index("ix_exam_session_starts", "exam_session", ["starts_at", "id"])


def _exam_seat() -> None:
    create_records(
        "exam_seat",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(30), nullable=False),
        sa.Column("station", sa.Integer(), nullable=True),
        sa.Column("drawn_before", sa.String(30), nullable=True),
        sa.Column("moved_on", sa.Date(), nullable=True),
        sa.Column("attendance", sa.String(10), nullable=True),
        sa.Column("absent_why", sa.String(16), nullable=True),
        sa.Column("document", sa.String(12), nullable=True),
        sa.Column("verified_by", sa.String(30), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("left_why", sa.String(10), nullable=True),
        sa.Column("lost_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_exam_seat_enrolment_id"),
        sa.ForeignKeyConstraint(["room_id"], ["exam_room.id"], name="fk_exam_seat_room_id"),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_exam_seat_session_id"),
        sa.UniqueConstraint("session_id", "room_id", "number", name="uq_exam_seat_session_id_room_id_number"),
        sa.UniqueConstraint("session_id", "enrolment_id", name="uq_exam_seat_session_id_enrolment_id"),
        sa.UniqueConstraint("session_id", "room_id", "station", name="uq_exam_seat_session_id_room_id_station"),
    )
    op.create_index("ix_exam_seat_enrolment_id", "exam_seat", ["enrolment_id"])
    op.create_index("ix_exam_seat_place", "exam_seat", ["place", "id"])
    op.create_index("ix_exam_seat_room_id", "exam_seat", ["room_id"])


def _exam_duty() -> None:
    create_records(
        "exam_duty",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("duty", sa.String(16), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("employer", sa.String(80), nullable=True),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("is_senior", sa.Boolean(), nullable=False),
        sa.Column("drawn_by_lot", sa.Integer(), nullable=True),
        sa.Column("pledged_on", sa.Date(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["room_id"], ["exam_room.id"], name="fk_exam_duty_room_id"),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_exam_duty_session_id"),
        sa.UniqueConstraint("session_id", "room_id", "duty", "name", name="uq_exam_duty_session_id_room_id_duty_name"),
    )
    op.create_index("ix_exam_duty_name", "exam_duty", ["name", "id"])
    op.create_index("ix_exam_duty_room_id", "exam_duty", ["room_id"])


def _exam_step() -> None:
    create_records(
        "exam_step",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.String(60), nullable=False),
        sa.Column("is_fine", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_exam_step_session_id"),
        sa.UniqueConstraint("session_id", "step", name="uq_exam_step_session_id_step"),
    )


def _exam_room_record() -> None:
    create_records(
        "exam_room_record",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(70), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("spare", sa.Integer(), nullable=False),
        sa.Column("faulty", sa.Integer(), nullable=False),
        sa.Column("incident", sa.String(20), nullable=True),
        sa.Column("corrections", sa.Text(), nullable=True),
        sa.Column("questions", sa.Text(), nullable=True),
        sa.Column("visitors", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("signers", sa.JSON(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=False),
        sa.Column("recording", sa.String(80), nullable=True),
        sa.Column("recording_until", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["exam_room.id"], name="fk_exam_room_record_room_id"),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_exam_room_record_session_id"),
        sa.UniqueConstraint("session_id", "room_id", name="uq_exam_room_record_session_id_room_id"),
    )
    op.create_index("ix_exam_room_record_place", "exam_room_record", ["place", "id"])
    op.create_index("ix_exam_room_record_room_id", "exam_room_record", ["room_id"])


def _exam_outing() -> None:
    create_records(
        "exam_outing",
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("out_at", sa.DateTime(), nullable=False),
        sa.Column("back_at", sa.DateTime(), nullable=True),
        sa.Column("escorts", sa.JSON(), nullable=False),
        sa.Column("escort_sex", sa.String(6), nullable=True),
        sa.Column("why", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["exam_seat.id"], name="fk_exam_outing_seat_id"),
    )
    op.create_index("ix_exam_outing_seat_id", "exam_outing", ["seat_id"])


def _paper_bag() -> None:
    create_records(
        "paper_bag",
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.String(10), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("spare", sa.Integer(), nullable=False),
        sa.Column("keeper", sa.String(60), nullable=True),
        sa.Column("sealed_on", sa.Date(), nullable=True),
        sa.Column("printed_under", sa.String(60), nullable=True),
        sa.ForeignKeyConstraint(["room_id"], ["exam_room.id"], name="fk_paper_bag_room_id"),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_paper_bag_session_id"),
        sa.UniqueConstraint("number", name="uq_paper_bag_number"),
    )
    op.create_index("ix_paper_bag_room_id", "paper_bag", ["room_id"])
    op.create_index("ix_paper_bag_session_id", "paper_bag", ["session_id"])


def _paper_move() -> None:
    create_records(
        "paper_move",
        sa.Column("bag_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(8), nullable=False),
        sa.Column("giver", sa.String(60), nullable=False),
        sa.Column("receiver", sa.String(60), nullable=False),
        sa.Column("place", sa.String(60), nullable=True),
        sa.Column("witnesses", sa.JSON(), nullable=True),
        sa.Column("incident", sa.String(20), nullable=True),
        sa.Column("note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["bag_id"], ["paper_bag.id"], name="fk_paper_move_bag_id"),
    )
    op.create_index("ix_paper_move_at", "paper_move", ["at", "id"])
    op.create_index("ix_paper_move_bag_id", "paper_move", ["bag_id"])
