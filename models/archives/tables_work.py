"""Archives, further records: destruction, stock checks, handovers, the paper vault, secret material, the diary."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.archives.tables import ArchiveFile, ArchiveItem
from models.core.tables import Record


class DestructionList(Record):
    """销毁清册: proposed by the archive officer, reviewed by a panel, carried out by two other persons."""

    __tablename__ = "destruction_list"
    __table_args__ = (Index("ix_destruction_list_proposed", "proposed_on", "id"),)

    number: Mapped[str] = mapped_column(String(30), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(12))  # drafted · review · approved · executed · destroyed · dropped
    proposed_on: Mapped[date]
    proposed_by: Mapped[str] = mapped_column(String(40))
    panel: Mapped[list[str]] = mapped_column(default=list)  # logins
    formed_on: Mapped[date | None]
    formed_by: Mapped[str | None] = mapped_column(String(40))
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None] = mapped_column(String(40))
    approval: Mapped[str | None] = mapped_column(String(100))
    executed_on: Mapped[date | None]
    executor: Mapped[str | None] = mapped_column(String(40))
    witness: Mapped[str | None] = mapped_column(String(40))
    witnessed_on: Mapped[date | None]
    escort: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(100))
    way: Mapped[str | None] = mapped_column(String(12))
    lines: Mapped[list["DestructionLine"]] = relationship(back_populates="of_list", order_by="DestructionLine.id")


class DestructionLine(Record):
    """One item on a list. `result` follows from the votes: destroy · keep · dropped; None while votes are missing."""

    __tablename__ = "destruction_line"
    __table_args__ = (UniqueConstraint("list_id", "item_id"),)

    list_id: Mapped[int] = mapped_column(ForeignKey("destruction_list.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("archive_item.id"), index=True)
    result: Mapped[str | None] = mapped_column(String(10))
    hashes: Mapped[list[str]] = mapped_column(default=list)  # digests of the electronic files that were deleted (ARC-066)
    of_list: Mapped[DestructionList] = relationship(back_populates="lines")
    item: Mapped[ArchiveItem] = relationship()
    votes: Mapped[list["DestructionVote"]] = relationship(back_populates="line", order_by="DestructionVote.id")


class DestructionVote(Record):
    """What one member of the panel says of one item (ARC-061)."""

    __tablename__ = "destruction_vote"
    __table_args__ = (UniqueConstraint("line_id", "member"),)

    line_id: Mapped[int] = mapped_column(ForeignKey("destruction_line.id"))
    member: Mapped[str] = mapped_column(String(40))  # login
    worth: Mapped[str] = mapped_column(String(10))  # 保存价值: none · low · high
    demand: Mapped[str] = mapped_column(String(10))  # 预测需求
    result: Mapped[str] = mapped_column(String(10))  # destroy · keep · long
    keep_until: Mapped[date | None]
    line: Mapped[DestructionLine] = relationship(back_populates="votes")


class StockCheck(Record):
    """盘点 of account, material and card for one place (or everywhere). Its findings are computed until it is closed."""

    __tablename__ = "stock_check"
    __table_args__ = (Index("ix_stock_check_began", "began_on", "id"),)

    number: Mapped[str] = mapped_column(String(30), unique=True)
    place: Mapped[str | None] = mapped_column(String(60))  # items whose location begins so; None: everything
    cause: Mapped[str] = mapped_column(String(12))  # yearly · officer · other
    began_on: Mapped[date]
    began_by: Mapped[str] = mapped_column(String(40))
    closed_on: Mapped[date | None]
    closed_by: Mapped[str | None] = mapped_column(String(40))
    explanation: Mapped[str | None] = mapped_column(Text)
    findings: Mapped[list[Any]] = mapped_column(JSON, default=list)  # kept when it is closed
    scans: Mapped[list["StockScan"]] = relationship(back_populates="check", order_by="StockScan.id")


class StockScan(Record):
    """One thing found on the shelf: the code read, where, how many pages, whether its card is there."""

    __tablename__ = "stock_scan"
    __table_args__ = (UniqueConstraint("check_id", "code"),)

    check_id: Mapped[int] = mapped_column(ForeignKey("stock_check.id"))
    code: Mapped[str] = mapped_column(String(80))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("archive_item.id"), index=True)
    location: Mapped[str | None] = mapped_column(String(60))
    pages: Mapped[int | None]
    card: Mapped[bool] = mapped_column(default=True)
    expected: Mapped[bool] = mapped_column(default=True)  # the account had it on the shelf when it was scanned
    check: Mapped[StockCheck] = relationship(back_populates="scans")


class Handover(Record):
    """移交: files between departments or out of the centre, papers before and after an exam, workpieces."""

    __tablename__ = "handover"
    __table_args__ = (Index("ix_handover_planned", "planned_at", "id"),)

    number: Mapped[str] = mapped_column(String(30), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12))  # drafted · approved · out · disputed · in · closed
    important: Mapped[list[str]] = mapped_column(default=list)  # codes of HND-005
    taken_out: Mapped[bool] = mapped_column(default=False)  # leaves the centre
    planned_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(60))
    custodian: Mapped[str] = mapped_column(String(60))
    recipient: Mapped[str] = mapped_column(String(60))
    drafted_by: Mapped[str] = mapped_column(String(40))
    approved_by: Mapped[str | None] = mapped_column(String(40))
    approved_on: Mapped[date | None]
    out_by: Mapped[str | None] = mapped_column(String(40))
    out_at: Mapped[datetime | None]
    in_by: Mapped[str | None] = mapped_column(String(40))
    in_at: Mapped[datetime | None]
    archive_says: Mapped[str | None] = mapped_column(Text)  # explanation of a difference, both sides (ARC-013)
    deliverer_says: Mapped[str | None] = mapped_column(Text)
    deliverer_by: Mapped[str | None] = mapped_column(String(40))
    closed_on: Mapped[date | None]
    subject: Mapped[str | None] = mapped_column(String(12))  # exam papers: theory, practical …
    occupation: Mapped[str | None] = mapped_column(String(60))
    level: Mapped[int | None]
    room: Mapped[str | None] = mapped_column(String(40))
    exam_at: Mapped[datetime | None]
    vehicle: Mapped[str | None] = mapped_column(String(20))
    driver: Mapped[str | None] = mapped_column(String(40))
    escort: Mapped[str | None] = mapped_column(String(60))
    departed_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    signers: Mapped[list[str]] = mapped_column(default=list)  # invigilators, witnesses, supervisor at printing
    note: Mapped[str | None] = mapped_column(String(200))
    lines: Mapped[list["HandoverLine"]] = relationship(back_populates="handover", order_by="HandoverLine.id")


class HandoverLine(Record):
    """One kind of thing handed over, with its three counts, and what a bag of papers says of itself (HND-006)."""

    __tablename__ = "handover_line"

    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    account: Mapped[int]  # by the ledger
    material: Mapped[int]  # found
    card: Mapped[int]  # by the labels
    received: Mapped[int | None]
    bag: Mapped[str | None] = mapped_column(String(40))
    sealed: Mapped[bool | None]
    occupation: Mapped[str | None] = mapped_column(String(60))
    level: Mapped[int | None]
    handover: Mapped[Handover] = relationship(back_populates="lines")


class VaultStay(Record):
    """Papers in the vault, from arrival until they are handed out or returned (VLT-001…006)."""

    __tablename__ = "vault_stay"
    __table_args__ = (Index("ix_vault_stay_arrived", "arrived_at", "id"),)

    vault: Mapped[str] = mapped_column(String(40))
    batch: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str | None] = mapped_column(String(60))
    arrived_at: Mapped[datetime]
    bags: Mapped[int]
    sets: Mapped[int | None]
    received_by: Mapped[str] = mapped_column(String(60))
    key_holder: Mapped[str] = mapped_column(String(60))
    gate_guards: Mapped[str | None] = mapped_column(String(120))
    patrol_guards: Mapped[str | None] = mapped_column(String(120))
    left_at: Mapped[datetime | None]
    bags_out: Mapped[int | None]
    issued_to: Mapped[str | None] = mapped_column(String(60))
    closed_on: Mapped[date | None]
    closed_by: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    shifts: Mapped[list["VaultShift"]] = relationship(back_populates="stay", order_by="VaultShift.begins_at")


class VaultShift(Record):
    """One shift of at least two persons: [begins_at, ends_at)."""

    __tablename__ = "vault_shift"

    stay_id: Mapped[int] = mapped_column(ForeignKey("vault_stay.id"), index=True)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    persons: Mapped[list[str]]
    bags: Mapped[int | None]
    seal: Mapped[str | None] = mapped_column(String(60))
    entries: Mapped[str | None] = mapped_column(Text)
    events: Mapped[str | None] = mapped_column(Text)
    handed_by: Mapped[str | None] = mapped_column(String(60))
    taken_by: Mapped[str | None] = mapped_column(String(60))
    stay: Mapped[VaultStay] = relationship(back_populates="shifts")


class SecretEvent(Record):
    """涉密登记: a transfer, trip, copy, visit or network check (SEC-001, 003, 004, 005, 007)."""

    __tablename__ = "secret_event"
    __table_args__ = (Index("ix_secret_event_on", "on_day", "id"),)

    kind: Mapped[str] = mapped_column(String(10))  # transfer · trip · copy · visit · network
    item_id: Mapped[int | None] = mapped_column(ForeignKey("archive_item.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(10))  # asked · approved · done
    on_day: Mapped[date]
    until: Mapped[date | None]
    persons: Mapped[list[str]]
    asked_by: Mapped[str] = mapped_column(String(40))
    approved_by: Mapped[str | None] = mapped_column(String(40))
    approved_on: Mapped[date | None]
    destination: Mapped[str | None] = mapped_column(String(100))
    measures: Mapped[str | None] = mapped_column(Text)
    way: Mapped[str | None] = mapped_column(String(10))  # copy · print
    copies: Mapped[int | None]
    copies_allowed: Mapped[int | None]
    pages: Mapped[int | None]
    photographs: Mapped[bool] = mapped_column(default=False)
    done_on: Mapped[date | None]
    done_by: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))
    item: Mapped[ArchiveItem | None] = relationship()


class DiaryEntry(Record):
    """档案日志: what must be kept on record and is no act on an item: keeper, closing tick, spot check, repair, rules."""

    __tablename__ = "archive_diary"
    __table_args__ = (Index("ix_archive_diary_on", "on_day", "id"),)

    kind: Mapped[str] = mapped_column(String(12))
    on_day: Mapped[date]
    by_name: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text, default="")
    code: Mapped[str | None] = mapped_column(String(20))  # which document, which place
    ticked: Mapped[bool] = mapped_column(default=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("archive_item.id"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("archive_file.id"), index=True)
    item: Mapped[ArchiveItem | None] = relationship()
    file: Mapped[ArchiveFile | None] = relationship()
