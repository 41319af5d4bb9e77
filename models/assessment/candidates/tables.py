"""Who applied for which batch, as the application says: the identity is kept as it was written then."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.tables import Batch
from models.core.tables import Record


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
    resit_of_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    result: Mapped[str | None] = mapped_column(String(12))  # passed · partial · failed · cancelled
    result_on: Mapped[date | None]
    result_valid_to: Mapped[date | None]  # of a partial result: the last day of the passed subject
    history: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(String(200))

    batch: Mapped[Batch] = relationship()
