"""What the centre may assess, which batches it held, and who passed."""

from datetime import date

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.core.tables import Record


class ScopeRow(Record):
    """One filed occupation, job and level (FIL-002, FIL-003). Both days inclusive; None where the list does not say."""

    __tablename__ = "scope_row"
    __table_args__ = (UniqueConstraint("occupation", "job", "level", "valid_from"), Index("ix_scope_row_order", "occupation", "id"))

    occupation: Mapped[str] = mapped_column(String(60))
    code: Mapped[str | None] = mapped_column(String(12))
    job: Mapped[str] = mapped_column(String(60))  # `--` where the occupation itself is filed
    level: Mapped[int]
    standard: Mapped[str | None] = mapped_column(String(20))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(100))
    receipt: Mapped[str | None] = mapped_column(String(40))  # number of the filing receipt (SCO-003)


class Batch(Record):
    """One batch of assessments. Exam days inclusive; `notice_from` is the first day of the public notice of results.
    `state` only changes through plans/steps.py; `listed` is a batch known from a list, whose course is not followed."""

    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_last_day", "last_exam_day", "id"), Index("ix_batch_state", "state", "id"))

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str | None] = mapped_column(String(100))
    occupation: Mapped[str | None] = mapped_column(String(60))
    job: Mapped[str | None] = mapped_column(String(60))
    level: Mapped[int | None]
    first_exam_day: Mapped[date]
    last_exam_day: Mapped[date]
    planned: Mapped[int | None]
    method: Mapped[str | None] = mapped_column(String(40))
    profile: Mapped[str] = mapped_column(String(20))  # the regulation it was made under (ASM-GEN-001)
    notice_from: Mapped[date | None]
    objection_on: Mapped[date | None]  # an objection during public notice
    objection_closed_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default="listed")  # plans_lists.toml
    way: Mapped[str] = mapped_column(String(12), default="exam")  # exam · direct · process · contest
    owner: Mapped[str | None] = mapped_column(String(40))  # login of the batch owner (BAT-001)
    leader: Mapped[str | None] = mapped_column(String(60))  # in charge on site (BAT-016)
    site: Mapped[str | None] = mapped_column(String(80))
    site_region: Mapped[str | None] = mapped_column(String(6))  # code of the administrative division
    theory_mode: Mapped[str | None] = mapped_column(String(10))  # paper · computer
    practical_mode: Mapped[str | None] = mapped_column(String(12))  # real · simulated · simulation · sheets · paperless
    serial: Mapped[int | None]  # the number within its name, where the region counts them
    remark: Mapped[str | None] = mapped_column(String(60))  # in full-width brackets behind the name (BAT-003)


class PassRow(Record):
    """One person who passed one level of one job in one batch. Who is cancelled stays, with day and reason."""

    __tablename__ = "pass_row"
    __table_args__ = (
        Index("ix_pass_row_person", "id_no", "level", "id"),
        Index("ix_pass_row_name", "sort_name", "id"),
        Index("ix_pass_row_batch", "batch_code", "id"),
    )

    batch_code: Mapped[str] = mapped_column(String(40))
    id_no: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(60))
    sort_name: Mapped[str] = mapped_column(String(160))
    sex: Mapped[str | None] = mapped_column(String(6))
    occupation: Mapped[str] = mapped_column(String(60))
    job: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    theory: Mapped[float | None]
    skill: Mapped[float | None]
    review: Mapped[float | None]  # 综合评审
    state: Mapped[str] = mapped_column(String(10))  # approved · cancelled
    approved_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    why: Mapped[str | None] = mapped_column(String(400))  # of a cancellation, or why there is no certificate
    source_row: Mapped[str | None] = mapped_column(String(60))
