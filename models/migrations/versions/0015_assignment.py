"""Teams of sessions, interests declared."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _interest()
    _assignment()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _interest() -> None:
    create_records(
        "interest",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("other_name", sa.String(60), nullable=True),
        sa.Column("other_id_no", sa.String(20), nullable=True),
        sa.Column("class_name", sa.String(60), nullable=True),
        sa.Column("matter", sa.String(60), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_interest_person_id"),
    )
    op.create_index("ix_interest_declared_on", "interest", ["declared_on", "id"])
    op.create_index("ix_interest_matter", "interest", ["matter", "kind", "id"])
    op.create_index("ix_interest_name", "interest", ["sort_name", "id"])
    op.create_index("ix_interest_other", "interest", ["other_id_no", "id"])
    op.create_index("ix_interest_person_id", "interest", ["person_id"])


def _assignment() -> None:
    create_records(
        "assignment",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("post", sa.String(16), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("lot_seed", sa.Integer(), nullable=True),
        sa.Column("letter", sa.String(60), nullable=True),
        sa.Column("dispatched_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("declared_clear", sa.Boolean(), nullable=True),
        sa.Column("why", sa.String(200), nullable=True),
        sa.Column("stands_in_for_id", sa.Integer(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["duty_id"], ["exam_duty.id"], name="fk_assignment_duty_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_assignment_person_id"),
        sa.ForeignKeyConstraint(["room_id"], ["exam_room.id"], name="fk_assignment_room_id"),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name="fk_assignment_session_id"),
        sa.ForeignKeyConstraint(["stands_in_for_id"], ["assignment.id"], name="fk_assignment_stands_in_for_id"),
    )
    op.create_index("ix_assignment_name", "assignment", ["sort_name", "id"])
    op.create_index("ix_assignment_person", "assignment", ["person_id", "starts_on", "id"])
    op.create_index("ix_assignment_session", "assignment", ["session_id", "id"])
    op.create_index("ix_assignment_starts_on", "assignment", ["starts_on", "id"])
    op.create_index("ix_assignment_state", "assignment", ["state", "starts_on", "id"])
    to_decide = sa.text("found_on IS NOT NULL AND decided_on IS NULL")
    op.create_index("ix_assignment_to_decide", "assignment", ["id"], sqlite_where=to_decide, postgresql_where=to_decide)
