"""The exam day: sites with their rooms, sessions, who sits where and was there, who has which duty, which step was done."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.candidates.tables import Enrolment
from models.assessment.tables import Batch
from models.core.tables import Record


class Room(Record):
    """An examination room of a site. `capacity` counts seats or workstations; `columns` is how many stand side by side."""

    __tablename__ = "exam_room"
    __table_args__ = (UniqueConstraint("site", "code"), Index("ix_exam_room_code", "code", "id"))

    site: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(12))  # theory · computer · practical · defence · waiting
    capacity: Mapped[int]
    columns: Mapped[int]
    place: Mapped[str | None] = mapped_column(String(60))  # building, floor, door
    spacing_cm: Mapped[int | None]  # the least distance measured, in whole centimetres
    has_camera: Mapped[bool] = mapped_column(default=False)


class ExamSession(Record):
    """One subject of a batch in one time slot at one site (the catalogue's session). Times are local, whole minutes."""

    __tablename__ = "exam_session"
    __table_args__ = (Index("ix_exam_session_starts", "starts_at", "id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    code: Mapped[str] = mapped_column(String(48), unique=True)  # batch and running number: 2026-03-2
    subject: Mapped[str] = mapped_column(String(8))  # theory · skill · review
    site: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]  # as announced
    ended_at: Mapped[datetime | None]  # when it actually ended
    arranged_by_lot: Mapped[int | None]  # the seed of the seat lot, kept so that it can be drawn again
    arranged_on: Mapped[date | None]
    tickets_on: Mapped[date | None]  # tickets published
    ready_at: Mapped[datetime | None]  # rooms accepted and staffed
    started_at: Mapped[datetime | None]
    lost_minutes: Mapped[int] = mapped_column(default=0)  # recorded delay of the whole session, beside what incidents grant
    lost_why: Mapped[str | None] = mapped_column(String(200))
    ratio: Mapped[int | None]  # candidates per examiner by the national standard
    parallel_modules: Mapped[int | None]  # modules assessed at the same time

    batch: Mapped[Batch] = relationship()


class Seat(Record):
    """Where a candidate sits in a session, and whether the candidate was there. `number` as the label shows it; None once
    the seat was given up. `place` is room and number in one, for lists and labels."""

    __tablename__ = "exam_seat"
    __table_args__ = (
        UniqueConstraint("session_id", "room_id", "number"),
        UniqueConstraint("session_id", "enrolment_id"),
        UniqueConstraint("session_id", "room_id", "station"),
        Index("ix_exam_seat_place", "place", "id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"))
    room_id: Mapped[int] = mapped_column(ForeignKey("exam_room.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    number: Mapped[int | None]
    place: Mapped[str] = mapped_column(String(30))
    station: Mapped[int | None]  # the workstation drawn on site
    drawn_before: Mapped[str | None] = mapped_column(String(30))  # who witnessed the draw
    moved_on: Mapped[date | None]  # changed after its ticket was published: the ticket is issued again
    attendance: Mapped[str | None] = mapped_column(String(10))  # present · absent · refused, None until it is recorded
    absent_why: Mapped[str | None] = mapped_column(String(16))  # never_came · late · late_cancelled · documents
    document: Mapped[str | None] = mapped_column(String(12))  # what the candidate showed
    verified_by: Mapped[str | None] = mapped_column(String(30))  # who verified a face that was not recognised
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    left_why: Mapped[str | None] = mapped_column(String(10))  # finished · ill · removed
    lost_minutes: Mapped[int] = mapped_column(default=0)  # recorded delay of this workstation

    session: Mapped[ExamSession] = relationship()
    room: Mapped[Room] = relationship()
    enrolment: Mapped[Enrolment] = relationship()


class Duty(Record):
    """A named person with one duty in a session, in one room or (None) at the whole site."""

    __tablename__ = "exam_duty"
    __table_args__ = (UniqueConstraint("session_id", "room_id", "duty", "name"), Index("ix_exam_duty_name", "name", "id"))

    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("exam_room.id"), index=True)
    duty: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(60))
    employer: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(10))  # staff · assessor · other
    is_senior: Mapped[bool] = mapped_column(default=False)  # 高级考评员
    drawn_by_lot: Mapped[int | None]  # the seed by which the room was drawn
    pledged_on: Mapped[date | None]
    arrived_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]  # relieved before the session
    badge_no: Mapped[str | None] = mapped_column(String(20))  # of the badge handed out
    left_at: Mapped[datetime | None]  # left the post during the session
    left_why: Mapped[str | None] = mapped_column(String(200))
    left_with: Mapped[str | None] = mapped_column(String(60))  # whose consent

    session: Mapped[ExamSession] = relationship()
    room: Mapped[Room | None] = relationship()


class StepDone(Record):
    """One step of a session's preparation or timeline that was done, or found wanting (`is_fine` False until put right)."""

    __tablename__ = "exam_step"
    __table_args__ = (UniqueConstraint("session_id", "step"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"))
    step: Mapped[str] = mapped_column(String(16))
    done_at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(60))
    is_fine: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str | None] = mapped_column(String(200))

    session: Mapped[ExamSession] = relationship()
