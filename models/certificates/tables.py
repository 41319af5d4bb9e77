"""Certificates and the paper they are printed on: register, rosters, lots, journal, copies, sign-offs, reissues, runs."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record

OWN = "history = false"  # numbers this program assigned: unique for ever. Old rows come in with their faults.


class Roster(Record):
    """核发名册: who gets a certificate of one batch; signed by the director before anything is numbered (CRT-033)."""

    __tablename__ = "issue_roster"
    __table_args__ = (Index("ix_issue_roster_made_on", "made_on", "id"),)

    number: Mapped[str] = mapped_column(String(40), unique=True)
    batch_code: Mapped[str] = mapped_column(String(40), index=True)
    made_on: Mapped[date]
    made_by: Mapped[str] = mapped_column(String(60))
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None] = mapped_column(String(60))
    lines: Mapped[int]
    certificates: Mapped[list["Certificate"]] = relationship(back_populates="roster", order_by="Certificate.id")


class Certificate(Record):
    """One row of the register. `scope` (positions 1–16) and `sequence` repeat the number where it has the 22 positions.

    history: taken over from an old ledger as it was, faults included. `serial` is the current paper copy.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        Index("ix_certificate_number", "number", "id"),
        Index("uq_certificate_own_number", "number", unique=True, sqlite_where=text("history = 0 AND number <> ''"),
              postgresql_where=text("NOT history AND number <> ''")),
        Index("ix_certificate_scope", "scope", "sequence", "issued_on", "level"),
        Index("ix_certificate_person", "id_no", "level", "id"),
        Index("ix_certificate_name", "sort_name", "id"),
        Index("ix_certificate_issued_on", "issued_on", "id"),
        Index("ix_certificate_batch", "batch_code", "id"),
        Index("ix_certificate_serial", "serial", "id"),
    )  # fmt: skip

    number: Mapped[str] = mapped_column(String(30), default="")  # empty until numbered
    scope: Mapped[str] = mapped_column(String(16), default="")
    sequence: Mapped[int | None]
    batch_code: Mapped[str] = mapped_column(String(40))
    roster_id: Mapped[int | None] = mapped_column(ForeignKey("issue_roster.id"), index=True)
    pass_id: Mapped[int | None] = mapped_column(ForeignKey("pass_row.id"), index=True)
    id_kind: Mapped[str] = mapped_column(String(20))
    id_no: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(60))
    sort_name: Mapped[str] = mapped_column(String(160))
    occupation: Mapped[str] = mapped_column(String(60))
    job: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    agency: Mapped[str | None] = mapped_column(String(80))  # None: an old ledger without the column
    issued_on: Mapped[date]
    form: Mapped[str] = mapped_column(String(10), default="paper")  # paper · electronic · both
    serial: Mapped[str] = mapped_column(String(20), default="")
    state: Mapped[str] = mapped_column(String(10))  # approved · numbered · valid · revoked · void
    handed_on: Mapped[date | None]
    online: Mapped[str] = mapped_column(String(20), default="none")
    submitted_on: Mapped[date | None]
    grade_note: Mapped[str | None] = mapped_column(String(10))  # 优秀 · 良好 · 合格 (fujian)
    replaces: Mapped[str | None] = mapped_column(String(30))
    ended_on: Mapped[date | None]
    ended_ground: Mapped[str | None] = mapped_column(String(10))
    ended_why: Mapped[str | None] = mapped_column(Text)
    printed_text: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # what the paper says, as it was printed
    history: Mapped[bool] = mapped_column(default=False)
    source_row: Mapped[str | None] = mapped_column(String(60))

    roster: Mapped[Roster | None] = relationship(back_populates="certificates")


class BlankLot(Record):
    """A delivery of blank certificates with contiguous serials (LDG-003). Numbers as written have `digits` places."""

    __tablename__ = "blank_lot"
    __table_args__ = (Index("ix_blank_lot_first", "first", "id"), Index("ix_blank_lot_received_on", "received_on", "id"))

    name: Mapped[str] = mapped_column(String(40))
    first: Mapped[int]
    last: Mapped[int]
    digits: Mapped[int]
    received_on: Mapped[date]
    supplier: Mapped[str | None] = mapped_column(String(80))
    keeper: Mapped[str | None] = mapped_column(String(60))
    box: Mapped[str | None] = mapped_column(String(40))
    counted_by: Mapped[str | None] = mapped_column(String(60))
    history: Mapped[bool] = mapped_column(default=False)


class Movement(Record):
    """One line of the journal of blanks and copies (LDG-001). Never changed: a wrong one is reversed by another that
    names it (LDG-002). Its quantity is the count of its serials, first to last inclusive."""

    __tablename__ = "movement"
    __table_args__ = (Index("ix_movement_day", "day", "id"), Index("ix_movement_first", "first", "id"))

    day: Mapped[date]
    code: Mapped[str] = mapped_column(String(3))
    first: Mapped[int]
    last: Mapped[int]
    digits: Mapped[int]
    number: Mapped[str | None] = mapped_column(String(30))
    document: Mapped[str | None] = mapped_column(String(60))  # roster, reissue, destruction list, delivery note
    bucket_from: Mapped[str | None] = mapped_column(String(1))  # of an adjustment or a reversal
    bucket_to: Mapped[str | None] = mapped_column(String(1))
    old_serial: Mapped[str | None] = mapped_column(String(20))
    cause: Mapped[str | None] = mapped_column(String(10))
    why: Mapped[str | None] = mapped_column(String(400))
    by: Mapped[str | None] = mapped_column(String(60))
    second: Mapped[str | None] = mapped_column(String(60))
    approved_by: Mapped[str | None] = mapped_column(String(60))
    courier: Mapped[str | None] = mapped_column(String(40))
    reverses: Mapped[int | None] = mapped_column(ForeignKey("movement.id"), unique=True)
    history: Mapped[bool] = mapped_column(default=False)

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1


class Copy(Record):
    """A blank that has left the untouched stock, and where it is now; one row a serial. The journal is the proof."""

    __tablename__ = "copy"
    __table_args__ = (Index("ix_copy_bucket", "bucket", "serial"),)

    serial: Mapped[int] = mapped_column(unique=True)
    bucket: Mapped[str] = mapped_column(String(1))  # B F O W, D destroyed, S sent back, X outside
    state: Mapped[str] = mapped_column(String(12))
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), index=True)
    since: Mapped[date]
    lost_on: Mapped[date | None]


class SignOff(Record):
    """That somebody received one paper copy (CRT-040): a signature or a courier number."""

    __tablename__ = "sign_off"
    __table_args__ = (Index("ix_sign_off_number", "number", "id"), Index("ix_sign_off_day", "day", "id"))

    number: Mapped[str] = mapped_column(String(30))
    serial: Mapped[str] = mapped_column(String(20), default="")
    day: Mapped[date]
    way: Mapped[str] = mapped_column(String(12))  # self · proxy · courier · institution
    signer: Mapped[str | None] = mapped_column(String(60))
    signer_id: Mapped[str | None] = mapped_column(String(20))
    authorisation: Mapped[str | None] = mapped_column(String(100))
    courier: Mapped[str | None] = mapped_column(String(40))
    receipt: Mapped[str | None] = mapped_column(String(100))  # of the institution
    undone_on: Mapped[date | None]  # the parcel came back


class Reissue(Record):
    """补发: cause, proof, decision, and the copy taken back (CRT-050…054)."""

    __tablename__ = "reissue"
    __table_args__ = (Index("ix_reissue_applied_on", "applied_on", "id"),)

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    cause: Mapped[str] = mapped_column(String(10))  # lost · damaged · wrong
    applied_on: Mapped[date]
    why: Mapped[str] = mapped_column(Text)
    declaration: Mapped[bool] = mapped_column(default=False)  # signed declaration of loss
    checked_on: Mapped[date | None]
    checked_by: Mapped[str | None] = mapped_column(String(60))
    check_result: Mapped[str | None] = mapped_column(String(200))
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None] = mapped_column(String(60))
    old_serial: Mapped[str] = mapped_column(String(20))
    new_serial: Mapped[str | None] = mapped_column(String(20))
    printed_on: Mapped[date | None]
    recovered_on: Mapped[date | None]
    handed_on: Mapped[date | None]
    documents: Mapped[list[str] | None]  # what was handed in (CRT-055)
    fee: Mapped[int | None]  # yuan
    accepted_on: Mapped[date | None]  # the receipt was given: the time of CRT-056 runs
    accepted_by: Mapped[str | None] = mapped_column(String(60))
    receipt_number: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10))  # applied · checked · approved · printed · closed
    certificate: Mapped[Certificate] = relationship()


class StockCount(Record):
    """清点单: which serials lie there, counted by two. `found`: bucket → list of [first, last]."""

    __tablename__ = "stock_count"
    __table_args__ = (Index("ix_stock_count_day", "day", "id"),)

    day: Mapped[date]
    lot_id: Mapped[int] = mapped_column(ForeignKey("blank_lot.id"), index=True)
    by: Mapped[str] = mapped_column(String(60))
    second: Mapped[str] = mapped_column(String(60))
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
    lot: Mapped[BlankLot] = relationship()


class ReconRun(Record):
    """One reconciliation: the day it looks at, the file it was held against, how many findings of each class."""

    __tablename__ = "recon_run"
    __table_args__ = (Index("ix_recon_run_as_of", "as_of", "id"),)

    as_of: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    files: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    online_rows: Mapped[int]
    register_rows: Mapped[int]
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    findings: Mapped[list["ReconFinding"]] = relationship(back_populates="run", order_by="ReconFinding.id")


class ReconFinding(Record):
    """One difference, both values side by side. It lives on from run to run until it no longer occurs (RCN-016)."""

    __tablename__ = "recon_finding"
    __table_args__ = (UniqueConstraint("kind", "key", "about", "first_seen"), Index("ix_recon_finding_state", "state", "kind", "id"),
                      Index("ix_recon_finding_key", "key", "id"), Index("ix_recon_finding_kind", "kind", "id"))  # fmt: skip

    run_id: Mapped[int] = mapped_column(ForeignKey("recon_run.id"), index=True)  # the last run that found it
    kind: Mapped[str] = mapped_column(String(6))  # REC-01 …
    key: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(40), default="")  # the field, where one key has several
    left: Mapped[str] = mapped_column(Text)
    right: Mapped[str] = mapped_column(Text)
    hint: Mapped[str] = mapped_column(Text, default="")
    severity: Mapped[str] = mapped_column(String(6))
    batch_code: Mapped[str] = mapped_column(String(40), default="")
    certificate_id: Mapped[int | None]
    first_seen: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))  # open · explained · accepted · corrected
    why: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(String(60))
    decided_on: Mapped[date | None]
    run: Mapped[ReconRun] = relationship(back_populates="findings")


class LockedMonth(Record):
    """A month that was reconciled and closed. `digest` covers its journal; a later difference turns the light red."""

    __tablename__ = "locked_month"

    month: Mapped[date] = mapped_column(unique=True)  # its first day
    digest: Mapped[str] = mapped_column(String(64))
    balance: Mapped[dict[str, Any]] = mapped_column(JSON)  # bucket → count of serials at its end
    closed_on: Mapped[date]
    closed_by: Mapped[str] = mapped_column(String(60))
    reopened_on: Mapped[date | None]
    reopened_by: Mapped[str | None] = mapped_column(String(60))
    reopened_why: Mapped[str | None] = mapped_column(Text)
