"""Who keeps what: one line a custodian and thing, from hand-over to hand-over."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record
from models.people.tables import Person

OPEN = date.max  # still in charge: sorts last and never is a NULL in an index


class Custody(Record):
    """One custodian of one thing, both days inclusive; `before_id` is the line it was taken over from."""

    __tablename__ = "custody"
    __table_args__ = (
        Index("ix_custody_name", "sort_name", "id"),
        Index("ix_custody_starts_on", "starts_on", "id"),
        Index("ix_custody_thing", "thing", "ended_on"),
        Index("ix_custody_person", "person_id", "ended_on"),
    )

    kind: Mapped[str] = mapped_column(String(12))
    thing: Mapped[str] = mapped_column(String(80))  # which account, seal, cabinet …
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sort_name: Mapped[str] = mapped_column(String(160))
    starts_on: Mapped[date]
    ended_on: Mapped[date] = mapped_column(default=OPEN)
    before_id: Mapped[int | None] = mapped_column(ForeignKey("custody.id"))
    listed: Mapped[str] = mapped_column(String(400), default="")  # what was handed over, piece by piece
    witness: Mapped[str] = mapped_column(String(60), default="")
    document: Mapped[str] = mapped_column(String(60), default="")

    person: Mapped[Person] = relationship()
    before: Mapped["Custody | None"] = relationship(remote_side="Custody.id")
