"""Counts kept beside scores and applications, and the numbered snapshots whose figures never change again.

Counts have no foreign keys: an import that is taken back removes its batches before they are counted again.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.core.tables import Base, Record


class ResultCount(Base):
    """How many candidates of one kind a batch had, and what became of them. Kept by `counting.py`, written by nobody else.

    The kind: occupation, job, level, training class ("" where none), recognised without an exam or not, first sitting or
    resit, with or without a subject passed earlier (1 or 0). Who sat counts once a result stands.
    `present`: sat at least one subject; `absent`: has scores, all of them of an absence; `struck`: a score was taken away
    for a violation. theory, skill: sat the subject this time; both: sat both; *_tenths: sum of the marks of those who sat it.
    """

    __tablename__ = "result_count"
    __table_args__ = (UniqueConstraint("batch_id", "occupation", "job", "level", "training_class", "direct", "resit", "carried", name="uq_result_count_kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int]
    occupation: Mapped[str] = mapped_column(String(60))
    job: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    training_class: Mapped[str] = mapped_column(String(60))
    direct: Mapped[int]
    resit: Mapped[int]
    carried: Mapped[int]
    applied: Mapped[int]
    admitted: Mapped[int]
    present: Mapped[int]
    absent: Mapped[int]
    passed: Mapped[int]
    partial: Mapped[int]
    failed: Mapped[int]
    cancelled: Mapped[int]
    struck: Mapped[int]
    theory: Mapped[int]
    theory_passed: Mapped[int]
    theory_tenths: Mapped[int] = mapped_column(BigInteger)
    skill: Mapped[int]
    skill_passed: Mapped[int]
    skill_tenths: Mapped[int] = mapped_column(BigInteger)
    both: Mapped[int]
    both_passed: Mapped[int]


class AssessorCount(Base):
    """How one assessor's marks of a batch lie against the others' for the same candidates, where `judges` marked each.

    A deviation is judges · own mark − sum of all marks, in tenths: (judges − 1) times the difference from the others' mean,
    so that whole numbers are summed; 0 where nobody else marked. total, squares: sum and sum of squares over `n` marks.
    decided: candidates among them whose result stands; passed: of these, who passed this subject.
    """

    __tablename__ = "assessor_count"
    __table_args__ = (
        UniqueConstraint("batch_id", "subject", "assessor_id", "judges"), Index("ix_assessor_count_assessor", "assessor_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int]
    subject: Mapped[str] = mapped_column(String(8))
    assessor_id: Mapped[int]
    judges: Mapped[int]
    n: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)
    squares: Mapped[int] = mapped_column(BigInteger)
    decided: Mapped[int]
    passed: Mapped[int]


class AgreementCount(Base):
    """How two entries (kind entry) or several assessors (kind marks) of a batch agree.

    entry: n pairs; same: equal in score and status; both, first, second: passed by both, by one only. marks: n candidates
    with `judges` marks each; total, candidate_squares, squares: the sums that the coefficient of agreement needs, in tenths.
    """

    __tablename__ = "agreement_count"
    __table_args__ = (UniqueConstraint("batch_id", "subject", "kind", "judges"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int]
    subject: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(8))
    judges: Mapped[int]
    n: Mapped[int]
    same: Mapped[int]
    both: Mapped[int]
    first: Mapped[int]
    second: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)
    candidate_squares: Mapped[int] = mapped_column(BigInteger)
    squares: Mapped[int] = mapped_column(BigInteger)


class Snapshot(Record):
    """Figures as they stood when somebody asked for a number (TJ-2026-0001). Both days inclusive; `figures` never changes.

    kind: month · year · board. reported_on, summary_on: the days its statistics and the year's summary went to the office
    above (ASM-STA-001).
    """

    __tablename__ = "statistics_snapshot"
    __table_args__ = (Index("ix_statistics_snapshot_day", "taken_on", "id"), Index("ix_statistics_snapshot_year", "kind", "last_day"))

    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(120))
    first_day: Mapped[date]
    last_day: Mapped[date]
    taken_on: Mapped[date]
    taken_at: Mapped[datetime]
    taken_by: Mapped[str] = mapped_column(String(40))
    figures: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    reported_on: Mapped[date | None]
    summary_on: Mapped[date | None]
    report_way: Mapped[str | None] = mapped_column(String(120))
