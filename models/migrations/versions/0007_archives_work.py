"""Archives at work: destruction, stock checks, handovers, the vault, secret matters, diary."""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _destruction_list()
    _destruction_line()
    _destruction_vote()
    _stock_check()
    _stock_scan()
    _handover()
    _handover_line()
    _vault_stay()
    _vault_shift()
    _secret_event()
    _archive_diary()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _destruction_list() -> None:
    create_records(
        "destruction_list",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", sa.String(40), nullable=False),
        sa.Column("panel", sa.JSON(), nullable=False),
        sa.Column("formed_on", sa.Date(), nullable=True),
        sa.Column("formed_by", sa.String(40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(40), nullable=True),
        sa.Column("approval", sa.String(100), nullable=True),
        sa.Column("executed_on", sa.Date(), nullable=True),
        sa.Column("executor", sa.String(40), nullable=True),
        sa.Column("witness", sa.String(40), nullable=True),
        sa.Column("witnessed_on", sa.Date(), nullable=True),
        sa.Column("escort", sa.String(60), nullable=True),
        sa.Column("place", sa.String(100), nullable=True),
        sa.Column("way", sa.String(12), nullable=True),
        sa.UniqueConstraint("number", name="uq_destruction_list_number"),
    )
    op.create_index("ix_destruction_list_proposed", "destruction_list", ["proposed_on", "id"])


def _destruction_line() -> None:
    create_records(
        "destruction_line",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(10), nullable=True),
        sa.Column("hashes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["archive_item.id"], name="fk_destruction_line_item_id"),
        sa.ForeignKeyConstraint(["list_id"], ["destruction_list.id"], name="fk_destruction_line_list_id"),
        sa.UniqueConstraint("list_id", "item_id", name="uq_destruction_line_list_id_item_id"),
    )
    op.create_index("ix_destruction_line_item_id", "destruction_line", ["item_id"])


def _destruction_vote() -> None:
    create_records(
        "destruction_vote",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(40), nullable=False),
        sa.Column("worth", sa.String(10), nullable=False),
        sa.Column("demand", sa.String(10), nullable=False),
        sa.Column("result", sa.String(10), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["line_id"], ["destruction_line.id"], name="fk_destruction_vote_line_id"),
        sa.UniqueConstraint("line_id", "member", name="uq_destruction_vote_line_id_member"),
    )


def _stock_check() -> None:
    create_records(
        "stock_check",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("place", sa.String(60), nullable=True),
        sa.Column("cause", sa.String(12), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("began_by", sa.String(40), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(40), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.UniqueConstraint("number", name="uq_stock_check_number"),
    )
    op.create_index("ix_stock_check_began", "stock_check", ["began_on", "id"])


def _stock_scan() -> None:
    create_records(
        "stock_scan",
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("location", sa.String(60), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("card", sa.Boolean(), nullable=False),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["stock_check.id"], name="fk_stock_scan_check_id"),
        sa.ForeignKeyConstraint(["item_id"], ["archive_item.id"], name="fk_stock_scan_item_id"),
        sa.UniqueConstraint("check_id", "code", name="uq_stock_scan_check_id_code"),
    )
    op.create_index("ix_stock_scan_item_id", "stock_scan", ["item_id"])


def _handover() -> None:
    create_records(
        "handover",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("important", sa.JSON(), nullable=False),
        sa.Column("taken_out", sa.Boolean(), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("custodian", sa.String(60), nullable=False),
        sa.Column("recipient", sa.String(60), nullable=False),
        sa.Column("drafted_by", sa.String(40), nullable=False),
        sa.Column("approved_by", sa.String(40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("out_by", sa.String(40), nullable=True),
        sa.Column("out_at", sa.DateTime(), nullable=True),
        sa.Column("in_by", sa.String(40), nullable=True),
        sa.Column("in_at", sa.DateTime(), nullable=True),
        sa.Column("archive_says", sa.Text(), nullable=True),
        sa.Column("deliverer_says", sa.Text(), nullable=True),
        sa.Column("deliverer_by", sa.String(40), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("subject", sa.String(12), nullable=True),
        sa.Column("occupation", sa.String(60), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("room", sa.String(40), nullable=True),
        sa.Column("exam_at", sa.DateTime(), nullable=True),
        sa.Column("vehicle", sa.String(20), nullable=True),
        sa.Column("driver", sa.String(40), nullable=True),
        sa.Column("escort", sa.String(60), nullable=True),
        sa.Column("departed_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("signers", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.UniqueConstraint("number", name="uq_handover_number"),
    )
    op.create_index("ix_handover_planned", "handover", ["planned_at", "id"])


def _handover_line() -> None:
    create_records(
        "handover_line",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("material", sa.Integer(), nullable=False),
        sa.Column("card", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=True),
        sa.Column("bag", sa.String(40), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=True),
        sa.Column("occupation", sa.String(60), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name="fk_handover_line_handover_id"),
    )
    op.create_index("ix_handover_line_handover_id", "handover_line", ["handover_id"])


def _vault_stay() -> None:
    create_records(
        "vault_stay",
        sa.Column("vault", sa.String(40), nullable=False),
        sa.Column("batch", sa.String(80), nullable=False),
        sa.Column("subject", sa.String(60), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("bags", sa.Integer(), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=True),
        sa.Column("received_by", sa.String(60), nullable=False),
        sa.Column("key_holder", sa.String(60), nullable=False),
        sa.Column("gate_guards", sa.String(120), nullable=True),
        sa.Column("patrol_guards", sa.String(120), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("bags_out", sa.Integer(), nullable=True),
        sa.Column("issued_to", sa.String(60), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
    )
    op.create_index("ix_vault_stay_arrived", "vault_stay", ["arrived_at", "id"])


def _vault_shift() -> None:
    create_records(
        "vault_shift",
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("begins_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("persons", sa.JSON(), nullable=False),
        sa.Column("bags", sa.Integer(), nullable=True),
        sa.Column("seal", sa.String(60), nullable=True),
        sa.Column("entries", sa.Text(), nullable=True),
        sa.Column("events", sa.Text(), nullable=True),
        sa.Column("handed_by", sa.String(60), nullable=True),
        sa.Column("taken_by", sa.String(60), nullable=True),
        sa.ForeignKeyConstraint(["stay_id"], ["vault_stay.id"], name="fk_vault_shift_stay_id"),
    )
    op.create_index("ix_vault_shift_stay_id", "vault_shift", ["stay_id"])


def _secret_event() -> None:
    create_records(
        "secret_event",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("persons", sa.JSON(), nullable=False),
        sa.Column("asked_by", sa.String(40), nullable=False),
        sa.Column("approved_by", sa.String(40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("destination", sa.String(100), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("way", sa.String(10), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("copies_allowed", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("photographs", sa.Boolean(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(60), nullable=True),
        sa.Column("note", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["archive_item.id"], name="fk_secret_event_item_id"),
    )
    op.create_index("ix_secret_event_item_id", "secret_event", ["item_id"])
    op.create_index("ix_secret_event_on", "secret_event", ["on_day", "id"])


def _archive_diary() -> None:
    create_records(
        "archive_diary",
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("by_name", sa.String(60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("code", sa.String(20), nullable=True),
        sa.Column("ticked", sa.Boolean(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["archive_file.id"], name="fk_archive_diary_file_id"),
        sa.ForeignKeyConstraint(["item_id"], ["archive_item.id"], name="fk_archive_diary_item_id"),
    )
    op.create_index("ix_archive_diary_file_id", "archive_diary", ["file_id"])
    op.create_index("ix_archive_diary_item_id", "archive_diary", ["item_id"])
    op.create_index("ix_archive_diary_on", "archive_diary", ["on_day", "id"])
