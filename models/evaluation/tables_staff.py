"""The year of a member of staff, as the director assessed it."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record
from models.people.tables import Person


class StaffReview(Record):
    """工作人员年度考核: one person in one year. `opinion` is asked of heads of department alone."""

    __tablename__ = "staff_review"
    __table_args__ = (
        UniqueConstraint("person_id", "year"),
        Index("ix_staff_review_name", "sort_name", "id"),
        Index("ix_staff_review_year", "year", "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sort_name: Mapped[str] = mapped_column(String(160))
    year: Mapped[int]
    posts: Mapped[str] = mapped_column(String(120))  # held in the year, in words
    summary: Mapped[str] = mapped_column(Text, default="")  # the person's own
    performance: Mapped[str] = mapped_column(Text)
    grade: Mapped[str] = mapped_column(String(12))
    leads: Mapped[bool]
    opinion: Mapped[str] = mapped_column(String(10), default="")  # appoint · release
    assessed_on: Mapped[date]
    assessed_by: Mapped[str] = mapped_column(String(40))  # login

    person: Mapped[Person] = relationship()
