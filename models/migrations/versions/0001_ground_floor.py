"""The ground floor: what all areas share in storage, the protection of the audit chain, the search index.

Written out in full: a later change of the models must not change what this step made.
"""

import sqlalchemy as sa
from alembic import op

from models.migrations.records import create_records

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NO_CHANGE = "audit entries are never changed"


def upgrade() -> None:
    _abnormal_operation()
    _attachment()
    _audit_entry()
    _calendar_entry()
    _key_slot()
    _printed_document()
    _regulation()
    _rule_value()
    _saved_view()
    _search_entry()
    _setting()
    _user_account()
    _clause()
    if op.get_bind().dialect.name == "sqlite":
        _protection_sqlite()
        _search_sqlite()
    else:
        _protection_postgresql()
        _search_postgresql()


def downgrade() -> None:
    raise NotImplementedError("an older program opens the backup that was taken before the step")


def _protection_sqlite() -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
            f"BEGIN SELECT RAISE(ABORT, '{_NO_CHANGE}'); END"
        )


def _protection_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_entry_protected() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_NO_CHANGE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_protected()"
    )


def _search_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search_grams USING fts5(grams, content='', contentless_delete=1, detail=none, "
        "columnsize=1, prefix='2', tokenize='unicode61 remove_diacritics 0')"
    )


def _search_postgresql() -> None:
    op.execute(
        "CREATE TABLE search_grams (rowid bigint PRIMARY KEY REFERENCES search_entry(id) ON DELETE CASCADE, "
        "grams text[] NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_grams ON search_grams USING gin (grams)")


def _abnormal_operation() -> None:
    create_records(
        "abnormal_operation",
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("command", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_index("ix_abnormal_operation_at", "abnormal_operation", ["at"])


def _attachment() -> None:
    create_records(
        "attachment",
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("stored_as", sa.String(64), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removed_why", sa.Text(), nullable=False),
    )
    op.create_index("ix_attachment_digest", "attachment", ["digest"])
    op.create_index("ix_attachment_subject", "attachment", ["subject"])


def _audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("command", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_command", "audit_entry", ["command"])
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])


def _calendar_entry() -> None:
    create_records(
        "calendar_entry",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("decree", sa.String(80), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("source", sa.String(60), nullable=False),
        sa.UniqueConstraint("day", name="uq_calendar_entry_day"),
    )


def _key_slot() -> None:
    op.create_table(
        "key_slot",
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("login", name="pk_key_slot"),
    )


def _printed_document() -> None:
    create_records(
        "printed_document",
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.UniqueConstraint("number", name="uq_printed_document_number"),
    )
    op.create_index("ix_printed_document_subject", "printed_document", ["subject"])


def _regulation() -> None:
    create_records(
        "regulation",
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("profile", sa.String(20), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.UniqueConstraint("digest", name="uq_regulation_digest"),
    )


def _rule_value() -> None:
    create_records(
        "rule_value",
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("param", sa.String(40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(40), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_index("ix_rule_value_rule", "rule_value", ["rule"])


def _saved_view() -> None:
    create_records(
        "saved_view",
        sa.Column("owner", sa.String(40), nullable=False),
        sa.Column("register", sa.String(60), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("setup", sa.JSON(), nullable=False),
        sa.UniqueConstraint("owner", "register", "name", name="uq_saved_view_owner_register_name"),
    )


def _search_entry() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.UniqueConstraint("register", "record_id", name="uq_search_entry_register_record_id"),
    )


def _setting() -> None:
    create_records(
        "setting",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.UniqueConstraint("name", name="uq_setting_name"),
    )


def _user_account() -> None:
    create_records(
        "user_account",
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("disabled_on", sa.Date(), nullable=True),
        sa.UniqueConstraint("login", name="uq_user_account_login"),
    )


def _clause() -> None:
    create_records(
        "clause",
        sa.Column("regulation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(200), nullable=False),
        sa.Column("label", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["regulation_id"], ["regulation.id"], name="fk_clause_regulation_id"),
    )
    op.create_index("ix_clause_regulation_id", "clause", ["regulation_id"])
