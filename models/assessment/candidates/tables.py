"""Who applied for which batch, as the application says: the identity is kept as it was written then."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.tables import Batch
from models.core.tables import Record

_IN_CLASS = text("training_class IS NOT NULL")


class Enrolment(Record):
    """One person's application for one level of one job in one batch (ASM-STC-001). `result` is derived from the scores
    when the batch is published. All days inclusive. `history`: taken over from an old list, as it was."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("batch_id", "id_kind", "id_no", "occupation", "job", "level"),
        Index("ix_enrolment_person", "id_no", "id"),
        Index("ix_enrolment_name", "sort_name", "id"),
        Index("ix_enrolment_ticket", "ticket", "id"),
        Index("ix_enrolment_batch_name", "batch_id", "sort_name", "id"),
        Index("ix_enrolment_batch_state", "batch_id", "state", "id"),
        Index("ix_enrolment_class", "training_class", "id", sqlite_where=_IN_CLASS, postgresql_where=_IN_CLASS),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    id_kind: Mapped[str] = mapped_column(String(12))
    id_no: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(60))
    sort_name: Mapped[str] = mapped_column(String(160))
    sex: Mapped[str | None] = mapped_column(String(6))
    birth: Mapped[date | None]
    education: Mapped[str | None] = mapped_column(String(12))
    category: Mapped[str | None] = mapped_column(String(12))  # 人员类别
    employer: Mapped[str | None] = mapped_column(String(80))  # 工作单位（院系）
    major: Mapped[str | None] = mapped_column(String(40))
    training_class: Mapped[str | None] = mapped_column(String(60))  # 培训班
    occupation: Mapped[str] = mapped_column(String(60))
    job: Mapped[str] = mapped_column(String(60))  # `--` where the occupation itself is meant
    level: Mapped[int]  # 0 where a project has no level
    subjects: Mapped[list[str]]  # theory, skill, review
    way: Mapped[str] = mapped_column(String(12))  # exam · direct · process · contest
    prior_level: Mapped[int | None]
    prior_number: Mapped[str | None] = mapped_column(String(30))
    work_years: Mapped[int | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    postcode: Mapped[str | None] = mapped_column(String(6))
    address: Mapped[str | None] = mapped_column(String(120))
    photo: Mapped[str | None] = mapped_column(String(64))  # stored_as of the photo
    state: Mapped[str] = mapped_column(String(12))
    applied_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[str | None] = mapped_column(String(40))
    review_note: Mapped[str | None] = mapped_column(Text)
    rechecked_on: Mapped[date | None]
    fee_paid_on: Mapped[date | None]
    ticket: Mapped[str | None] = mapped_column(String(24))  # 准考证号
    student_group: Mapped[str | None] = mapped_column(String(12))  # 学校层次: secondary · college · bachelor · senior_class · middle_class
    graduates_on: Mapped[date | None]
    condition: Mapped[str | None] = mapped_column(String(60))  # the registration condition that was found met (ASM-REG-006)
    form_kind: Mapped[str | None] = mapped_column(String(12))  # general · student · special (ASM-REG-003)
    entered_by: Mapped[str | None] = mapped_column(String(40))  # the account that typed or imported the data
    confirmed_on: Mapped[date | None]  # the candidate has confirmed the own data (ASM-REG-009)
    uploaded_on: Mapped[date | None]
    forms_sent_on: Mapped[date | None]  # the forms went to the office above for its own review (ASM-REG-011)
    ended_why: Mapped[str | None] = mapped_column(String(200))  # of a rejection, withdrawal or downgrade
    downgraded_from_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    resit_of_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    result: Mapped[str | None] = mapped_column(String(12))  # passed · partial · failed · cancelled
    result_on: Mapped[date | None]
    result_valid_to: Mapped[date | None]  # of a partial result: the last day of the passed subject
    history: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(String(200))

    batch: Mapped[Batch] = relationship()


class Proof(Record):
    """One document or piece of evidence of an application: an item of the material list (H1, C4 …) or what the way of
    assessment or the level asks for. Days as written on the document."""

    __tablename__ = "enrolment_proof"
    __table_args__ = (UniqueConstraint("enrolment_id", "item"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    item: Mapped[str] = mapped_column(String(20))
    how: Mapped[str] = mapped_column(String(10))  # paper · online
    name: Mapped[str | None] = mapped_column(String(80))
    grade: Mapped[str | None] = mapped_column(String(12))  # senior · middle · junior, of a certificate or title
    number: Mapped[str | None] = mapped_column(String(40))
    issued_on: Mapped[date | None]
    theory_passed: Mapped[bool | None]
    skill_passed: Mapped[bool | None]
    source: Mapped[str | None] = mapped_column(String(80))  # where it was looked up online
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str | None] = mapped_column(String(40))
    returned: Mapped[bool] = mapped_column(default=False)  # the original went back at once
    note: Mapped[str | None] = mapped_column(String(200))

    enrolment: Mapped[Enrolment] = relationship()


class Correction(Record):
    """One corrected fact of a candidate (ASM-REG-015). `phase`: before · after the certificates were asked for."""

    __tablename__ = "enrolment_correction"
    __table_args__ = (Index("ix_enrolment_correction_day", "registered_on", "id"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    field: Mapped[str] = mapped_column(String(12))  # name · id_no · photo · job · level · other
    phase: Mapped[str] = mapped_column(String(8))
    old: Mapped[str] = mapped_column(String(100))
    new: Mapped[str] = mapped_column(String(100))
    why: Mapped[str] = mapped_column(Text)
    certificate: Mapped[str | None] = mapped_column(String(30))
    registered_on: Mapped[date]
    confirmed_on: Mapped[date | None]  # by the keeper of the platform; open until then
    wrong_sent_on: Mapped[date | None]  # the wrong certificate went back
    courier: Mapped[str | None] = mapped_column(String(30))

    enrolment: Mapped[Enrolment] = relationship()


class Payment(Record):
    """One fee booked for a candidate. Money in fen. `waived`: exempt, with the reason in the note."""

    __tablename__ = "enrolment_payment"
    __table_args__ = (Index("ix_enrolment_payment_day", "paid_on", "id"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    item: Mapped[str] = mapped_column(String(12))  # theory · skill · review · certificate · other
    standard: Mapped[int | None]
    amount: Mapped[int]
    voucher: Mapped[str | None] = mapped_column(String(30))
    paid_on: Mapped[date]
    waived: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(String(100))

    enrolment: Mapped[Enrolment] = relationship()


class Violation(Record):
    """One violation of a candidate or a person of the staff (ASM-DIS-001): what happened, what was decided, what follows.
    `effects`: coded, as of the code list of the profile; `reminders`: the times of the reminders given before."""

    __tablename__ = "violation"
    __table_args__ = (Index("ix_violation_at", "at", "id"), Index("ix_violation_person", "id_no", "id"))

    number: Mapped[str] = mapped_column(String(20), unique=True)
    who: Mapped[str] = mapped_column(String(10))  # candidate · staff
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    id_kind: Mapped[str] = mapped_column(String(12))
    id_no: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str | None] = mapped_column(String(8))  # theory · skill · review
    room: Mapped[str | None] = mapped_column(String(20))
    seat: Mapped[str | None] = mapped_column(String(12))
    at: Mapped[datetime]
    code: Mapped[str | None] = mapped_column(String(40))
    facts: Mapped[str] = mapped_column(Text)
    evidence: Mapped[int]  # pieces of evidence kept
    reminders: Mapped[list[str]]
    witnesses: Mapped[str | None] = mapped_column(String(80))
    statement: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))  # recorded · proposed · decided · lifted
    effects: Mapped[list[str]]
    legal_basis: Mapped[str | None] = mapped_column(String(200))  # where the profile has no list of its own
    decision: Mapped[str | None] = mapped_column(String(200))
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_on: Mapped[date | None]
    confirmed_by: Mapped[str | None] = mapped_column(String(40))
    told_on: Mapped[date | None]
    certificate: Mapped[str] = mapped_column(String(10), default="none")  # none · invalid · revoked
    transferred: Mapped[str | None] = mapped_column(String(200))  # handed to the authorities
    lifted_on: Mapped[date | None]
    lifted_why: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(String(100))

    enrolment: Mapped[Enrolment | None] = relationship()
    batch: Mapped[Batch | None] = relationship()


class Ban(Record):
    """A person who may not be assessed (ASM-DIS-004): both days inclusive, `last_day` None until it is lifted. A person is
    one kind and number of identity document."""

    __tablename__ = "ban"
    __table_args__ = (Index("ix_ban_person", "id_no", "id"), Index("ix_ban_first_day", "first_day", "id"))

    violation_id: Mapped[int | None] = mapped_column(ForeignKey("violation.id"), index=True)
    id_kind: Mapped[str] = mapped_column(String(12))
    id_no: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(60))
    effect: Mapped[str] = mapped_column(String(8))  # BAN-Y · BAN-2Y · BAN-G
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    lifted_on: Mapped[date | None]
    lifted_why: Mapped[str | None] = mapped_column(String(200))

    violation: Mapped[Violation | None] = relationship()
