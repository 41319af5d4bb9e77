"""People: persons, qualifications, cards with their terms, appointments, applications, blacklist."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _person()
    _blacklist_entry()
    _qualification()
    _application()
    _appointment()
    _card()
    _qualified_occupation()
    _card_term()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _index_where(name: str, table: str, columns: list[str], condition: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))


def _person() -> None:
    create_records(
        "person",
        sa.Column("id_kind", sa.String(12), nullable=False),
        sa.Column("id_no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("sex", sa.String(6), nullable=True),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("ethnicity", sa.String(20), nullable=True),
        sa.Column("education", sa.String(12), nullable=True),
        sa.Column("politics", sa.String(12), nullable=True),
        sa.Column("major", sa.String(40), nullable=True),
        sa.Column("work_years", sa.Integer(), nullable=True),
        sa.Column("employer", sa.String(80), nullable=True),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("post_title", sa.String(60), nullable=True),
        sa.Column("own_staff", sa.Boolean(), nullable=True),
        sa.Column("photo", sa.String(64), nullable=True),
        sa.Column("note", sa.String(200), nullable=True),
        sa.UniqueConstraint("id_kind", "id_no", name="uq_person_id_kind_id_no"),
    )
    op.create_index("ix_person_id_no", "person", ["id_no"])
    op.create_index("ix_person_sort", "person", ["sort_name", "id"])
    lacking = "(sex IS NULL OR employer IS NULL OR phone IS NULL OR post_title IS NULL OR own_staff IS NULL OR education IS NULL)"
    _index_where("ix_person_lacking", "person", ["id"], lacking)
    _index_where("ix_person_work_years_lacking", "person", ["id"], "work_years IS NULL")


def _blacklist_entry() -> None:
    create_records(
        "blacklist_entry",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("list_kind", sa.String(10), nullable=False),
        sa.Column("cause", sa.String(10), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(60), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removed_by", sa.String(60), nullable=True),
        sa.Column("removed_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_blacklist_entry_person_id"),
    )
    op.create_index("ix_blacklist_entry_name", "blacklist_entry", ["sort_name", "id"])
    op.create_index("ix_blacklist_entry_person_id", "blacklist_entry", ["person_id"])


def _qualification() -> None:
    create_records(
        "qualification",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("grade", sa.String(10), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("cert_level", sa.Integer(), nullable=True),
        sa.Column("cert_number", sa.String(30), nullable=True),
        sa.Column("title_rank", sa.String(20), nullable=True),
        sa.Column("issuing_body", sa.String(80), nullable=True),
        sa.Column("duty", sa.String(60), nullable=True),
        sa.Column("duty_years", sa.Integer(), nullable=True),
        sa.Column("exceptional", sa.Text(), nullable=True),
        sa.Column("card_number", sa.String(30), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_cause", sa.String(10), nullable=True),
        sa.Column("source_row", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_qualification_person_id"),
        sa.UniqueConstraint("person_id", "kind", "grade", name="uq_qualification_person_id_kind_grade"),
    )
    op.create_index("ix_qualification_card", "qualification", ["kind", "card_number", "id"])
    op.create_index("ix_qualification_name", "qualification", ["kind", "sort_name", "id"])
    op.create_index("ix_qualification_person_id", "qualification", ["person_id"])
    by_end = ["kind", "valid_to", "id", "ended_on", "card_number", "grade", "person_id"]
    op.create_index("ix_qualification_valid_to", "qualification", by_end)
    _index_where("ix_qualification_assessor_lacking", "qualification", ["id"], "kind || '' = 'assessor' AND cert_level IS NULL")
    supervisor_lacks = "kind || '' = 'supervisor' AND (issuing_body IS NULL OR duty_years IS NULL)"
    _index_where("ix_qualification_supervisor_lacking", "qualification", ["id"], supervisor_lacks)


def _application() -> None:
    create_records(
        "application",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("grade", sa.String(10), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("cert_level", sa.Integer(), nullable=True),
        sa.Column("cert_number", sa.String(30), nullable=True),
        sa.Column("top_level", sa.Integer(), nullable=True),
        sa.Column("own_occupation", sa.Boolean(), nullable=True),
        sa.Column("title_rank", sa.String(20), nullable=True),
        sa.Column("work_since", sa.Date(), nullable=True),
        sa.Column("assessing_since", sa.Date(), nullable=True),
        sa.Column("branch", sa.String(10), nullable=True),
        sa.Column("excellent", sa.Boolean(), nullable=True),
        sa.Column("resume", sa.Text(), nullable=True),
        sa.Column("declared", sa.JSON(), nullable=True),
        sa.Column("exceptional", sa.Text(), nullable=True),
        sa.Column("recommended_on", sa.Date(), nullable=True),
        sa.Column("recommendation", sa.Text(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("training_hours", sa.Double(), nullable=True),
        sa.Column("theory_score", sa.Double(), nullable=True),
        sa.Column("practical_score", sa.Double(), nullable=True),
        sa.Column("examined_on", sa.Date(), nullable=True),
        sa.Column("qualification_id", sa.Integer(), nullable=True),
        sa.Column("judged_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_application_person_id"),
        sa.ForeignKeyConstraint(["qualification_id"], ["qualification.id"], name="fk_application_qualification_id"),
    )
    op.create_index("ix_application_applied_on", "application", ["applied_on", "id"])
    op.create_index("ix_application_name", "application", ["sort_name", "id"])
    op.create_index("ix_application_person_id", "application", ["person_id"])
    op.create_index("ix_application_state", "application", ["state"])


def _appointment() -> None:
    create_records(
        "appointment",
        sa.Column("qualification_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("contract_number", sa.String(40), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("evaluation", sa.Text(), nullable=True),
        sa.Column("decision", sa.String(10), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["qualification_id"], ["qualification.id"], name="fk_appointment_qualification_id"),
    )
    op.create_index("ix_appointment_ends_on", "appointment", ["ends_on", "id"])
    op.create_index("ix_appointment_name", "appointment", ["sort_name", "id"])
    op.create_index("ix_appointment_qualification_id", "appointment", ["qualification_id"])


def _card() -> None:
    create_records(
        "card",
        sa.Column("qualification_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_how", sa.String(10), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("off_platform_on", sa.Date(), nullable=True),
        sa.Column("reprints", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["qualification_id"], ["qualification.id"], name="fk_card_qualification_id"),
        sa.UniqueConstraint("kind", "number", name="uq_card_kind_number"),
    )
    op.create_index("ix_card_qualification_id", "card", ["qualification_id"])
    still_open = "ended_how = 'withdrawn' AND (returned_on IS NULL OR off_platform_on IS NULL)"
    _index_where("ix_card_still_open", "card", ["kind", "id"], still_open)


def _qualified_occupation() -> None:
    create_records(
        "qualified_occupation",
        sa.Column("qualification_id", sa.Integer(), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["qualification_id"], ["qualification.id"], name="fk_qualified_occupation_qualification_id"),
        sa.UniqueConstraint("qualification_id", "occupation", name="uq_qualified_occupation_qualification_id_occupation"),
    )
    op.create_index("ix_qualified_occupation_occupation", "qualified_occupation", ["occupation"])


def _card_term() -> None:
    create_records(
        "card_term",
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("judged_by", sa.String(200), nullable=False),
        sa.Column("entered_platform_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name="fk_card_term_card_id"),
    )
    op.create_index("ix_card_term_card_id", "card_term", ["card_id"])
    _index_where("ix_card_term_unentered", "card_term", ["card_id", "id"], "entered_platform_on IS NULL AND decision <> ''")
