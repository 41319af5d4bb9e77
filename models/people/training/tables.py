"""Trainings, who was called to them and what became of it, and what makes an upgrade training necessary."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record
from models.people.tables import Person

# What asks for attention is rare and has an index of its own: queries say this condition word for word.
UNMET = "attendance = 'absent' OR result = 'failed'"


class Training(Record):
    """One training (培训班). Its state follows from its days."""

    __tablename__ = "training"
    __table_args__ = (Index("ix_training_starts_on", "starts_on", "id"), Index("ix_training_kind", "kind", "audience", "starts_on"))

    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(16))  # qualification · upgrade · education · staff · writing
    audience: Mapped[str] = mapped_column(String(10))  # assessor · supervisor · staff · expert
    title: Mapped[str] = mapped_column(String(80))
    occupation: Mapped[str | None] = mapped_column(String(60))  # None: all
    starts_on: Mapped[date]
    ends_on: Mapped[date]  # inclusive
    place: Mapped[str | None] = mapped_column(String(80))
    organiser: Mapped[str] = mapped_column(String(80))
    teachers: Mapped[str | None] = mapped_column(String(200))
    syllabus: Mapped[str | None] = mapped_column(String(120))
    reader: Mapped[str | None] = mapped_column(String(120))
    courseware: Mapped[str | None] = mapped_column(String(120))
    content: Mapped[str | None] = mapped_column(Text)
    topics: Mapped[list[str] | None]
    methods: Mapped[list[str] | None]
    closed_on: Mapped[date | None] = mapped_column(index=True)
    cancelled_on: Mapped[date | None]
    cancelled_why: Mapped[str | None] = mapped_column(String(200))

    trainees: Mapped[list["Trainee"]] = relationship(back_populates="training", order_by="Trainee.sort_name")


class Trainee(Record):
    """One person in one training: called, leave, attendance, hours, result, and what was decided about a miss."""

    __tablename__ = "trainee"
    __table_args__ = (
        UniqueConstraint("training_id", "person_id"),
        Index("ix_trainee_name", "sort_name", "id"),
        Index("ix_trainee_unmet", "person_id", "training_id", "id", sqlite_where=text(UNMET), postgresql_where=text(UNMET)),
    )

    training_id: Mapped[int] = mapped_column(ForeignKey("training.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    called_on: Mapped[date | None]  # None: obliged, but never called
    leave_why: Mapped[str | None] = mapped_column(String(200))
    leave_asked_on: Mapped[date | None]
    leave_answer: Mapped[str | None] = mapped_column(String(10))  # granted · denied
    leave_answered_on: Mapped[date | None]
    attendance: Mapped[str | None] = mapped_column(String(10))  # present · absent
    theory_hours: Mapped[float | None]
    assessing_hours: Mapped[float | None]
    practice_hours: Mapped[float | None]  # 实习: never counted (PPL-ASR-040)
    exam_kind: Mapped[str | None] = mapped_column(String(10))
    score: Mapped[float | None]
    result: Mapped[str | None] = mapped_column(String(10))  # passed · failed
    settlement: Mapped[str | None] = mapped_column(String(10))  # kept · cancelled
    settled_on: Mapped[date | None]
    settled_why: Mapped[str | None] = mapped_column(Text)

    training: Mapped[Training] = relationship(back_populates="trainees")
    person: Mapped[Person] = relationship()


class TrainingCause(Record):
    """What makes an upgrade training necessary (PPL-ASR-042), until one was held."""

    __tablename__ = "training_cause"
    __table_args__ = (Index("ix_training_cause_noted_on", "noted_on", "id"),)

    change: Mapped[str] = mapped_column(String(10))  # technique · standard · policy
    occupation: Mapped[str | None] = mapped_column(String(60))  # None with a change of policy: all
    noted_on: Mapped[date]
    facts: Mapped[str] = mapped_column(Text)
    met_by_id: Mapped[int | None] = mapped_column(ForeignKey("training.id"))
    met_by: Mapped[Training | None] = relationship()
