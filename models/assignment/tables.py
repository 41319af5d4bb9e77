"""Who was sent where: one person with one post in one session, from the proposal to the day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
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
