"""People and what they may do: persons, qualifications, cards with their terms, appointments, applications, blacklist."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record

# What asks for attention is rare among many and has indexes of its own: queries say these conditions word for word.
STILL_OPEN = "ended_how = 'withdrawn' AND (returned_on IS NULL OR off_platform_on IS NULL)"
UNENTERED = "entered_platform_on IS NULL AND decision <> ''"
PERSON_LACKS = "(sex IS NULL OR employer IS NULL OR phone IS NULL OR post_title IS NULL OR own_staff IS NULL OR education IS NULL)"
WORK_YEARS_LACK = "work_years IS NULL"
ASSESSOR_LACKS = "kind || '' = 'assessor' AND cert_level IS NULL"  # || '': no index of the kind alone shall answer
SUPERVISOR_LACKS = "kind || '' = 'supervisor' AND (issuing_body IS NULL OR duty_years IS NULL)"


def _where(name: str, condition: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


class Person(Record):
    """One human being, keyed by the identity document."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("id_kind", "id_no"),
        Index("ix_person_sort", "sort_name", "id"),
        _where("ix_person_lacking", PERSON_LACKS, "id"),
        _where("ix_person_work_years_lacking", WORK_YEARS_LACK, "id"),
    )

    id_kind: Mapped[str] = mapped_column(String(12))
    id_no: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(60))
    sort_name: Mapped[str] = mapped_column(String(160))
    sex: Mapped[str | None] = mapped_column(String(6))
    birth: Mapped[date | None]
    ethnicity: Mapped[str | None] = mapped_column(String(20))
    education: Mapped[str | None] = mapped_column(String(12))
    politics: Mapped[str | None] = mapped_column(String(12))
    major: Mapped[str | None] = mapped_column(String(40))
    work_years: Mapped[int | None]  # 工龄 as stated on the form, whole years
    employer: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))
    post_title: Mapped[str | None] = mapped_column(String(60))  # 职务/职称/技能等级 as written
    own_staff: Mapped[bool | None]  # 是否本单位职工
    photo: Mapped[str | None] = mapped_column(String(64))  # stored_as of the photo
    note: Mapped[str | None] = mapped_column(String(200))

    qualifications: Mapped[list["Qualification"]] = relationship(back_populates="person")


class Qualification(Record):
    """That a person is an assessor or a supervisor, of one grade. `card_number` and the dates repeat the current card,
    so that a list sorts and filters without joining; its state is computed from the card's terms, never stored."""

    __tablename__ = "qualification"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "grade"),
        Index("ix_qualification_name", "kind", "sort_name", "id"),
        # the due list reads nothing else of this table
        Index("ix_qualification_valid_to", "kind", "valid_to", "id", "ended_on", "card_number", "grade", "person_id"),
        Index("ix_qualification_card", "kind", "card_number", "id"),
        _where("ix_qualification_assessor_lacking", ASSESSOR_LACKS, "id"),
        _where("ix_qualification_supervisor_lacking", SUPERVISOR_LACKS, "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # assessor · supervisor
    grade: Mapped[str] = mapped_column(String(10))  # assessor · senior; internal · external
    sort_name: Mapped[str] = mapped_column(String(160))
    cert_level: Mapped[int | None]  # 1 = 高级技师 … 5 = 初级工; a smaller number is a higher level
    cert_number: Mapped[str | None] = mapped_column(String(30))
    title_rank: Mapped[str | None] = mapped_column(String(20))
    issuing_body: Mapped[str | None] = mapped_column(String(80))
    duty: Mapped[str | None] = mapped_column(String(60))  # 主要职责 of a supervisor
    duty_years: Mapped[int | None]  # 从事考评（管理）年限
    exceptional: Mapped[str | None] = mapped_column(Text)  # 破格: which conditions failed, the evidence, the approver
    card_number: Mapped[str] = mapped_column(String(30), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date] = mapped_column(default=date.max)  # NOT NULL for sorting; date.max = no card yet
    ended_on: Mapped[date | None]  # cancelled or dismissed from this day on
    ended_cause: Mapped[str | None] = mapped_column(String(10))  # AC-*, SC-*
    source_row: Mapped[str | None] = mapped_column(String(40))  # row of the workbook it came from

    person: Mapped[Person] = relationship(back_populates="qualifications")
    occupations: Mapped[list["QualifiedOccupation"]] = relationship(back_populates="qualification", order_by="QualifiedOccupation.id")
    cards: Mapped[list["Card"]] = relationship(back_populates="qualification", order_by="Card.id")
    appointments: Mapped[list["Appointment"]] = relationship(back_populates="qualification", order_by="Appointment.starts_on")


class QualifiedOccupation(Record):
    """One occupation a qualification covers (PPL-ASR-003, 004)."""

    __tablename__ = "qualified_occupation"
    __table_args__ = (UniqueConstraint("qualification_id", "occupation"),)

    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"))
    occupation: Mapped[str] = mapped_column(String(60), index=True)
    added_on: Mapped[date]
    qualification: Mapped[Qualification] = relationship(back_populates="occupations")


class Card(Record):
    """A numbered card. A number is unique within its kind and is never given to another person (PPL-ASR-062)."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("kind", "number"),
        _where("ix_card_still_open", STILL_OPEN, "kind", "id"),
    )

    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(30))
    issued_on: Mapped[date | None]
    ended_on: Mapped[date | None]  # withdrawn or replaced from this day on
    ended_how: Mapped[str | None] = mapped_column(String(10))  # withdrawn · replaced
    ended_why: Mapped[str | None] = mapped_column(Text)
    returned_on: Mapped[date | None]  # the withdrawn card came back
    off_platform_on: Mapped[date | None]  # a withdrawn card's person was deleted from the provincial platform
    reprints: Mapped[int] = mapped_column(default=0)  # how often the same number was printed again after loss or damage

    qualification: Mapped[Qualification] = relationship(back_populates="cards")
    terms: Mapped[list["CardTerm"]] = relationship(back_populates="card", order_by="CardTerm.starts_on")


class CardTerm(Record):
    """One validity of a card, both days inclusive; a renewal adds a row (PPL-ASR-066). `judged_by`: rule versions."""

    __tablename__ = "card_term"
    __table_args__ = (_where("ix_card_term_unentered", UNENTERED, "card_id", "id"),)

    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"), index=True)
    starts_on: Mapped[date | None]  # None where a roster gave only the end
    ends_on: Mapped[date]
    decision: Mapped[str] = mapped_column(String(200), default="")
    decided_on: Mapped[date | None]
    judged_by: Mapped[str] = mapped_column(String(200), default="")
    entered_platform_on: Mapped[date | None]  # PPL-ASR-067: when this act was entered on the platform
    card: Mapped[Card] = relationship(back_populates="terms")


class Appointment(Record):
    """A contract and its term, both days inclusive (PPL-ASR-080…084)."""

    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_ends_on", "ends_on", "id"), Index("ix_appointment_name", "sort_name", "id"))

    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    contract_number: Mapped[str | None] = mapped_column(String(40))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    evaluation: Mapped[str | None] = mapped_column(Text)  # 聘期综合认定报告: the conclusion
    decision: Mapped[str | None] = mapped_column(String(10))  # renew · release
    decided_on: Mapped[date | None]
    ended_on: Mapped[date | None]  # ended early; this is its last day
    ended_why: Mapped[str | None] = mapped_column(Text)
    qualification: Mapped[Qualification] = relationship(back_populates="appointments")


class Application(Record):
    """资格申报: its steps in order, each with its day and opinion (PPL-ASR-030, 033)."""

    __tablename__ = "application"
    __table_args__ = (Index("ix_application_name", "sort_name", "id"), Index("ix_application_applied_on", "applied_on", "id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(10))
    grade: Mapped[str] = mapped_column(String(10))
    occupation: Mapped[str | None] = mapped_column(String(60))
    applied_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(12), index=True)
    cert_level: Mapped[int | None]
    cert_number: Mapped[str | None] = mapped_column(String(30))
    top_level: Mapped[int | None]  # the highest level the occupation has (1 or 2), where the applicant says it
    own_occupation: Mapped[bool | None]  # the certificate is of the occupation applied for (本职业), not only related
    title_rank: Mapped[str | None] = mapped_column(String(20))
    work_since: Mapped[date | None]  # practical work in the occupation without a break
    assessing_since: Mapped[date | None]
    branch: Mapped[str | None] = mapped_column(String(10))  # supervisor: management · assessing
    excellent: Mapped[bool | None]  # 优秀考评人员
    resume: Mapped[str | None] = mapped_column(Text)
    declared: Mapped[list[str] | None]
    exceptional: Mapped[str | None] = mapped_column(Text)
    recommended_on: Mapped[date | None]
    recommendation: Mapped[str | None] = mapped_column(Text)
    reviewed_on: Mapped[date | None]
    review: Mapped[str | None] = mapped_column(Text)
    training_hours: Mapped[float | None]  # theory and assessing lessons, without practice hours (PPL-ASR-040)
    theory_score: Mapped[float | None]
    practical_score: Mapped[float | None]
    examined_on: Mapped[date | None]
    qualification_id: Mapped[int | None] = mapped_column(ForeignKey("qualification.id"))
    judged_by: Mapped[str] = mapped_column(String(200), default="")
    person: Mapped[Person] = relationship()


class BlacklistEntry(Record):
    """失信黑名单 (PPL-ASR-162): never deleted, removed with day, person and reason."""

    __tablename__ = "blacklist_entry"
    __table_args__ = (Index("ix_blacklist_entry_name", "sort_name", "id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    list_kind: Mapped[str] = mapped_column(String(10))  # assessor · supervisor
    cause: Mapped[str] = mapped_column(String(10))
    facts: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(String(60))
    removed_on: Mapped[date | None]
    removed_by: Mapped[str | None] = mapped_column(String(60))
    removed_why: Mapped[str | None] = mapped_column(Text)
    person: Mapped[Person] = relationship()
