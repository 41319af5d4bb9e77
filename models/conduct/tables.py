"""Misconduct of staff: cases, what was said about them, reports of pressure."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record
from models.people.tables import Person

TAKEN_OFF = "suspended_on IS NOT NULL"
OPEN = date.max  # not yet: sorts last and never is a NULL in an index


class MisconductCase(Record):
    """One breach of one person. `suspended_on`: taken off at once; `again_on`: from this day the person may be assigned again,
    OPEN is never. Both stay None where nothing acted at once."""

    __tablename__ = "misconduct_case"
    __table_args__ = (
        Index("ix_misconduct_case_name", "sort_name", "id"),
        Index("ix_misconduct_case_discovered_on", "discovered_on", "id"),
        Index("ix_misconduct_case_state", "state", "id"),
        Index("ix_misconduct_case_person", "person_id", "decided_on"),
        Index("ix_misconduct_case_suspended", "suspended_on", "person_id", sqlite_where=text(TAKEN_OFF), postgresql_where=text(TAKEN_OFF)),
        Index("ix_misconduct_case_serial", "year", "serial"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sort_name: Mapped[str] = mapped_column(String(160))
    external: Mapped[bool]  # not of the centre's own staff when it happened
    post: Mapped[str] = mapped_column(String(40))
    batch: Mapped[str] = mapped_column(String(60), default="")  # number of the batch or session, as exam affairs name it
    code: Mapped[str] = mapped_column(String(10))
    further: Mapped[list[str]]
    facts: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")  # named; files are attachments
    discovered_by: Mapped[str] = mapped_column(String(60))
    discovered_on: Mapped[date]
    entered_by: Mapped[str] = mapped_column(String(40))  # login
    state: Mapped[str] = mapped_column(String(10))
    suspended_on: Mapped[date | None]
    again_on: Mapped[date | None]
    sanctions: Mapped[list[str]]
    decision: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[str] = mapped_column(String(60), default="")
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(String(40), default="")
    delivered_on: Mapped[date | None]
    employer_told_on: Mapped[date | None]
    employer_letter: Mapped[str] = mapped_column(String(60), default="")
    released_on: Mapped[date | None]
    judicial_on: Mapped[date | None]
    criticism_on: Mapped[date | None]  # the written self-criticism came in
    reported_on: Mapped[date | None]  # reported to the unit above
    appeal: Mapped[str] = mapped_column(String(30), default="")  # number of the appeal against the decision
    archive_no: Mapped[str] = mapped_column(String(40), default="")
    closed_on: Mapped[date | None]
    judged_by: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship()
    notes: Mapped[list["MisconductNote"]] = relationship(back_populates="case", order_by="MisconductNote.id")


class MisconductNote(Record):
    """The person's statement, or the note of an interview."""

    __tablename__ = "misconduct_note"

    case_id: Mapped[int] = mapped_column(ForeignKey("misconduct_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # statement · interview
    who: Mapped[str] = mapped_column(String(60))
    on: Mapped[date]
    place: Mapped[str] = mapped_column(String(60), default="")
    asked_by: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text)

    case: Mapped[MisconductCase] = relationship(back_populates="notes")


class PressureReport(Record):
    """An assessor's report that somebody demanded another item or result (PPL-ASR-165)."""

    __tablename__ = "pressure_report"
    __table_args__ = (Index("ix_pressure_report_happened_at", "happened_at", "id"),)

    assessor: Mapped[str] = mapped_column(String(60))
    demanded_by: Mapped[str] = mapped_column(String(60))
    demander_login: Mapped[str] = mapped_column(String(40), default="")
    happened_at: Mapped[datetime]
    batch: Mapped[str] = mapped_column(String(60), default="")
    content: Mapped[str] = mapped_column(Text)
    witness: Mapped[str] = mapped_column(String(60), default="")
    entered_by: Mapped[str] = mapped_column(String(40))
    measure: Mapped[str] = mapped_column(Text, default="")
    settled_on: Mapped[date | None]
    settled_by: Mapped[str] = mapped_column(String(40), default="")
