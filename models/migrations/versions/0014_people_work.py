"""Training, refusals, sanctions, experts, staff."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _training()
    _trainee()
    _training_cause()
    _staff_post()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _training() -> None:
    create_records(
        "training",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("audience", sa.String(10), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(80), nullable=True),
        sa.Column("organiser", sa.String(80), nullable=False),
        sa.Column("teachers", sa.String(200), nullable=True),
        sa.Column("syllabus", sa.String(120), nullable=True),
        sa.Column("reader", sa.String(120), nullable=True),
        sa.Column("courseware", sa.String(120), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("topics", sa.JSON(), nullable=True),
        sa.Column("methods", sa.JSON(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_why", sa.String(200), nullable=True),
        sa.UniqueConstraint("number", name="uq_training_number"),
    )
    op.create_index("ix_training_closed_on", "training", ["closed_on"])
    op.create_index("ix_training_kind", "training", ["kind", "audience", "starts_on"])
    op.create_index("ix_training_starts_on", "training", ["starts_on", "id"])


def _trainee() -> None:
    create_records(
        "trainee",
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("leave_why", sa.String(200), nullable=True),
        sa.Column("leave_asked_on", sa.Date(), nullable=True),
        sa.Column("leave_answer", sa.String(10), nullable=True),
        sa.Column("leave_answered_on", sa.Date(), nullable=True),
        sa.Column("attendance", sa.String(10), nullable=True),
        sa.Column("theory_hours", sa.Double(), nullable=True),
        sa.Column("assessing_hours", sa.Double(), nullable=True),
        sa.Column("practice_hours", sa.Double(), nullable=True),
        sa.Column("exam_kind", sa.String(10), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("result", sa.String(10), nullable=True),
        sa.Column("settlement", sa.String(10), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name="fk_trainee_application_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_trainee_person_id"),
        sa.ForeignKeyConstraint(["training_id"], ["training.id"], name="fk_trainee_training_id"),
        sa.UniqueConstraint("training_id", "person_id", name="uq_trainee_training_id_person_id"),
    )
    op.create_index("ix_trainee_application_id", "trainee", ["application_id"])
    op.create_index("ix_trainee_name", "trainee", ["sort_name", "id"])
    op.create_index("ix_trainee_person_id", "trainee", ["person_id"])
    unmet = sa.text("attendance = 'absent' OR result = 'failed'")
    op.create_index("ix_trainee_unmet", "trainee", ["person_id", "training_id", "id"], sqlite_where=unmet, postgresql_where=unmet)


def _training_cause() -> None:
    create_records(
        "training_cause",
        sa.Column("change", sa.String(10), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("met_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["met_by_id"], ["training.id"], name="fk_training_cause_met_by_id"),
    )
    op.create_index("ix_training_cause_noted_on", "training_cause", ["noted_on", "id"])


def _staff_post() -> None:
    create_records(
        "staff_post",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("post", sa.String(12), nullable=False),
        sa.Column("time", sa.String(4), nullable=False),
        sa.Column("duty", sa.String(80), nullable=False),
        sa.Column("cert_level", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(200), nullable=True),
        sa.Column("note", sa.String(100), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_staff_post_person_id"),
    )
    op.create_index("ix_staff_post_name", "staff_post", ["sort_name", "id"])
    op.create_index("ix_staff_post_person_id", "staff_post", ["person_id"])
