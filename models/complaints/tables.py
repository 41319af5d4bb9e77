"""Complaints and reports with what belongs to their dossier; score rechecks and objections; appeals of staff."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from models.complaints.terms import OPEN
from models.core.tables import Record

WHO = 60  # a login, or the name of somebody without one


# What a due item needs of an open case, all of it in one index: the closed ones are never read.
OPEN_COLUMNS = ("received_on", "id", "number", "kind", "complainant", "entered_by", "handler", "lead", "state", "investigate",
                "screened_on", "screening_due", "notified_on",
                "notice_due", "extended_to", "decided_on", "decision_due", "outcome_on", "outcome_due", "ended_on", "filed_on",
                "filing_due")  # fmt: skip


class Complaint(Record):
    """One cycle of a complaint (T), report (J) or public report (Q). A reopened case is a new cycle that points back.

    Columns `…_by` and `handler` hold a login, or a name where the person has no account. A due date is stored only with
    the step it judged (`…_due`, CAL-011: what is done keeps its dates); dates of open steps are derived.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        Index("ix_complaint_number", "number", "id"),
        Index("ix_complaint_received", "received_on", "id"),
        Index("ix_complaint_state", "state", "id"),
        Index("ix_complaint_serial", "year", "serial"),
        Index("ix_complaint_archive", "archive_no", "id"),
        *(Index(f"ix_complaint_{who}", who) for who in ("entered_by", "handler", "lead")),
        Index("ix_complaint_open", *OPEN_COLUMNS, sqlite_where=text("is_open = 1"), postgresql_where=text("is_open")),
    )

    number: Mapped[str] = mapped_column(String(30), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    cycle: Mapped[int] = mapped_column(default=1)
    reopened_from_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    kind: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(16))
    is_open: Mapped[bool]  # follows from the state; what is due is asked of the open ones alone
    received_at: Mapped[datetime]  # when it reached the centre (接到), not when it was entered
    received_on: Mapped[date]
    entered_by: Mapped[str] = mapped_column(String(WHO))
    registered_by: Mapped[str | None] = mapped_column(String(WHO))
    registered_at: Mapped[datetime | None]
    channel: Mapped[str | None] = mapped_column(String(12))
    anonymous: Mapped[bool] = mapped_column(default=False)
    complainant: Mapped[str | None] = mapped_column(String(60))
    employer: Mapped[str | None] = mapped_column(String(80))
    contact: Mapped[str | None] = mapped_column(String(60))
    content: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[str | None] = mapped_column(Text)  # what there is; the word 无 says that there is none
    grounds: Mapped[list[str]]
    batch: Mapped[str | None] = mapped_column(String(80))  # by key, until the register of batches exists
    certificate: Mapped[str | None] = mapped_column(String(40))

    handler: Mapped[str | None] = mapped_column(String(WHO))  # 承办人
    lead: Mapped[str | None] = mapped_column(String(WHO))  # who leads the fact finding
    assigned_by: Mapped[str | None] = mapped_column(String(WHO))
    screening: Mapped[str | None] = mapped_column(Text)  # 初步了解情况
    investigate: Mapped[bool | None]
    screening_reason: Mapped[str | None] = mapped_column(Text)
    screened_on: Mapped[date | None]
    screened_by: Mapped[str | None] = mapped_column(String(WHO))
    screening_due: Mapped[date | None]
    notified_on: Mapped[date | None]
    notice_due: Mapped[date | None]
    extended_to: Mapped[date | None]  # of the last extension in force
    extended_late: Mapped[bool] = mapped_column(default=False)  # an extension was decided or told after the date it extends
    facts: Mapped[str | None] = mapped_column(Text)
    facts_on: Mapped[date | None]
    facts_by: Mapped[str | None] = mapped_column(String(WHO))
    decision: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[str | None] = mapped_column(Text)
    measures: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None] = mapped_column(String(WHO))
    decision_due: Mapped[date | None]
    outcome_on: Mapped[date | None]
    outcome_due: Mapped[date | None]
    ended_how: Mapped[str | None] = mapped_column(String(12))  # withdrawn · error · moved
    ended_why: Mapped[str | None] = mapped_column(Text)
    ended_on: Mapped[date | None]
    ended_at_state: Mapped[str | None] = mapped_column(String(16))  # where it stood; ex officio it goes on from there
    consent_by: Mapped[str | None] = mapped_column(String(WHO))  # the supervisor who agreed to end a public report
    archive_no: Mapped[str | None] = mapped_column(String(40))
    pages: Mapped[int | None]
    filed_on: Mapped[date | None]
    filed_by: Mapped[str | None] = mapped_column(String(WHO))
    filing_due: Mapped[date | None]
    taken_over_on: Mapped[date | None]  # the archive took the dossier; None while the hand-over is pending
    judged_by: Mapped[str] = mapped_column(String(400), default="")  # versions of rules and calendar
    source_row: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)

    @validates("state")
    def _opens(self, _name: str, state: str) -> str:
        self.is_open = state in OPEN
        return state

    accused: Mapped[list["Accused"]] = relationship(back_populates="complaint", order_by="Accused.id", lazy="selectin")
    notices: Mapped[list["Notice"]] = relationship(back_populates="complaint", order_by="Notice.id")
    extensions: Mapped[list["Extension"]] = relationship(back_populates="complaint", order_by="Extension.id")
    requests: Mapped[list["StatementRequest"]] = relationship(back_populates="complaint", order_by="StatementRequest.id")
    links: Mapped[list["ComplaintLink"]] = relationship(back_populates="complaint", order_by="ComplaintLink.id")


class Accused(Record):
    """A person complained of (被投诉人): by name, with the account and the person it means where they are known."""

    __tablename__ = "complaint_accused"
    __table_args__ = (
        Index("ix_complaint_accused_login", "login", "complaint_id"),
        Index("ix_complaint_accused_name", "name", "complaint_id"),
    )

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    login: Mapped[str | None] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    added_on: Mapped[date]
    removed_on: Mapped[date | None]
    removed_why: Mapped[str | None] = mapped_column(Text)
    complaint: Mapped[Complaint] = relationship(back_populates="accused")


class Notice(Record):
    """A written notice to the complainant, or the memo that an anonymous one cannot be reached (CMP-003)."""

    __tablename__ = "complaint_notice"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))  # preliminary · extension · outcome
    sent_on: Mapped[date]
    way: Mapped[str] = mapped_column(String(10))
    letter_no: Mapped[str | None] = mapped_column(String(40))
    recipient: Mapped[str | None] = mapped_column(String(60))
    signed_by: Mapped[str] = mapped_column(String(WHO))
    due: Mapped[date | None]  # the date it was judged by
    extension_id: Mapped[int | None] = mapped_column(ForeignKey("complaint_extension.id"))
    complaint: Mapped[Complaint] = relationship(back_populates="notices")


class Extension(Record):
    """An extension of the decision period; in force once its notice is recorded (CMP-016)."""

    __tablename__ = "complaint_extension"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(String(WHO))
    old_due: Mapped[date]
    new_due: Mapped[date]
    in_force_from: Mapped[date | None]  # the day of its notice
    complaint: Mapped[Complaint] = relationship(back_populates="extensions")


class StatementRequest(Record):
    """What an accused was asked and what came back (CMP-013)."""

    __tablename__ = "complaint_request"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    asked_on: Mapped[date]
    question: Mapped[str] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(10))  # answered · silent · obstructed
    complaint: Mapped[Complaint] = relationship(back_populates="requests")


class ComplaintLink(Record):
    """An action that follows from a complaint (CMP-027), by key; asked from both sides."""

    __tablename__ = "complaint_link"
    __table_args__ = (Index("ix_complaint_link_target", "kind", "target"),)

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    target: Mapped[str] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(Text)
    added_on: Mapped[date]
    complaint: Mapped[Complaint] = relationship(back_populates="links")


class Registrar(Record):
    """Who registers complaints (CMP-001): an account, from a day until a day."""

    __tablename__ = "complaint_registrar"

    login: Mapped[str] = mapped_column(String(40), index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class Recheck(Record):
    """A request to recheck a score (R), or an objection during public notice (O)."""

    __tablename__ = "recheck"
    __table_args__ = (
        Index("ix_recheck_number", "number", "id"),
        Index("ix_recheck_applied", "applied_on", "id"),
        Index("ix_recheck_state", "state", "id"),
        Index("ix_recheck_serial", "year", "serial"),
        Index("ix_recheck_batch", "batch", "kind"),
    )

    number: Mapped[str] = mapped_column(String(30), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    kind: Mapped[str] = mapped_column(String(2))  # R · O
    state: Mapped[str] = mapped_column(String(16))
    candidate: Mapped[str | None] = mapped_column(String(60))
    id_no: Mapped[str | None] = mapped_column(String(20))
    contact: Mapped[str | None] = mapped_column(String(60))
    batch: Mapped[str | None] = mapped_column(String(80))
    subject: Mapped[str | None] = mapped_column(String(80))
    score: Mapped[float | None]  # as published
    published_on: Mapped[date | None]  # of the score; for an objection the day the notice was posted
    applied_on: Mapped[date]
    request: Mapped[str | None] = mapped_column(Text)
    wrong_identity: Mapped[bool] = mapped_column(default=False)  # a zero from wrongly filled-in identity data
    accepted_on: Mapped[date | None]
    refused_on: Mapped[date | None]
    refused_why: Mapped[str | None] = mapped_column(Text)
    submitted_on: Mapped[date | None]  # to the head office
    checked_on: Mapped[date | None]
    checked_by: Mapped[str | None] = mapped_column(String(WHO))
    second_by: Mapped[str | None] = mapped_column(String(WHO))
    items: Mapped[list[str] | None]
    result: Mapped[str | None] = mapped_column(String(12))  # unchanged · corrected
    corrected_to: Mapped[float | None]
    finding: Mapped[str | None] = mapped_column(Text)
    replied_on: Mapped[date | None]
    reply_way: Mapped[str | None] = mapped_column(String(10))
    reply_due: Mapped[date | None]
    supervisor_told_on: Mapped[date | None]
    resolved_on: Mapped[date | None]
    resolved_by: Mapped[str | None] = mapped_column(String(WHO))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))  # the report it led to, or came from
    archive_no: Mapped[str | None] = mapped_column(String(40))
    closed_on: Mapped[date | None]
    entered_by: Mapped[str] = mapped_column(String(WHO))
    judged_by: Mapped[str] = mapped_column(String(400), default="")


class StaffAppeal(Record):
    """An appeal against a disciplinary decision (A), or an assessor's claim that his rights were infringed (B)."""

    __tablename__ = "staff_appeal"
    __table_args__ = (
        Index("ix_staff_appeal_number", "number", "id"),
        Index("ix_staff_appeal_filed", "filed_on", "id"),
        Index("ix_staff_appeal_serial", "year", "serial"),
    )

    number: Mapped[str] = mapped_column(String(30), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    kind: Mapped[str] = mapped_column(String(2))  # A · B
    state: Mapped[str] = mapped_column(String(16), index=True)
    name: Mapped[str] = mapped_column(String(60))
    login: Mapped[str | None] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    claim: Mapped[str] = mapped_column(Text)
    sanction: Mapped[str | None] = mapped_column(Text)  # the decision appealed against
    sanctioned_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    filed_on: Mapped[date]
    owner: Mapped[str | None] = mapped_column(String(WHO))
    forwarded_on: Mapped[date | None]
    forwarded_to: Mapped[str | None] = mapped_column(String(80))
    answered_on: Mapped[date | None]
    answer_letter: Mapped[str | None] = mapped_column(String(60))
    result: Mapped[str | None] = mapped_column(String(10))  # upheld · changed · revoked; for B: protected · rejected
    measure: Mapped[str | None] = mapped_column(Text)
    restored_on: Mapped[date | None]  # card and platform entry after a revoked sanction
    archive_no: Mapped[str | None] = mapped_column(String(40))
    closed_on: Mapped[date | None]
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    entered_by: Mapped[str] = mapped_column(String(WHO))
    judged_by: Mapped[str] = mapped_column(String(400), default="")
