"""What is kept of plans and of the course of a batch. All days inclusive."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assessment.tables import Batch
from models.core.tables import Record


class BatchStep(Record):
    """One thing done for a batch: a move (with the states before and after) or a step of its legal calendar. What was in
    time or late when it was done stays so, whatever becomes of the exam day (ASM-GEN-002). `due_on`: the limit then."""

    __tablename__ = "batch_step"
    __table_args__ = (Index("ix_batch_step_batch", "batch_id", "id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    name: Mapped[str] = mapped_column(String(20))
    from_state: Mapped[str | None] = mapped_column(String(12))
    to_state: Mapped[str | None] = mapped_column(String(12))
    done_on: Mapped[date]  # of an act above: the day of its document (ASM-STM-002)
    due_on: Mapped[date | None]
    late: Mapped[bool] = mapped_column(default=False)
    checks: Mapped[list[str]] = mapped_column(default=list)  # names of the checks it passed
    document: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]

    batch: Mapped[Batch] = relationship()


class BatchLine(Record):
    """How many are declared for one level of one job in a batch (ASM-BAT-005)."""

    __tablename__ = "batch_line"
    __table_args__ = (UniqueConstraint("batch_id", "occupation", "job", "level"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    occupation: Mapped[str] = mapped_column(String(60))
    job: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]  # 0 where a project has no level
    theory: Mapped[int] = mapped_column(default=0)
    skill: Mapped[int] = mapped_column(default=0)

    batch: Mapped[Batch] = relationship()


class AnnualPlan(Record):
    """The plan of one calendar year. `reported_on`: filed with or reported to the authority."""

    __tablename__ = "annual_plan"

    year: Mapped[int] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(10))  # drafting · closed · reported
    closed_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    document: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))


class PlanLine(Record):
    """One assessment of an annual plan; the month is enough (ASM-PLN-002). `month`: its first day."""

    __tablename__ = "plan_line"
    __table_args__ = (Index("ix_plan_line_month", "month", "id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("annual_plan.id"), index=True)
    month: Mapped[date]
    occupation: Mapped[str] = mapped_column(String(60))
    job: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    planned: Mapped[int | None]
    method: Mapped[str | None] = mapped_column(String(40))
    contact: Mapped[str | None] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(20))
    address: Mapped[str | None] = mapped_column(String(120))

    plan: Mapped[AnnualPlan] = relationship()


class Announcement(Record):
    """A notice of assessments (鉴定公告). `content`: item → text, the items of ASM-PLN-007."""

    __tablename__ = "announcement"
    __table_args__ = (Index("ix_announcement_published", "published_on", "id"),)

    number: Mapped[str] = mapped_column(String(30), unique=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    channel: Mapped[str | None] = mapped_column(String(60))
    published_on: Mapped[date]
    withdrawn_on: Mapped[date | None]

    batch: Mapped[Batch] = relationship()


class Suspension(Record):
    """A rectification period or suspension of the centre, as its notice says (ASM-SCO-012)."""

    __tablename__ = "suspension"

    kind: Mapped[str] = mapped_column(String(14))  # rectification · suspension
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    document: Mapped[str] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))


class PlatformLink(Record):
    """A system of the centre that is connected to the provincial platform (ASM-SCO-011)."""

    __tablename__ = "platform_link"

    system: Mapped[str] = mapped_column(String(12), unique=True)  # affairs · exam · video
    connected_on: Mapped[date]
    document: Mapped[str | None] = mapped_column(String(60))


class SiteLeader(Record):
    """Who may be in charge on site: the list the authority keeps (ASM-BAT-016)."""

    __tablename__ = "site_leader"

    name: Mapped[str] = mapped_column(String(60))
    listed_from: Mapped[date]
    listed_to: Mapped[date | None]


class Presence(Record):
    """When the batch owner came and went on an exam day (ASM-BAT-015)."""

    __tablename__ = "batch_presence"
    __table_args__ = (UniqueConstraint("batch_id", "name", "arrived_at"), Index("ix_batch_presence_arrived_at", "arrived_at", "id"))

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    name: Mapped[str] = mapped_column(String(60))
    arrived_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    batch: Mapped[Batch] = relationship()


class VoidRequest(Record):
    """An application to void or postpone a batch (ASM-BAT-008), and what became of it."""

    __tablename__ = "void_request"

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    requested_on: Mapped[date]
    requested_by: Mapped[str] = mapped_column(String(40))
    postponed: Mapped[bool]
    first_day: Mapped[date | None]  # of the postponed batch
    last_day: Mapped[date | None]
    why: Mapped[str | None] = mapped_column(String(200))
    papers: Mapped[str] = mapped_column(String(10))  # none · received · returned · sealed
    decision: Mapped[str | None] = mapped_column(String(10))  # postponed · voided · refused
    decided_on: Mapped[date | None]

    batch: Mapped[Batch] = relationship()
