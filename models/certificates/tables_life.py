"""Certificates in their later life: seals, corrections, blanks drawn, who keeps what, arrivals, what an institution hands out."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.certificates.tables import Certificate, Reissue, Roster
from models.core.tables import Record


class SealUse(Record):
    """用印登记: which seals were put on how many certificates of a roster or a reissue, and before whom (CRT-043)."""

    __tablename__ = "seal_use"
    __table_args__ = (Index("ix_seal_use_day", "day", "id"),)

    day: Mapped[date]
    roster_id: Mapped[int | None] = mapped_column(ForeignKey("issue_roster.id"), index=True)
    reissue_id: Mapped[int | None] = mapped_column(ForeignKey("reissue.id"), index=True)
    document: Mapped[str] = mapped_column(String(60))  # the roster's number, or that of the reissue
    seals: Mapped[list[str]]
    count: Mapped[int]
    keeper: Mapped[str] = mapped_column(String(60))
    by: Mapped[str] = mapped_column(String(60))
    second: Mapped[str] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))
    roster: Mapped[Roster | None] = relationship()
    reissue: Mapped[Reissue | None] = relationship()


class Correction(Record):
    """更正: one field of one certificate, old → new, asked for by one person and decided by another (CRT-060…063).

    stage: before_print · after_print (the wrong copy lies here) · after_handout. old_serial: the wrong copy, where there is one.
    """

    __tablename__ = "certificate_correction"
    __table_args__ = (Index("ix_certificate_correction_requested_on", "requested_on", "id"),)

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    field: Mapped[str] = mapped_column(String(20))  # name · id_no · occupation · job
    old: Mapped[str] = mapped_column(String(60))
    new: Mapped[str] = mapped_column(String(60))
    stage: Mapped[str] = mapped_column(String(15))
    proof: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(Text)
    requested_on: Mapped[date]
    requested_by: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), index=True)  # requested · approved · refused
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None] = mapped_column(String(60))
    decision: Mapped[str | None] = mapped_column(String(400))
    old_serial: Mapped[str | None] = mapped_column(String(20))
    sent_on: Mapped[date | None]  # the wrong copy went back to head office
    courier: Mapped[str | None] = mapped_column(String(40))
    certificate: Mapped[Certificate] = relationship()


class BlankDraw(Record):
    """空白证书申领单: blanks taken out of the cabinet for printing, and what came back. The blanks stay in the book as
    blanks until they are printed. first…last: the serials handed over, inclusive."""

    __tablename__ = "blank_draw"
    __table_args__ = (Index("ix_blank_draw_asked_on", "asked_on", "id"),)

    number: Mapped[str] = mapped_column(String(40), unique=True)
    asked_on: Mapped[date]
    asked_by: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[int]
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None] = mapped_column(String(60))
    first: Mapped[int | None]
    last: Mapped[int | None]
    drawn_on: Mapped[date | None]
    given_by: Mapped[str | None] = mapped_column(String(60))
    received_by: Mapped[str | None] = mapped_column(String(60))
    used: Mapped[int | None]  # printed, first copies and reissues
    spoiled: Mapped[int | None]
    returned: Mapped[int | None]
    settled_on: Mapped[date | None]
    settled_by: Mapped[str | None] = mapped_column(String(60))
    second: Mapped[str | None] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10))  # asked · approved · drawn · settled


class Custodian(Record):
    """The one named person of a duty about certificates (CRT-036). Both days inclusive; until None: still."""

    __tablename__ = "certificate_custodian"
    __table_args__ = (Index("ix_certificate_custodian_since", "since", "id"),)

    duty: Mapped[str] = mapped_column(String(12))  # print · draw · hand_out · stock · seal
    name: Mapped[str] = mapped_column(String(60))
    since: Mapped[date]
    until: Mapped[date | None]
    named_by: Mapped[str] = mapped_column(String(60))


class Arrival(Record):
    """到证签收: finished certificates of a roster that came from head office, counted and checked on arrival (CRT-037)."""

    __tablename__ = "certificate_arrival"
    __table_args__ = (Index("ix_certificate_arrival_arrived_on", "arrived_on", "id"),)

    roster_id: Mapped[int] = mapped_column(ForeignKey("issue_roster.id"), index=True)
    document: Mapped[str] = mapped_column(String(60))  # delivery note
    arrived_on: Mapped[date]
    courier: Mapped[str | None] = mapped_column(String(40))
    count: Mapped[int]
    counted_by: Mapped[str] = mapped_column(String(60))
    second: Mapped[str] = mapped_column(String(60))
    checked_on: Mapped[date | None]
    checked_by: Mapped[str | None] = mapped_column(String(60))
    faults: Mapped[str | None] = mapped_column(Text)  # what was wrong; empty: nothing
    reported_on: Mapped[date | None]  # to the maintainers of the platform
    signed_on: Mapped[date | None]  # receipt signed on the platform
    roster: Mapped[Roster] = relationship()


class Consignment(Record):
    """代发交接: certificates of a roster given to an institution that hands them out (CRT-039). serials: as written."""

    __tablename__ = "certificate_consignment"
    __table_args__ = (Index("ix_certificate_consignment_day", "day", "id"),)

    roster_id: Mapped[int] = mapped_column(ForeignKey("issue_roster.id"), index=True)
    receiver: Mapped[str] = mapped_column(String(80))
    received_by: Mapped[str] = mapped_column(String(60))
    day: Mapped[date]
    given_by: Mapped[str] = mapped_column(String(60))
    serials: Mapped[list[str]]
    receipts_due: Mapped[date]
    returned_on: Mapped[date | None]
    receipt: Mapped[str | None] = mapped_column(String(100))
    roster: Mapped[Roster] = relationship()
