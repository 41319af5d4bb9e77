"""What is kept of the people on site: meetings of a batch, what was noted in a session."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.exams.tables import ExamSession
from models.assessment.tables import Batch
from models.core.tables import Record


class Meeting(Record):
    """One meeting of the people of a batch (PPL-EXM-014). `present`: who signed the list; `agenda`: codes of what was done."""

    __tablename__ = "exam_meeting"
    __table_args__ = (Index("ix_exam_meeting_held_at", "held_at", "id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # staff · team · prepare · closing
    held_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(60))
    chair: Mapped[str] = mapped_column(String(60))
    recorder: Mapped[str | None] = mapped_column(String(60))
    agenda: Mapped[list[str]]
    present: Mapped[list[str]]
    said: Mapped[str | None] = mapped_column(Text)  # with the scoring standard agreed on
    wishes: Mapped[str | None] = mapped_column(Text)  # problems and proposals of a closing meeting

    batch: Mapped[Batch] = relationship()


class SiteNote(Record):
    """Something noted in a session that somebody has to settle. `is_grave`: a defect with which nothing may start."""

    __tablename__ = "exam_note"
    __table_args__ = (Index("ix_exam_note_at", "at", "id"), Index("ix_exam_note_open", "settled_at", "kind", "id"))

    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # defect · stop · proposal · offence
    at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(60))  # who found, stopped, proposed or suffered it
    about: Mapped[str | None] = mapped_column(String(60))  # a device, a candidate, the offender
    said: Mapped[str] = mapped_column(Text)
    witnesses: Mapped[str | None] = mapped_column(String(120))
    is_grave: Mapped[bool] = mapped_column(default=False)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(String(60))
    settlement: Mapped[str | None] = mapped_column(String(200))

    session: Mapped[ExamSession] = relationship()
