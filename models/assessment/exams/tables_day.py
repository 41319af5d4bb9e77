"""What is written down on the exam day: the record of each room, absences from it, bags of papers and their hand-overs."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.exams.tables import ExamSession, Room, Seat
from models.core.tables import Record


class RoomRecord(Record):
    """考场情况记录 of one room in one session. Counts of copies; `ended_at` is the room's own end."""

    __tablename__ = "exam_room_record"
    __table_args__ = (UniqueConstraint("session_id", "room_id"), Index("ix_exam_room_record_place", "place", "id"))

    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"))
    room_id: Mapped[int] = mapped_column(ForeignKey("exam_room.id"), index=True)
    place: Mapped[str] = mapped_column(String(70))  # session and room
    expected: Mapped[int]
    present: Mapped[int]
    absent: Mapped[int]
    opened: Mapped[int]  # copies unsealed
    answered: Mapped[int]
    spare: Mapped[int]  # left over: of absent candidates, blank, spare
    faulty: Mapped[int] = mapped_column(default=0)
    incident: Mapped[str | None] = mapped_column(String(20))  # number of the incident, where a copy is missing
    corrections: Mapped[str | None] = mapped_column(Text)
    questions: Mapped[str | None] = mapped_column(Text)
    visitors: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    signers: Mapped[list[str]]
    ended_at: Mapped[datetime]
    recording: Mapped[str | None] = mapped_column(String(80))  # where the surveillance recording lies
    recording_until: Mapped[date | None]  # last day it is kept
    signed_on: Mapped[date]

    session: Mapped[ExamSession] = relationship()
    room: Mapped[Room] = relationship()


class Outing(Record):
    """A candidate who left the room for a moment (ATT-008). Time is not given back."""

    __tablename__ = "exam_outing"

    seat_id: Mapped[int] = mapped_column(ForeignKey("exam_seat.id"), index=True)
    out_at: Mapped[datetime]
    back_at: Mapped[datetime | None]
    escorts: Mapped[list[str]]
    escort_sex: Mapped[str | None] = mapped_column(String(6))
    why: Mapped[str] = mapped_column(String(60))

    seat: Mapped[Seat] = relationship()


class PaperBag(Record):
    """A sealed bag of papers, cards or work pieces of one session, usually of one room. Counts of copies."""

    __tablename__ = "paper_bag"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("exam_room.id"), index=True)
    content: Mapped[str] = mapped_column(String(10))  # papers · cards · sheets · pieces
    level: Mapped[int | None]
    copies: Mapped[int]
    spare: Mapped[int] = mapped_column(default=0)
    keeper: Mapped[str | None] = mapped_column(String(60))  # who sealed it and has it first
    sealed_on: Mapped[date | None]
    printed_under: Mapped[str | None] = mapped_column(String(60))  # 监印人

    session: Mapped[ExamSession] = relationship()
    room: Mapped[Room | None] = relationship()
    moves: Mapped[list["PaperMove"]] = relationship(order_by="PaperMove.id", back_populates="bag")


class PaperMove(Record):
    """One hand-over of a bag: two people, the count, the seal. `witnesses` are candidates who saw the seal."""

    __tablename__ = "paper_move"
    __table_args__ = (Index("ix_paper_move_at", "at", "id"),)

    bag_id: Mapped[int] = mapped_column(ForeignKey("paper_bag.id"), index=True)
    step: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    copies: Mapped[int]
    seal: Mapped[str] = mapped_column(String(8))  # intact · broken · opened
    giver: Mapped[str] = mapped_column(String(60))
    receiver: Mapped[str] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(60))
    witnesses: Mapped[list[str] | None]
    incident: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(String(200))

    bag: Mapped[PaperBag] = relationship(back_populates="moves")
