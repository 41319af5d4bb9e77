"""Who was sent where: one person with one post in one session, from the proposal to the day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.exams.tables import ExamSession, Room
from models.core.tables import Record
from models.people.tables import Person

TO_DECIDE = "found_on IS NOT NULL AND decided_on IS NULL"


class Assignment(Record):
    """One assignment. `starts_on` repeats the session's day for lists and runs; `duty_id` is its line on the exam day's staff list."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index("ix_assignment_session", "session_id", "id"),
        Index("ix_assignment_starts_on", "starts_on", "id"),
        Index("ix_assignment_name", "sort_name", "id"),
        Index("ix_assignment_person", "person_id", "starts_on", "id"),
        Index("ix_assignment_state", "state", "starts_on", "id"),
        Index("ix_assignment_to_decide", "id", sqlite_where=text(TO_DECIDE), postgresql_where=text(TO_DECIDE)),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sort_name: Mapped[str] = mapped_column(String(160))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("exam_room.id"))
    post: Mapped[str] = mapped_column(String(16))  # a duty of exams_lists.toml
    state: Mapped[str] = mapped_column(String(10))  # terms.STATE
    starts_on: Mapped[date]
    duty_id: Mapped[int] = mapped_column(ForeignKey("exam_duty.id"))
    lot_seed: Mapped[int | None]  # drawn by this seed
    letter: Mapped[str | None] = mapped_column(String(60))  # the dispatching body's letter
    dispatched_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    declared_clear: Mapped[bool | None]  # declared that no recusal ground exists
    why: Mapped[str | None] = mapped_column(String(200))  # of a refusal, leave, withdrawal
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    arrived_at: Mapped[datetime | None]
    found_on: Mapped[date | None]  # an undeclared ground came out (PPL-ASR-123)
    decided_on: Mapped[date | None]
    decision: Mapped[str | None] = mapped_column(String(200))

    session: Mapped[ExamSession] = relationship()
    room: Mapped[Room | None] = relationship()
    person: Mapped[Person] = relationship()


class SceneRecord(Record):
    """现场考评记录表 of one assessor in one session (PPL-ASR-130): what he found, and what the supervisor says of it."""

    __tablename__ = "scene_record"
    __table_args__ = (UniqueConstraint("assignment_id"), Index("ix_scene_record_name", "sort_name", "id"), Index("ix_scene_record_session", "session_id", "id"))

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"))
    sort_name: Mapped[str] = mapped_column(String(160))
    said: Mapped[str] = mapped_column(Text)  # preparation of site, devices, gauges, and the course of the assessment
    signed_on: Mapped[date | None]
    opinion: Mapped[str | None] = mapped_column(Text)  # the supervisor's evaluation of the whole assessment
    opinion_by: Mapped[str | None] = mapped_column(String(60))
    opinion_on: Mapped[date | None]

    assignment: Mapped[Assignment] = relationship()
    session: Mapped[ExamSession] = relationship()


class SceneMove(Record):
    """One hand-over of a session's record forms (PPL-ASR-131): collected by the leader, delivered to the centre, uploaded."""

    __tablename__ = "scene_move"
    __table_args__ = (UniqueConstraint("session_id", "step"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"))
    step: Mapped[str] = mapped_column(String(8))  # collect · deliver · upload
    at: Mapped[datetime]
    giver: Mapped[str] = mapped_column(String(60))
    receiver: Mapped[str] = mapped_column(String(60))
    count: Mapped[int]


class DutyCheck(Record):
    """The duties of one assessor in one session as a checklist (PPL-ASR-180): which items were done, not done, do not apply."""

    __tablename__ = "duty_check"
    __table_args__ = (UniqueConstraint("assignment_id"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    done: Mapped[list[str]]
    not_done: Mapped[list[str]]
    skipped: Mapped[list[str]]
    note: Mapped[str | None] = mapped_column(String(200))
    answered_by: Mapped[str] = mapped_column(String(40))
    answered_at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship()


class Allowance(Record):
    """What one assessor gets for one session (PPL-ASR-170): listed by exam affairs, the amount typed by finance. Amounts in fen."""

    __tablename__ = "allowance"
    __table_args__ = (
        UniqueConstraint("assignment_id"),
        Index("ix_allowance_name", "sort_name", "id"),
        Index("ix_allowance_paid_on", "paid_on", "session_id", "id"),
        Index("ix_allowance_batch", "batch_id", "id"),
    )

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("exam_session.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    sort_name: Mapped[str] = mapped_column(String(160))
    amount: Mapped[int | None]
    tax: Mapped[int] = mapped_column(default=0)  # withheld
    account: Mapped[str | None] = mapped_column(String(60))  # number and bank
    paid_on: Mapped[date | None]
    signed: Mapped[bool] = mapped_column(default=False)  # the receiver signed the list

    assignment: Mapped[Assignment] = relationship()
    session: Mapped[ExamSession] = relationship()
