"""Who holds which post of the centre, from when to when."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record
from models.people.tables import Person


class StaffPost(Record):
    """One post of one person, both days inclusive. `starts_on` None: a roster did not say; `ended_on` None: still on duty."""

    __tablename__ = "staff_post"
    __table_args__ = (Index("ix_staff_post_name", "sort_name", "id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    post: Mapped[str] = mapped_column(String(12))
    time: Mapped[str] = mapped_column(String(4))  # full · part
    duty: Mapped[str] = mapped_column(String(80), default="")
    cert_level: Mapped[int | None]  # of an equipment keeper: 1–5, a smaller number is higher
    starts_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_why: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(String(100))

    person: Mapped[Person] = relationship()
