"""Archives: files of batches, catalogued items with the persons they are about, holds, loans, consultations.
What happens to many items at once (destruction, stock checks, handovers, vault, secrecy): tables_work.py."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record

NEVER = date.max  # destroy_from of what is kept for ever, or whose period has not begun: sorts last, never due


class ArchiveFile(Record):
    """案卷: the file of a batch (known by its key until batches are an area of their own) or of the centre."""

    __tablename__ = "archive_file"
    __table_args__ = (Index("ix_archive_file_exam", "last_exam_on", "id"),)

    number: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    batch: Mapped[str | None] = mapped_column(String(80), index=True)
    first_exam_on: Mapped[date | None]
    last_exam_on: Mapped[date] = mapped_column(index=True)  # of a file without batch: the day it was closed
    not_applicable: Mapped[dict[str, Any]] = mapped_column(default=dict)  # kind → reason (ARC-004)
    signatures: Mapped[dict[str, Any]] = mapped_column(default=dict)  # kind → who checked when (ARC-019)
    completed_on: Mapped[date | None]
    completed_by: Mapped[str | None] = mapped_column(String(60))
    platform_on: Mapped[date | None]  # data, records and supervision report stored on the platform (ARC-006)

    items: Mapped[list["ArchiveItem"]] = relationship(back_populates="file", order_by="ArchiveItem.number")


class ArchiveItem(Record):
    """One catalogue line. `destroy_from` is the first day destruction is possible; `judged_by` the rules it was found by."""

    __tablename__ = "archive_item"
    __table_args__ = (
        Index("ix_archive_item_destroy", "destroy_from", "id"),
        Index("ix_archive_item_made", "made_on", "id"),
        Index("ix_archive_item_state", "state", "destroy_from"),
    )

    number: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str | None] = mapped_column(String(4))  # K01 … K34; None where nobody has said yet
    also_kind: Mapped[str | None] = mapped_column(String(4))  # a second kind: the longer period counts (ARC-023)
    category: Mapped[str | None] = mapped_column(String(40))  # as the workbook wrote it
    medium: Mapped[str | None] = mapped_column(String(12))  # paper · electronic · object
    secrecy: Mapped[str] = mapped_column(String(10), default="internal")  # open · internal · secret
    batch: Mapped[str | None] = mapped_column(String(80), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("archive_file.id"), index=True)
    author: Mapped[str | None] = mapped_column(String(40))
    made_on: Mapped[date] = mapped_column(default=date.min)  # date.min = not given yet
    quantity: Mapped[str | None] = mapped_column(String(20))  # as written: 12页, 1块硬盘
    pages: Mapped[int | None]
    originals: Mapped[bool | None]
    location: Mapped[str | None] = mapped_column(String(60))  # room, cabinet, shelf
    box: Mapped[str | None] = mapped_column(String(40), index=True)
    cabinet: Mapped[str | None] = mapped_column(String(40))  # secure cabinet of secret material (SEC-002)
    keeper: Mapped[str | None] = mapped_column(String(60))
    envelope: Mapped[str | None] = mapped_column(String(40))  # sealed envelope of accounts (SEC-015)
    state: Mapped[str] = mapped_column(String(16))
    starts_on: Mapped[date | None]  # end of term, replacement …: where the period begins, if not on the exam day
    own_period: Mapped[str | None] = mapped_column(String(4))  # longer than the rule's, as written on the item
    destroy_from: Mapped[date] = mapped_column(default=NEVER)
    keep_until: Mapped[date | None]  # what a review decided; date.max: long-term
    judged_by: Mapped[str] = mapped_column(String(80), default="", index=True)  # "" once it is gone
    destroyed_on: Mapped[date | None]
    destroyed_by_list: Mapped[str | None] = mapped_column(String(30))
    lost_on: Mapped[date | None]
    lost_how: Mapped[str | None] = mapped_column(Text)
    lost_confirmed_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))

    file: Mapped[ArchiveFile | None] = relationship(back_populates="items")
    parties: Mapped[list["ArchiveParty"]] = relationship(back_populates="item")


class ArchiveParty(Record):
    """A person whose score, certificate, violation or complaint an item or a whole file documents (当事人)."""

    __tablename__ = "archive_party"

    item_id: Mapped[int | None] = mapped_column(ForeignKey("archive_item.id"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("archive_file.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    id_no: Mapped[str | None] = mapped_column(String(20), index=True)
    item: Mapped[ArchiveItem | None] = relationship(back_populates="parties")


class ArchiveHold(Record):
    """Why something may not be destroyed: an open matter of another area, named by its key. Holds one item, all items
    of a batch, or all items that document a person; several may stand at once (ARC-025)."""

    __tablename__ = "archive_hold"
    __table_args__ = (Index("ix_archive_hold_placed_on", "placed_on", "id"),)

    source: Mapped[str] = mapped_column(String(16))
    reference: Mapped[str] = mapped_column(String(80), index=True)  # number of the complaint, incident …
    item_id: Mapped[int | None] = mapped_column(ForeignKey("archive_item.id"), index=True)
    batch: Mapped[str | None] = mapped_column(String(80), index=True)
    id_no: Mapped[str | None] = mapped_column(String(20), index=True)
    why: Mapped[str] = mapped_column(Text, default="")
    placed_on: Mapped[date]
    placed_by: Mapped[str] = mapped_column(String(60))
    released_on: Mapped[date | None]
    released_why: Mapped[str | None] = mapped_column(Text)
    item: Mapped[ArchiveItem | None] = relationship()


class ArchiveLoan(Record):
    """借阅: one loan of one item with all its periods. `due_on` is the last day of the current period, before rolling."""

    __tablename__ = "archive_loan"
    __table_args__ = (
        Index("ix_archive_loan_requested", "requested_on", "id"),
        Index("ix_archive_loan_due", "state", "due_on", "id"),
        Index("uq_archive_loan_open", "item_id", unique=True, sqlite_where=text("state = 'lent'"), postgresql_where=text("state = 'lent'")),
    )

    number: Mapped[str] = mapped_column(String(30), unique=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("archive_item.id"), index=True)
    borrower: Mapped[str] = mapped_column(String(60), index=True)
    borrower_id_no: Mapped[str | None] = mapped_column(String(20))
    department: Mapped[str | None] = mapped_column(String(60))
    purpose: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(12))  # requested · approved · refused · lent · returned · lost · cancelled
    requested_on: Mapped[date]
    requested_by: Mapped[str | None] = mapped_column(String(40))  # login
    approver: Mapped[str | None] = mapped_column(String(60))  # name; of an old loan as its workbook wrote it
    approved_by: Mapped[str | None] = mapped_column(String(40))  # login
    approved_on: Mapped[date | None]
    signature: Mapped[str | None] = mapped_column(String(100))  # signed approval for secret material (ARC-049)
    refused_why: Mapped[str | None] = mapped_column(Text)
    lent_on: Mapped[date | None]
    lent_by: Mapped[str | None] = mapped_column(String(40))  # login
    carriers: Mapped[str | None] = mapped_column(String(120))
    pages_out: Mapped[int | None]
    due_on: Mapped[date | None]
    periods_before: Mapped[int] = mapped_column(default=0)  # consecutive periods of earlier loans (ARC-045)
    returned_on: Mapped[date | None]
    received_by: Mapped[str | None] = mapped_column(String(40))
    pages_back: Mapped[int | None]
    condition: Mapped[str | None] = mapped_column(String(12))  # intact · damaged
    condition_note: Mapped[str | None] = mapped_column(String(200))
    imported_renewals: Mapped[int] = mapped_column(default=0)  # of an old loan: how many, without their days
    marks: Mapped[list[Any]] = mapped_column(JSON, default=list)  # what was wrong with an old loan: rule, found, expected
    judged_by: Mapped[str] = mapped_column(String(200), default="")

    item: Mapped[ArchiveItem] = relationship()
    renewals: Mapped[list["ArchiveRenewal"]] = relationship(back_populates="loan", order_by="ArchiveRenewal.id")


class ArchiveRenewal(Record):
    """续借: one further period of a loan; asked for, then approved (or not)."""

    __tablename__ = "archive_renewal"

    loan_id: Mapped[int] = mapped_column(ForeignKey("archive_loan.id"), index=True)
    requested_on: Mapped[date]
    requested_by: Mapped[str] = mapped_column(String(40))
    old_due: Mapped[date]
    new_due: Mapped[date | None]
    approved_by: Mapped[str | None] = mapped_column(String(40))
    approved_on: Mapped[date | None]
    loan: Mapped[ArchiveLoan] = relationship(back_populates="renewals")


class ArchiveConsultation(Record):
    """查阅: one reading of one item in the archive, with its two attendants; on a supervision task without approval."""

    __tablename__ = "archive_consultation"
    __table_args__ = (Index("ix_archive_consultation_requested", "requested_on", "id"),)

    number: Mapped[str] = mapped_column(String(30), unique=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("archive_item.id"), index=True)
    reader: Mapped[str] = mapped_column(String(60))
    reader_id_no: Mapped[str | None] = mapped_column(String(20))
    reader_login: Mapped[str | None] = mapped_column(String(40), index=True)
    unit: Mapped[str | None] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(200))
    task: Mapped[str | None] = mapped_column(String(80))  # supervision task that stands for the reason (ARC-032)
    state: Mapped[str] = mapped_column(String(12))  # requested · approved · refused · reading · ended
    requested_on: Mapped[date]
    requested_by: Mapped[str] = mapped_column(String(40))
    approver: Mapped[str | None] = mapped_column(String(60))
    approved_by: Mapped[str | None] = mapped_column(String(40))
    approved_on: Mapped[date | None]
    refused_why: Mapped[str | None] = mapped_column(Text)
    general_by: Mapped[str | None] = mapped_column(String(40))  # login of the general-affairs attendant
    supervisor_by: Mapped[str | None] = mapped_column(String(40))  # login of the supervising attendant
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    copies: Mapped[int] = mapped_column(default=0)
    condition_note: Mapped[str | None] = mapped_column(String(200))
    item: Mapped[ArchiveItem] = relationship()
