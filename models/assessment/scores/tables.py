"""Scores: what two people typed without seeing each other, what counts, what single assessors gave."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.candidates.tables import Enrolment
from models.assessment.tables import Batch
from models.core.tables import Record


class Score(Record):
    """What counts for one subject of one enrolment. Scores are kept in tenths (68.5 is 685), 0 to 1000; None is no score.
    `batch_id` repeats the enrolment's, so that a batch is counted without joining."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "subject"),
        Index("ix_score_batch", "batch_id", "subject", "id"),
        Index("ix_score_order", "batch_id", "id"),
    )

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    subject: Mapped[str] = mapped_column(String(8))  # theory · skill · review
    tenths: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(10))  # normal · absent · violation · cheat · deferred · void
    zero_reason: Mapped[str | None] = mapped_column(String(12))
    settled_by: Mapped[str | None] = mapped_column(String(40))  # the third person, where two entries differed
    locked_on: Mapped[date | None]
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("score.id"))  # a subject passed earlier that still counts
    public: Mapped[bool] = mapped_column(default=False)  # published, or taken over from an old list: anybody who reads scores may know it
    barred: Mapped[str | None] = mapped_column(String(8))  # why it fails whatever its points: panel (ASM-PAS-004) · veto (ASM-MRK-005)
    zero_checked_by: Mapped[str | None] = mapped_column(String(40))  # who reviewed a zero (ASM-MRK-008)
    zero_checked_on: Mapped[date | None]
    recorder: Mapped[str | None] = mapped_column(String(60))  # 检录人 of an imported list
    recorded_on: Mapped[date | None]

    enrolment: Mapped[Enrolment] = relationship()


class ScoreEntry(Record):
    """One of the two blind entries of a score (ASM-MRK-007). `turn` is 1 or 2; the two are typed by two people."""

    __tablename__ = "score_entry"
    __table_args__ = (UniqueConstraint("enrolment_id", "subject", "turn"), Index("ix_score_entry_batch", "batch_id", "subject", "turn"))

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    subject: Mapped[str] = mapped_column(String(8))
    turn: Mapped[int]
    tenths: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(10))
    barred: Mapped[str | None] = mapped_column(String(8))
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


class AssessorMark(Record):
    """What one assessor gave one candidate in one subject, in tenths. `assessor_id` is the person; None where the sheet names
    nobody, or the name is not exactly one registered assessor's. `slot`: its column on the sheet."""

    __tablename__ = "assessor_mark"
    __table_args__ = (UniqueConstraint("enrolment_id", "subject", "slot"), Index("ix_assessor_mark_assessor", "assessor_id", "id"))

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    subject: Mapped[str] = mapped_column(String(8))
    slot: Mapped[int]
    assessor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    tenths: Mapped[int]
    name: Mapped[str | None] = mapped_column(String(60))  # as signed on the sheet
    signed_on: Mapped[date | None]


class Correction(Record):
    """A change of a score that counts: asked for by one, decided by another, with what it stands on (ASM-MRK-011)."""

    __tablename__ = "score_correction"
    __table_args__ = (Index("ix_score_correction_state", "state", "id"),)

    score_id: Mapped[int] = mapped_column(ForeignKey("score.id"), index=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    old_tenths: Mapped[int | None]
    old_status: Mapped[str] = mapped_column(String(10))
    new_tenths: Mapped[int | None]
    new_status: Mapped[str] = mapped_column(String(10))
    ground: Mapped[str] = mapped_column(String(10))  # recheck · signed
    document: Mapped[str] = mapped_column(String(40))  # number of the recheck, or of the countersigned form
    why: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8))  # asked · done · refused
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_on: Mapped[date]
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_on: Mapped[date | None]

    score: Mapped[Score] = relationship()


class MarkingRecord(Record):
    """What is kept about marking: a marker with the secrecy agreement, how papers were marked, a dispute that was decided,
    sheets that were signed and handed in, coded papers that were opened, a veto item that an assessor confirmed."""

    __tablename__ = "marking_record"
    __table_args__ = (Index("ix_marking_record_batch", "batch_id", "kind", "id"), Index("ix_marking_record_day", "day", "id"))

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)  # whom it concerns
    kind: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str | None] = mapped_column(String(8))
    day: Mapped[date]
    person: Mapped[str | None] = mapped_column(String(60))
    agreement: Mapped[str | None] = mapped_column(String(40))  # number of the secrecy agreement (SEC-013)
    said: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(40))

    batch: Mapped[Batch] = relationship()


class Defence(Record):
    """The minutes of one candidate's defence in a comprehensive review (ASM-DAY-006). Minutes are whole, marks in tenths."""

    __tablename__ = "defence"
    __table_args__ = (UniqueConstraint("enrolment_id"), Index("ix_defence_batch", "batch_id", "id"))

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    thesis: Mapped[str | None] = mapped_column(String(100))  # title of the technical summary
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    introduction: Mapped[int]
    answers: Mapped[int]
    asked: Mapped[str | None] = mapped_column(Text)  # questions of the panel and what was answered
    material: Mapped[int | None]
    oral: Mapped[int | None]
    recorder: Mapped[str] = mapped_column(String(60))
    remark: Mapped[str | None] = mapped_column(String(200))  # why it took longer

    enrolment: Mapped[Enrolment] = relationship()
    batch: Mapped[Batch] = relationship()


class ScoreReport(Record):
    """One score-report confirmation of a batch with the figures it was made from (ASM-CNF-001). `digest` covers scores and
    abnormal records; a form whose digest is no longer theirs is obsolete (ASM-CNF-003)."""

    __tablename__ = "score_report"
    __table_args__ = (Index("ix_score_report_made", "made_at", "id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    number: Mapped[str] = mapped_column(String(50), unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(40))
    registered: Mapped[int]
    present: Mapped[int]
    passed: Mapped[int]
    base: Mapped[str] = mapped_column(String(10))  # registered · present
    digest: Mapped[str] = mapped_column(String(64))
    signed_on: Mapped[date | None]
    signed_by: Mapped[str | None] = mapped_column(String(60))  # head of the station on the form
    uploaded_by: Mapped[str | None] = mapped_column(String(40))

    batch: Mapped[Batch] = relationship()
