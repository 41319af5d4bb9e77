"""Experts: people, groups, terms, tasks; panels that accept a bank or review a norm; documents of the organisation."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _expert_group()
    _expert()
    _expert_term()
    _expert_application()
    _expert_task()
    _expert_panel()
    _panel_member()
    _org_document()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _expert_group() -> None:
    create_records(
        "expert_group",
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("formed_on", sa.Date(), nullable=False),
        sa.Column("dissolved_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_expert_group_occupation", "expert_group", ["occupation", "id"])


def _expert() -> None:
    create_records(
        "expert",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("cert_level", sa.Integer(), nullable=True),
        sa.Column("match", sa.String(8), nullable=True),
        sa.Column("title_rank", sa.String(20), nullable=True),
        sa.Column("work_since", sa.Date(), nullable=True),
        sa.Column("assessing_since", sa.Date(), nullable=True),
        sa.Column("assess_years", sa.Integer(), nullable=True),
        sa.Column("past", sa.String(8), nullable=True),
        sa.Column("honour", sa.String(80), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("group_post", sa.String(8), nullable=True),
        sa.Column("post_since", sa.Date(), nullable=True),
        sa.Column("secrecy_on", sa.Date(), nullable=True),
        sa.Column("term_from", sa.Date(), nullable=True),
        sa.Column("term_to", sa.Date(), nullable=False),
        sa.Column("case_cause", sa.String(8), nullable=True),
        sa.Column("case_facts", sa.Text(), nullable=True),
        sa.Column("case_on", sa.Date(), nullable=True),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_cause", sa.String(8), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("judicial", sa.String(80), nullable=True),
        sa.Column("note", sa.String(100), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["expert_group.id"], name="fk_expert_group_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_expert_person_id"),
        sa.UniqueConstraint("person_id", "occupation", name="uq_expert_person_id_occupation"),
    )
    op.create_index("ix_expert_group_id", "expert", ["group_id"])
    op.create_index("ix_expert_name", "expert", ["sort_name", "id"])
    op.create_index("ix_expert_person_id", "expert", ["person_id"])
    op.create_index("ix_expert_term_to", "expert", ["term_to", "id"])


def _expert_term() -> None:
    create_records(
        "expert_term",
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("agreement_number", sa.String(40), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("letter_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(10), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("judged_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name="fk_expert_term_expert_id"),
    )
    op.create_index("ix_expert_term_ends_on", "expert_term", ["ends_on", "id"])
    op.create_index("ix_expert_term_expert_id", "expert_term", ["expert_id"])
    op.create_index("ix_expert_term_name", "expert_term", ["sort_name", "id"])


def _expert_application() -> None:
    create_records(
        "expert_application",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("way", sa.String(12), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("cert_level", sa.Integer(), nullable=True),
        sa.Column("match", sa.String(8), nullable=True),
        sa.Column("title_rank", sa.String(20), nullable=True),
        sa.Column("work_since", sa.Date(), nullable=True),
        sa.Column("assessing_since", sa.Date(), nullable=True),
        sa.Column("past", sa.String(8), nullable=True),
        sa.Column("honour", sa.String(80), nullable=True),
        sa.Column("declared", sa.JSON(), nullable=True),
        sa.Column("resume", sa.Text(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("expert_id", sa.Integer(), nullable=True),
        sa.Column("judged_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name="fk_expert_application_expert_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_expert_application_person_id"),
    )
    op.create_index("ix_expert_application_applied_on", "expert_application", ["applied_on", "id"])
    op.create_index("ix_expert_application_name", "expert_application", ["sort_name", "id"])
    op.create_index("ix_expert_application_person_id", "expert_application", ["person_id"])
    op.create_index("ix_expert_application_rank", "expert_application", ["rank", "id"])


def _expert_task() -> None:
    create_records(
        "expert_task",
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(160), nullable=False),
        sa.Column("task", sa.String(10), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("attendance", sa.String(10), nullable=True),
        sa.Column("result", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name="fk_expert_task_expert_id"),
    )
    op.create_index("ix_expert_task_expert", "expert_task", ["expert_id", "held_on"])
    op.create_index("ix_expert_task_held_on", "expert_task", ["held_on", "id"])


def _expert_panel() -> None:
    create_records(
        "expert_panel",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("occupation", sa.String(60), nullable=False),
        sa.Column("edition", sa.String(40), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(80), nullable=True),
        sa.Column("conclusion", sa.String(8), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("filed_number", sa.String(60), nullable=True),
    )
    op.create_index("ix_expert_panel_held_on", "expert_panel", ["held_on", "id"])


def _panel_member() -> None:
    create_records(
        "panel_member",
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("employer", sa.String(80), nullable=False),
        sa.Column("post_title", sa.String(60), nullable=True),
        sa.Column("field", sa.String(12), nullable=True),
        sa.Column("vote", sa.String(8), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name="fk_panel_member_expert_id"),
        sa.ForeignKeyConstraint(["panel_id"], ["expert_panel.id"], name="fk_panel_member_panel_id"),
    )
    op.create_index("ix_panel_member_panel_id", "panel_member", ["panel_id"])


def _org_document() -> None:
    create_records(
        "org_document",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("issuer", sa.String(80), nullable=True),
        sa.Column("number", sa.String(60), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_org_document_dated_on", "org_document", ["dated_on", "id"])
