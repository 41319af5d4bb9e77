"""What every area shares in storage: records with a version, people who sign in, the audit chain, the centre's own
rule values and calendar, attachments, printed documents, regulations, saved views and the search index."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import DDL, JSON, ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint, event
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship, synonym

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {dict[str, Any]: JSON, list[str]: JSON}


class Record(Base):
    """A row that people change: `version` guards against overwriting a colleague, `entry` is the audit entry of its
    last change, `first_entry` that of its creation. Both are set by the unit of work, never by commands."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    first_entry: Mapped[int] = mapped_column(default=0)
    entry: Mapped[int] = mapped_column(default=0)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version} if hasattr(cls, "__table__") else {}


class User(Record):
    """A named person who signs in (PPL-ORG-003). `login` never changes; `disabled_on` closes the account."""

    __tablename__ = "user_account"

    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    roles: Mapped[list[str]]
    person_id: Mapped[int | None]
    disabled_on: Mapped[date | None]


class AuditEntry(Base):
    """One link of the chain: who, when, which command, what changed. `hash` covers all fields and `previous`."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[int] = synonym("seq")  # as registers name a record
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))
    command: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)  # table:id of the record acted upon, or empty
    outcome: Mapped[str] = mapped_column(String(10))  # done · refused
    reason: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)  # canonical JSON: given, changes before → after, findings
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AbnormalOperation(Record):
    """异常操作记录: a warning that somebody passed with a written reason."""

    __tablename__ = "abnormal_operation"

    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(40))
    command: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    rule: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class Setting(Record):
    """A fact about the centre: profile, name, filing number, schema. One row a name."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    value: Mapped[str] = mapped_column(Text)


class RuleValue(Record):
    """A rule parameter set by the centre itself, valid from a day on; never changed, only followed by a newer one."""

    __tablename__ = "rule_value"

    rule: Mapped[str] = mapped_column(String(20), index=True)
    param: Mapped[str] = mapped_column(String(40))
    value: Mapped[Any] = mapped_column(JSON)
    from_day: Mapped[date]
    set_by: Mapped[str] = mapped_column(String(40))
    set_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)


class CalendarEntry(Record):
    """One exception to Monday–Friday in the centre's calendar (CAL-001)."""

    __tablename__ = "calendar_entry"

    day: Mapped[date] = mapped_column(unique=True)
    works: Mapped[bool]
    name: Mapped[str] = mapped_column(String(40), default="")
    decree: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(60), default="")


class Attachment(Record):
    """A file kept with a record. `digest` is the SHA-256 of the content, `stored_as` its name in the file store."""

    __tablename__ = "attachment"

    subject: Mapped[str] = mapped_column(String(80), index=True)
    kind: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    stored_as: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
    removed_on: Mapped[date | None]
    removed_why: Mapped[str] = mapped_column(Text, default="")


class PrintedDocument(Record):
    """One generated PDF or export: its form, what it shows and the hash of what was handed out."""

    __tablename__ = "printed_document"
    __table_args__ = (Index("ix_printed_document_subject", "subject"),)

    number: Mapped[str] = mapped_column(String(30), unique=True)
    form: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))


class Regulation(Record):
    """A regulation text that the centre loaded itself; cut into clauses so that a citation opens the clause."""

    __tablename__ = "regulation"

    title: Mapped[str] = mapped_column(String(200))
    profile: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    loaded_at: Mapped[datetime]
    withdrawn_on: Mapped[date | None]
    clauses: Mapped[list["Clause"]] = relationship(back_populates="regulation", order_by="Clause.position")


class Clause(Record):
    __tablename__ = "clause"

    regulation_id: Mapped[int] = mapped_column(ForeignKey("regulation.id"), index=True)
    position: Mapped[int]
    part: Mapped[str] = mapped_column(String(200))  # the sub-document or chapter it stands in
    label: Mapped[str] = mapped_column(String(40))  # 第十六条, 四, (三) …
    text: Mapped[str] = mapped_column(Text)
    regulation: Mapped[Regulation] = relationship(back_populates="clauses")


class SavedView(Record):
    """A person's own way to look at a register: filters, columns, order."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("owner", "register", "name"),)

    owner: Mapped[str] = mapped_column(String(40))
    register: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    setup: Mapped[dict[str, Any]]


class KeySlot(Base):
    """PostgreSQL only: what `centre.keys` holds for an embedded centre."""

    __tablename__ = "key_slot"

    login: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class StoredFile(Base):
    """PostgreSQL only: what `files/` holds for an embedded centre; encrypted there as here."""

    __tablename__ = "stored_file"

    stored_as: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SearchEntry(Base):
    """What is searched: one line a record and register. `text` is folded (lower case, NFKC); its grams are indexed."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("register", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)


_NO_CHANGE = "audit entries are never changed"
for _verb in ("UPDATE", "DELETE"):
    event.listen(
        AuditEntry.__table__, "after_create",
        DDL(f"CREATE TRIGGER audit_entry_no_{_verb.lower()} BEFORE {_verb} ON audit_entry "
            f"BEGIN SELECT RAISE(ABORT, '{_NO_CHANGE}'); END").execute_if(dialect="sqlite"),
    )  # fmt: skip
event.listen(
    AuditEntry.__table__, "after_create",
    DDL(f"CREATE FUNCTION audit_entry_protected() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_NO_CHANGE}'; END $$").execute_if(dialect="postgresql"),
)  # fmt: skip
event.listen(
    AuditEntry.__table__, "after_create",
    DDL("CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_protected()").execute_if(dialect="postgresql"),
)  # fmt: skip
# The index of grams: a contentless full-text table beside search_entry (rowid = its id). See models/core/search.py.
event.listen(
    SearchEntry.__table__, "after_create",
    DDL("CREATE VIRTUAL TABLE search_grams USING fts5(grams, content='', contentless_delete=1, detail=none, "
        "columnsize=1, prefix='2', tokenize='unicode61 remove_diacritics 0')").execute_if(dialect="sqlite"),
)  # fmt: skip
event.listen(
    SearchEntry.__table__, "after_create",
    DDL("CREATE TABLE search_grams (rowid bigint PRIMARY KEY REFERENCES search_entry(id) ON DELETE CASCADE, "
        "grams text[] NOT NULL)").execute_if(dialect="postgresql"),
)  # fmt: skip
event.listen(
    SearchEntry.__table__, "after_create",
    DDL("CREATE INDEX ix_search_grams ON search_grams USING gin (grams)").execute_if(dialect="postgresql"),
)  # fmt: skip
