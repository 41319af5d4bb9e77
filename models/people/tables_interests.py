"""Who has an interest in whom or what: one table for recusal of assessors, complaints and archives alike."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record
from models.people.tables import Person


class Interest(Record):
    """A person's tie to another person, a class or a file. `from_on`, `to_on` inclusive, None is open. It stays when it is
    ended: `ended_on` is the first day on which it no longer counts, for a declaration that proved wrong."""

    __tablename__ = "interest"
    __table_args__ = (
        Index("ix_interest_name", "sort_name", "id"),
        Index("ix_interest_declared_on", "declared_on", "id"),
        Index("ix_interest_other", "other_id_no", "id"),
        Index("ix_interest_matter", "matter", "kind", "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(12))  # kin · teach · teach_class · master · trainer · accused · party · other
    other_name: Mapped[str | None] = mapped_column(String(60))
    other_id_no: Mapped[str | None] = mapped_column(String(20))
    class_name: Mapped[str | None] = mapped_column(String(60))  # as candidates write it (培训班)
    matter: Mapped[str | None] = mapped_column(String(60))  # batch, case or archive number it is about
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(10))  # own · candidate · supervisor · staff
    declared_on: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(200))
    ended_on: Mapped[date | None]
    ended_why: Mapped[str | None] = mapped_column(String(200))

    person: Mapped[Person] = relationship()
