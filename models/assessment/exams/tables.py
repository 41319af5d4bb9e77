"""The exam day: sites with their rooms, sessions, who sits where, who was there."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.candidates.tables import Enrolment
from models.assessment.tables import Batch
from models.core.tables import Record


class Room(Record):
    """An examination room of a site. `capacity` counts seats or workstations."""

    __tablename__ = "exam_room"
    __table_args__ = (UniqueConstraint("site", "code"),)

    site: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(12))  # theory · computer · practical · defence
    capacity: Mapped[int]


class ExamSession(Record):
    """One subject of a batch in one time slot at one site (the catalogue's session). Times are local, whole minutes."""

    __tablename__ = "exam_session"
    __table_args__ = (Index("ix_exam_session_starts", "starts_at", "id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    subject: Mapped[str] = mapped_column(String(8))  # theory · skill · review
    site: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # when it actually ended
    arranged_by_lot: Mapped[int | None]  # the seed of the seat lot, kept so that it can be drawn again

    batch: Mapped[Batch] = relationship()


class Seat(Record):
    """Where a candidate sits in a session, and whether the candidate was there. `number` as the label shows it."""

    __tablename__ = "exam_seat"
    __table_args__ = (UniqueConstraint("session_id", "room_id", "number"), UniqueConstraint("session_id", "enrolment_id"))

    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"))
    room_id: Mapped[int] = mapped_column(ForeignKey("exam_room.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    number: Mapped[int]
    attendance: Mapped[str | None] = mapped_column(String(10))  # present · absent · refused, None until the session is recorded
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]

    session: Mapped[ExamSession] = relationship()
    room: Mapped[Room] = relationship()
    enrolment: Mapped[Enrolment] = relationship()
