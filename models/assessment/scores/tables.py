"""Scores: what two people typed without seeing each other, what counts, what single assessors gave."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.candidates.tables import Enrolment
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
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


class AssessorMark(Record):
    """What one assessor gave one candidate in one subject, in tenths. `assessor_id` is the person; None where only the
    column of the sheet is known (`slot` 1 to 3)."""

    __tablename__ = "assessor_mark"
    __table_args__ = (UniqueConstraint("enrolment_id", "subject", "slot"), Index("ix_assessor_mark_assessor", "assessor_id", "id"))

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    subject: Mapped[str] = mapped_column(String(8))
    slot: Mapped[int]
    assessor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    tenths: Mapped[int]
    signed_on: Mapped[date | None]
